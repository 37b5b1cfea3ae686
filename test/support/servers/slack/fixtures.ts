import type { Fixture } from '../../../contract/harness.ts';

type Fields = Record<string, unknown>;

const ts = '1767600000.000100';

/** Returns an event as Slack delivers it to the workspace T0HOME with the bot U0TEND. */
export const delivered = (event: Fields, more: Fields = {}): Fields => ({
  token: 'xyz',
  team_id: 'T0HOME',
  api_app_id: 'A0TEND',
  type: 'event_callback',
  event_id: 'Ev0001',
  event_time: 1767600000,
  authorizations: [
    { enterprise_id: null, team_id: 'T0HOME', user_id: 'U0TEND', is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event: { event_ts: ts, ...event },
  ...more,
});

/** Returns a `message` event; `more` adds to it or replaces its fields. */
export const typed = (more: Fields, envelope: Fields = {}): Fields =>
  delivered(
    {
      type: 'message',
      user: 'U0MIA',
      team: 'T0HOME',
      ts,
      text: 'hello',
      channel: 'C0ACME',
      channel_type: 'channel',
      ...more,
    },
    envelope,
  );

const pressed = (more: Fields): Fields => ({
  type: 'block_actions',
  user: { id: 'U0MIA', username: 'mia', team_id: 'T0HOME' },
  team: { id: 'T0HOME', domain: 'home' },
  api_app_id: 'A0TEND',
  trigger_id: '1.2.3',
  container: { type: 'message', message_ts: ts, channel_id: 'C0ACME' },
  channel: { id: 'C0ACME', name: 'acme' },
  actions: [{ type: 'button', action_id: 'follow-up-done', value: '17', action_ts: ts, block_id: 'b' }],
  ...more,
});

const file = {
  id: 'F1',
  name: 'order.pdf',
  mimetype: 'application/pdf',
  size: 12_345,
  permalink: 'https://home.slack.com/files/U0MIA/F1/order.pdf',
  url_private: 'https://files.slack.com/files-pri/T0HOME-F1/order.pdf',
};

/** Payloads of Slack with what each becomes. */
export const slackFixtures: readonly Fixture[] = [
  { name: 'a message', raw: typed({}), becomes: ['message'] },
  {
    name: 'a reply',
    raw: typed({ thread_ts: '1767500000.000100', parent_user_id: 'U0ANN' }),
    becomes: ['message'],
  },
  {
    name: 'a reply shown in the channel',
    raw: typed({ subtype: 'thread_broadcast', thread_ts: '1767500000.000100', root: {} }),
    becomes: ['message'],
  },
  { name: 'a /me message', raw: typed({ subtype: 'me_message' }), becomes: ['message'] },
  {
    name: 'a message of an app',
    raw: typed({ subtype: 'bot_message', user: undefined, bot_id: 'B9', username: 'CI' }),
    becomes: ['message'],
  },
  {
    name: 'a message with files only',
    raw: typed({ subtype: 'file_share', text: '', files: [file] }),
    becomes: ['message'],
  },
  {
    name: 'an attachment only',
    raw: typed({ text: '', attachments: [{ fallback: 'Ticket 7 opened', title: 'Ticket 7' }] }),
    becomes: ['message'],
  },
  {
    name: 'blocks only',
    raw: typed({ text: '', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Paid*' } }] }),
    becomes: ['message'],
  },
  { name: 'a direct message', raw: typed({ channel: 'D1', channel_type: 'im' }), becomes: ['message'] },
  {
    name: 'a mention',
    raw: delivered({
      type: 'app_mention',
      user: 'U0MIA',
      ts,
      text: '<@U0TEND> status',
      channel: 'C0ACME',
      team: 'T0HOME',
    }),
    becomes: ['message'],
  },
  {
    name: 'an edit',
    raw: typed({
      subtype: 'message_changed',
      hidden: true,
      message: { user: 'U0MIA', ts, text: 'b', edited: { user: 'U0MIA', ts } },
      previous_message: { user: 'U0MIA', ts, text: 'a' },
    }),
    becomes: ['message-edited'],
  },
  {
    name: 'an unfolded link',
    raw: typed({
      subtype: 'message_changed',
      message: { user: 'U0MIA', ts, text: 'a', attachments: [{ from_url: 'https://x.test' }] },
      previous_message: { user: 'U0MIA', ts, text: 'a' },
    }),
    becomes: 'ignored',
  },
  {
    name: 'a deleted root of a thread',
    raw: typed({
      subtype: 'message_changed',
      message: { subtype: 'tombstone', user: 'USLACKBOT', ts, text: 'This message was deleted.' },
      previous_message: { user: 'U0MIA', ts, text: 'a' },
    }),
    becomes: ['message-recalled'],
  },
  {
    name: 'a deletion',
    raw: typed({
      subtype: 'message_deleted',
      deleted_ts: ts,
      previous_message: { user: 'U0MIA', ts, text: 'a' },
    }),
    becomes: ['message-recalled'],
  },
  {
    name: 'a deletion without what was there',
    raw: typed({ subtype: 'message_deleted', user: undefined, deleted_ts: ts }),
    becomes: ['message-recalled'],
  },
  { name: 'our own message', raw: typed({ user: 'U0TEND', bot_id: 'B0TEND' }), becomes: 'ignored' },
  {
    name: 'our own message by the app id',
    raw: typed({ user: 'U7', bot_id: 'B7', app_id: 'A0TEND' }),
    becomes: 'ignored',
  },
  {
    name: 'an edit of our own message',
    raw: typed({
      subtype: 'message_changed',
      user: undefined,
      message: { user: 'U0TEND', bot_id: 'B0TEND', ts, text: 'b' },
      previous_message: { user: 'U0TEND', ts, text: 'a' },
    }),
    becomes: 'ignored',
  },
  {
    name: 'the deletion of our own message',
    raw: typed({
      subtype: 'message_deleted',
      user: undefined,
      deleted_ts: ts,
      previous_message: { user: 'U0TEND', bot_id: 'B0TEND', ts },
    }),
    becomes: 'ignored',
  },
  ...[
    'channel_join',
    'channel_leave',
    'channel_topic',
    'channel_purpose',
    'channel_name',
    'channel_archive',
    'channel_unarchive',
    'group_join',
    'group_topic',
    'message_replied',
    'ekm_access_denied',
    'huddle_thread',
    'pinned_item',
    'bot_add',
    'channel_posting_permissions',
    'channel_convert_to_private',
    'reminder_add',
    'assistant_app_thread',
  ].map((subtype): Fixture => ({ name: `a notice ${subtype}`, raw: typed({ subtype }), becomes: 'ignored' })),
  {
    name: 'a reaction',
    raw: delivered({
      type: 'reaction_added',
      user: 'U0MIA',
      reaction: 'thumbsup',
      item: { type: 'message', channel: 'C0ACME', ts },
      item_user: 'U0ANN',
    }),
    becomes: ['reaction'],
  },
  {
    name: 'a reaction taken back',
    raw: delivered({
      type: 'reaction_removed',
      user: 'U0MIA',
      reaction: '+1::skin-tone-2',
      item: { type: 'message', channel: 'C0ACME', ts },
    }),
    becomes: ['reaction'],
  },
  {
    name: 'a reaction to a file',
    raw: delivered({
      type: 'reaction_added',
      user: 'U0MIA',
      reaction: 'eyes',
      item: { type: 'file', file: 'F1' },
    }),
    becomes: 'ignored',
  },
  {
    name: 'somebody joins',
    raw: delivered({
      type: 'member_joined_channel',
      user: 'U0ANN',
      channel: 'C0ACME',
      channel_type: 'C',
      team: 'T0AWAY',
      inviter: 'U0MIA',
    }),
    becomes: ['joined'],
  },
  {
    name: 'somebody leaves',
    raw: delivered({ type: 'member_left_channel', user: 'U0ANN', channel: 'C0ACME', team: 'T0AWAY' }),
    becomes: ['left'],
  },
  {
    name: 'the bot is added',
    raw: delivered({
      type: 'member_joined_channel',
      user: 'U0TEND',
      channel: 'C0ACME',
      team: 'T0HOME',
      inviter: 'U0MIA',
    }),
    becomes: ['bot-added'],
  },
  {
    name: 'the bot is removed',
    raw: delivered({ type: 'channel_left', channel: 'C0ACME', actor_id: 'U0MIA' }),
    becomes: ['bot-removed'],
  },
  {
    name: 'the home page is opened',
    raw: delivered({ type: 'app_home_opened', user: 'U0MIA', channel: 'D1', tab: 'home' }),
    becomes: ['home-opened'],
  },
  {
    name: 'the messages tab is opened',
    raw: delivered({ type: 'app_home_opened', user: 'U0MIA', channel: 'D1', tab: 'messages' }),
    becomes: 'ignored',
  },
  ...[
    'team_join',
    'user_change',
    'channel_shared',
    'channel_unshared',
    'channel_rename',
    'channel_archive',
    'app_uninstalled',
    'tokens_revoked',
    'file_shared',
    'link_shared',
    'pin_added',
    'message_metadata_posted',
    'shared_channel_invite_accepted',
    'assistant_thread_started',
    'something_new',
    'toString',
  ].map(
    (type): Fixture => ({
      name: `an event ${type}`,
      raw: delivered({ type, user: { id: 'U1' }, channel: { id: 'C1' } }),
      becomes: 'ignored',
    }),
  ),
  {
    name: 'the check of the address',
    raw: { type: 'url_verification', challenge: 'c', token: 't' },
    becomes: 'ignored',
  },
  {
    name: 'held back events',
    raw: {
      type: 'app_rate_limited',
      team_id: 'T0HOME',
      minute_rate_limited: 1767600000,
      api_app_id: 'A0TEND',
    },
    becomes: 'ignored',
  },
  {
    name: 'a slash command',
    raw: {
      command: '/tend',
      text: 'status Acme',
      team_id: 'T0HOME',
      channel_id: 'C0ACME',
      channel_name: 'acme',
      user_id: 'U0MIA',
      user_name: 'mia',
      trigger_id: '1.2.3',
      response_url: 'https://hooks.slack.com/x',
    },
    becomes: ['command'],
  },
  { name: 'a press', raw: pressed({}), becomes: ['action'] },
  { name: 'a press in a form field', raw: { payload: JSON.stringify(pressed({})) }, becomes: ['action'] },
  {
    name: 'two actions at once',
    raw: pressed({
      actions: [
        { action_id: 'a', action_ts: ts, value: '1' },
        { action_id: 'b', action_ts: ts, selected_option: { value: '2' } },
      ],
    }),
    becomes: ['action', 'action'],
  },
  {
    name: 'a press on the home page',
    raw: pressed({
      channel: undefined,
      container: { type: 'view', view_id: 'V1' },
      view: { id: 'V1', type: 'home' },
    }),
    becomes: ['action'],
  },
  {
    name: 'a shortcut on a message',
    raw: pressed({
      type: 'message_action',
      callback_id: 'form:note',
      message: { ts, text: 'x', user: 'U0ANN' },
      actions: undefined,
    }),
    becomes: ['action'],
  },
  {
    name: 'a global shortcut',
    raw: pressed({
      type: 'shortcut',
      callback_id: 'go',
      channel: undefined,
      container: undefined,
      actions: undefined,
    }),
    becomes: ['action'],
  },
  {
    name: 'a submitted form',
    raw: pressed({
      type: 'view_submission',
      channel: undefined,
      view: {
        id: 'V1',
        callback_id: 'deal',
        state: { values: { b: { amount: { type: 'plain_text_input', value: '12' } } } },
      },
    }),
    becomes: ['form'],
  },
  {
    name: 'a closed form',
    raw: pressed({ type: 'view_closed', view: { id: 'V1', callback_id: 'deal' } }),
    becomes: 'ignored',
  },
  {
    name: 'a submission without a view',
    raw: pressed({ type: 'view_submission', view: undefined }),
    becomes: 'error',
  },
  {
    name: 'an old dialogue',
    raw: pressed({ type: 'dialog_submission', callback_id: 'd', submission: { a: 'b', c: null } }),
    becomes: ['form'],
  },
  {
    name: 'an old button',
    raw: pressed({
      type: 'interactive_message',
      callback_id: 'c',
      actions: [{ name: 'ok', type: 'button', value: 'yes' }],
    }),
    becomes: ['action'],
  },
  {
    name: 'an envelope of Socket Mode',
    raw: { envelope_id: 'e', type: 'events_api', payload: typed({}) },
    becomes: ['message'],
  },
  { name: 'JSON that was encoded twice', raw: JSON.stringify(typed({})), becomes: ['message'] },
  { name: 'an event without a type', raw: delivered({ type: undefined }), becomes: 'error' },
  { name: 'an envelope without an event', raw: { ...typed({}), event: undefined }, becomes: 'error' },
  { name: 'a message without a channel', raw: typed({ channel: undefined }), becomes: 'error' },
  { name: 'nothing', raw: null, becomes: 'error' },
  { name: 'an empty object', raw: {}, becomes: 'error' },
  { name: 'a list', raw: [1], becomes: 'error' },
];
