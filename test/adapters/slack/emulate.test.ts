import { createEmulator } from 'emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/adapter.ts';
import type { Adapter } from '../../../core/adapter.ts';
import { contractForms } from '../../contract/forms.ts';
import { createMemoryLog } from '../../support/memory-log.ts';

// A second opinion: somebody else's stand-in of Slack, written without knowledge of ours.

const token = 'xoxb-emulated';
const scopes = [
  'chat:write',
  'channels:read',
  'channels:history',
  'groups:read',
  'im:read',
  'im:write',
  'mpim:read',
  'users:read',
];
let emulator: { readonly url: string; close(): Promise<void> };
let adapter: Adapter;
let room: string;

type Answer = {
  readonly team_id: string;
  readonly ts: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly message: { readonly user: string };
};

const call = async (method: string, as: string, args: Record<string, string>) => {
  const response = await fetch(`${emulator.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}` },
    body: new URLSearchParams(args),
  });
  return (await response.json()) as Answer;
};

beforeAll(async () => {
  const bot = { app_id: 'A0APP', bot_id: 'B0BOT', bot_user_id: 'U0BOT' };
  emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: 'Acme', domain: 'acme' },
        users: [{ name: 'alice', email: 'alice@acme.test' }],
        channels: [{ name: 'support' }],
        oauth_apps: [
          {
            ...bot,
            client_id: '1.2',
            client_secret: 'cs',
            name: 'Bot',
            redirect_uris: ['http://127.0.0.1:1/cb'],
            scopes,
            bot_name: 'bot',
          },
        ],
        tokens: [
          { ...bot, token, type: 'bot', user_id: 'U0BOT', scopes },
          { token: 'xoxp-alice', type: 'user', user: 'alice' },
        ],
      },
    },
  });
  const { team_id } = await call('auth.test', token, {});
  adapter = createSlackAdapter({
    account: team_id,
    token,
    signingSecret: 's',
    apiUrl: `${emulator.url}/api/`,
    forms: contractForms,
    now: Date.now,
    log: createMemoryLog(),
  });
  await adapter.start(async () => undefined);
  const listed = await call('conversations.list', token, {});
  room = listed.channels.find((each) => each.name === 'support')?.id ?? '';
  await call('conversations.join', token, { channel: room });
});

afterAll(async () => {
  await adapter?.stop();
  await emulator?.close();
});

// It does not have users.conversations, which the contract's stand-in shows.
test('the adapter gets along with it: rosters, messages, threads, cards, edits, history, home', async () => {
  const said = await call('chat.postMessage', 'xoxp-alice', { channel: room, text: 'where is my order?' });
  const people = (await adapter.roster?.(room)) ?? [];
  expect(people.find((person) => person.id === 'U0BOT')?.kind).toBe('bot');

  const sinceAt = Date.now();
  const card = { title: 'Acme', blocks: [{ kind: 'text', text: 'Silent & <gone>' } as const] };
  const message = { audience: 'team', text: 'Acme is silent', card } as const;
  const sent = await adapter.send({ conversation: room }, message, { idempotencyKey: 'k' });
  expect(sent.status).toBe('sent');
  expect(await adapter.findSent?.({ conversation: room }, message, { idempotencyKey: 'k', sinceAt })).toEqual(
    sent,
  );
  expect(
    await adapter.findSent?.({ conversation: room }, message, { idempotencyKey: 'other', sinceAt }),
  ).toBeUndefined();

  const thread = said.ts;
  const reply = await adapter.send(
    { conversation: room, thread },
    { audience: 'customer', text: 'on its way' },
    { idempotencyKey: 'r' },
  );
  expect(reply.status).toBe('sent');
  if (sent.status === 'sent') {
    expect(
      await adapter.update?.({ conversation: room }, sent.ref, { audience: 'team', text: 'done' }),
    ).toEqual(sent);
  }
  const direct = await adapter.directTo?.(said.message.user);
  expect(direct).toMatch(/^D/);
  await adapter.showHome?.(said.message.user, card);

  const page = await adapter.history?.(room, 0);
  expect(page?.events).toMatchObject([{ type: 'message', text: 'where is my order?', message: thread }]);
});

test('it refuses what it must refuse', async () => {
  const lost = await adapter.send(
    { conversation: 'C404' },
    { audience: 'customer', text: 'x' },
    { idempotencyKey: 'l' },
  );
  expect(lost).toMatchObject({ status: 'refused', reason: 'channel_not_found' });
});
