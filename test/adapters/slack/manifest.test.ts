import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mappedEvents } from '../../../adapters/slack/inbound-event.ts';
import { botEvents, botScopes, noteShortcut, slackManifest } from '../../../adapters/slack/manifest.ts';

/** The scopes of the bot token that each method asks for, as Slack's reference of the method says. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'bots.info': ['users:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.conversations': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.members': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.open': ['im:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'views.open': [],
  'views.publish': [],
};

/** The scope that each event asks for, as Slack's reference of the event says. */
const scopeOfEvent: Readonly<Record<string, string>> = {
  app_home_opened: '',
  app_mention: 'app_mentions:read',
  app_uninstalled: '',
  channel_deleted: 'channels:read',
  channel_left: 'channels:read',
  group_deleted: 'groups:read',
  group_left: 'groups:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  team_join: 'users:read',
  tokens_revoked: '',
  user_change: 'users:read',
};

const folder = new URL('../../../adapters/slack/', import.meta.url);
const code = readdirSync(folder)
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');
const methodCall =
  /\.((?:auth|apps\.connections|oauth\.v2|bots|users|conversations|chat|files(?=\.(?:get|complete))|views)\.[a-zA-Z]+)\(/g;
const called = new Set([...code.matchAll(methodCall)].map((match) => match[1] ?? ''));
const scopes = botScopes.map(({ scope }) => scope);

describe('the manifest', () => {
  test('has the scopes that the methods and events in use ask for, one for the commands, and no other', () => {
    expect([...called].toSorted()).toEqual(Object.keys(scopesOf).toSorted());
    const needed = new Set([
      'commands',
      ...Object.values(scopesOf).flat(),
      ...botEvents.map((event) => scopeOfEvent[event] ?? 'none'),
    ]);
    needed.delete('');
    expect(scopes.toSorted()).toEqual([...needed].toSorted());
  });

  test('subscribes to every event that is mapped', () => {
    const types = new Set(botEvents.map((event) => event.split('.')[0]));
    for (const event of mappedEvents) expect([...types]).toContain(event);
  });

  test('is for HTTP with an address and for Socket Mode without', () => {
    const at = 'https://tend.example/slack/events';
    expect(slackManifest({ publicUrl: at })).toMatchObject({
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: at },
        interactivity: { request_url: at },
      },
      features: {
        slash_commands: [{ command: '/tend', url: at, should_escape: true }],
        shortcuts: [{ callback_id: noteShortcut }],
      },
    });
    const socket = slackManifest({});
    expect(socket).toMatchObject({ settings: { socket_mode_enabled: true, token_rotation_enabled: false } });
    expect(JSON.stringify(socket)).not.toContain('url"');
  });

  test('is in the guide for administrators as it is, explained scope by scope', () => {
    const docs = readFileSync(new URL('../../../docs/slack.md', import.meta.url), 'utf8');
    const printed = /```json\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
    expect(JSON.parse(printed)).toEqual(
      slackManifest({
        publicUrl: 'https://tend.example.com/slack/events',
        redirectUrl: 'https://tend.example.com/slack/oauth',
      }),
    );
    for (const { scope, why } of botScopes) {
      expect(docs).toContain(`| \`${scope}\` | ${why.replace(/(channels:\w+|\/tend)/g, '`$1`')} |`);
    }
  });
});
