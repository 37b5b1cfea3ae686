import type { Workspace } from './workspace.ts';

type Fields = Record<string, unknown>;

let count = 0;
const next = (prefix: string): string => `${prefix}${String(++count).padStart(8, '0')}`;

/** Returns an event in the envelope of the Events API; `more` replaces fields of the envelope. */
export const eventOf = (space: Workspace, event: Fields, more: Fields = {}): Fields => ({
  token: 'verification-token-of-slack',
  team_id: space.team,
  context_team_id: space.team,
  context_enterprise_id: space.enterprise ?? null,
  api_app_id: space.appId,
  event,
  type: 'event_callback',
  event_id: next('Ev'),
  event_time: Math.floor(Number(event['event_ts'] ?? event['ts'] ?? 0)),
  authorizations: [
    {
      enterprise_id: space.enterprise ?? null,
      team_id: space.team,
      user_id: space.botUser,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: true,
  event_context: '4-context',
  ...more,
});

/** Returns the delivery of a message that somebody typed. */
export const messageOf = (
  space: Workspace,
  said: {
    readonly user: string;
    readonly text: string;
    readonly ts: string;
    readonly channel?: string;
    readonly id?: string;
  },
  more: Fields = {},
): Fields => {
  const user = space.users.get(said.user);
  const isBot = said.user === space.botUser;
  const event = {
    type: 'message',
    user: said.user,
    ts: said.ts,
    ...(isBot ? { bot_id: space.bot, app_id: space.appId } : { client_msg_id: next('msg-') }),
    text: said.text,
    team: user?.['team_id'] ?? space.team,
    ...(user?.['team_id'] === space.team
      ? {}
      : { user_team: user?.['team_id'], source_team: user?.['team_id'] }),
    blocks: [
      {
        type: 'rich_text',
        block_id: 'b1',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: said.text }] }],
      },
    ],
    channel: said.channel ?? 'C0ACME',
    event_ts: said.ts,
    channel_type: 'channel',
    ...more,
  };
  return eventOf(space, event, said.id === undefined ? {} : { event_id: said.id });
};

/** Returns the press of a button in a message; its trigger id opens one view. */
export const pressOf = (
  space: Workspace,
  press: { readonly user: string; readonly action: string; readonly value: string; readonly ts: string },
): Fields => {
  const trigger_id = next('trigger.');
  space.triggers.add(trigger_id);
  return {
    type: 'block_actions',
    user: { id: press.user, username: 'mia', name: 'mia', team_id: space.team },
    api_app_id: space.appId,
    token: 'verification-token-of-slack',
    container: { type: 'message', message_ts: press.ts, channel_id: 'C0ACME', is_ephemeral: false },
    trigger_id,
    team: { id: space.team, domain: 'home' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'C0ACME', name: 'acme' },
    message: { type: 'message', ts: press.ts, text: 'card', user: space.botUser, bot_id: space.bot },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T0HOME/1/secret-response-url',
    actions: [
      {
        type: 'button',
        block_id: 'b',
        action_id: press.action,
        action_ts: press.ts,
        value: press.value,
        text: { type: 'plain_text', text: 'Press' },
      },
    ],
  };
};

/** Returns the submission of the view that was opened last, with these values by action id. */
export const submissionOf = (
  space: Workspace,
  user: string,
  values: Readonly<Record<string, string>>,
): Fields => {
  const view = space.opened.at(-1)?.view ?? {};
  return {
    type: 'view_submission',
    team: { id: space.team, domain: 'home' },
    user: { id: user, username: 'mia', name: 'mia', team_id: space.team },
    api_app_id: space.appId,
    token: 'verification-token-of-slack',
    trigger_id: next('trigger.'),
    view: {
      id: next('V'),
      team_id: space.team,
      app_installed_team_id: space.team,
      hash: next('hash.'),
      ...view,
      state: {
        values: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            { [name]: { type: 'plain_text_input', value } },
          ]),
        ),
      },
    },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
};
