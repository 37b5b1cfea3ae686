import { slackRequest } from '../servers/slack/deliver.ts';
import { startSlack } from '../servers/slack/server.ts';
import { createWorkspace, type StoredMessage } from '../servers/slack/workspace.ts';
import type { Said, Stage } from './stage.ts';

type Fields = Record<string, unknown>;

const people = { ann: { id: 'U0ANN', team: 'T0AWAY' }, mia: { id: 'U0MIA', team: 'T0HOME' } } as const;
const secrets = {
  bot: 'xoxb-0-slack-bot-token-of-the-story',
  app: 'xapp-0-slack-app-token-of-the-story',
  signing: 'slack-signing-secret-of-the-story',
};

const wordsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Fields;
  if (type === 'button') return [];
  if (typeof text === 'string') return [text];
  return Object.values(value).flatMap(wordsOf);
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const buttonsIn = (value: unknown): Said['buttons'] => {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Fields;
  if (fields['type'] !== 'button') return Object.values(fields).flatMap(buttonsIn);
  const [label = ''] = wordsOf(fields['text']);
  return [{ label, action: textOf(fields['action_id']), value: textOf(fields['value']) }];
};

const sayOf = (message: StoredMessage): Said => ({
  ref: message.ts,
  conversation: message.channel,
  ...(message.onlyFor === undefined ? {} : { onlyFor: message.onlyFor }),
  text: [message.text, ...wordsOf(message.blocks)].join('\n'),
  buttons: buttonsIn(message.blocks),
});

/** Starts a Slack with a shared channel and a channel of the company's own. */
export const openSlackStage = async (): Promise<Stage> => {
  const space = createWorkspace(Date.now);
  space.channels.set('C0TEAM', {
    id: 'C0TEAM',
    name: 'team',
    kind: 'channel',
    members: [space.botUser, people.mia.id],
  });
  const server = await startSlack(space, { bot: secrets.bot, app: secrets.app });
  let url = '';
  let count = 0;

  const deliver = async (body: Fields): Promise<void> => {
    const request = slackRequest(body, secrets.signing, Date.now());
    const answer = await fetch(`${url}/slack/events`, {
      method: 'POST',
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    if (answer.status !== 200) throw new Error(`The app answered ${answer.status}: ${await answer.text()}`);
  };
  const event = (fields: Fields, shared: boolean): Promise<void> =>
    deliver({
      type: 'event_callback',
      token: 'verification-token-of-slack',
      team_id: space.team,
      api_app_id: space.appId,
      event_id: `Ev${++count}`,
      event_time: Math.floor(Date.now() / 1000),
      is_ext_shared_channel: shared,
      authorizations: [
        {
          enterprise_id: null,
          team_id: space.team,
          user_id: space.botUser,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      event: fields,
    });
  const sendsOpenly = new Set(['chat.postMessage', 'chat.update']);

  return {
    config: {
      slack: {
        apiUrl: server.apiUrl,
        signingSecret: secrets.signing,
        install: { by: 'token', botToken: secrets.bot, appToken: undefined },
      },
    },
    customerRoom: 'C0ACME',
    teamRoom: 'C0TEAM',
    bot: `<@${space.botUser}>`,
    asks: { room: 'C0ACME', text: `<@${space.botUser}> status` },
    secrets: Object.values(secrets),
    takesButtonsOff: true,
    care: { becomes: 'sent' },
    at: (app) => {
      url = app.url;
    },
    says: async (who, room, text) => {
      const { id, team } = people[who];
      const ts = space.nextTs();
      space.messages.push({ ts, channel: room, user: id, text, team });
      const direct = space.channels.get(room)?.kind === 'im';
      await event(
        {
          type: 'message',
          user: id,
          team,
          user_team: team,
          text,
          ts,
          event_ts: ts,
          channel: room,
          channel_type: direct ? 'im' : 'channel',
          client_msg_id: crypto.randomUUID(),
        },
        room === 'C0ACME',
      );
      return ts;
    },
    invites: (room) =>
      event(
        {
          type: 'member_joined_channel',
          user: space.botUser,
          channel: room,
          channel_type: 'C',
          team: space.team,
          inviter: people.mia.id,
          event_ts: space.nextTs(),
        },
        room === 'C0ACME',
      ),
    presses: async (message, label, by = 'mia') => {
      const button = message.buttons.find((each) => label.test(each.label));
      if (!button)
        throw new Error(`No button ${label}: ${message.buttons.map((each) => each.label).join(', ')}`);
      await deliver({
        type: 'block_actions',
        user: { id: people[by].id, username: by, name: by, team_id: people[by].team },
        api_app_id: space.appId,
        token: 'verification-token-of-slack',
        container: {
          type: 'message',
          message_ts: message.ref,
          channel_id: message.conversation,
          is_ephemeral: message.onlyFor !== undefined,
        },
        trigger_id: `trigger-${++count}`,
        team: { id: space.team, domain: 'home' },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: message.conversation, name: 'any' },
        message: { type: 'message', ts: message.ref, bot_id: space.bot },
        response_url: `${server.url}/response/1`,
        actions: [
          {
            type: 'button',
            action_id: button.action,
            block_id: 'b1',
            value: button.value,
            action_ts: `${Math.floor(Date.now() / 1000)}.${String(count).padStart(6, '0')}`,
          },
        ],
      });
    },
    said: () => space.messages.filter((each) => each.user === space.botUser).map(sayOf),
    sentTo: (room) =>
      server.calls
        .filter((each) => sendsOpenly.has(each.method) && each.args['channel'] === room)
        .map((each) => JSON.stringify(each.args)),
    isDirect: (said) => space.channels.get(said.conversation)?.with === people.mia.id,
    close: () => server.close(),
  };
};
