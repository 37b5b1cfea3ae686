/** Message subtypes in which somebody says something. */
export const spokenSubtypes: ReadonlySet<string> = new Set([
  'file_share',
  'thread_broadcast',
  'reply_broadcast',
  'me_message',
  'bot_message',
  'file_comment',
  'file_mention',
]);

/** Subtypes that Slack writes itself, with what they are about. They are never anybody's words. */
export const noticeSubtypes: Readonly<Record<string, string>> = {
  message_replied: 'a thread got a reply, which is delivered by itself',
  channel_join: 'joining is delivered as member_joined_channel',
  channel_leave: 'leaving is delivered as member_left_channel',
  group_join: 'joining is delivered as member_joined_channel',
  group_leave: 'leaving is delivered as member_left_channel',
  ekm_access_denied: 'the text is withheld: the organisation has suspended the key it is encrypted with',
  huddle_thread: 'a huddle',
  sh_room_created: 'a huddle',
  sh_room_shared: 'a huddle',
  tombstone: 'a placeholder of a deleted message',
  assistant_app_thread: 'the start of a conversation with an assistant',
  slackbot_response: 'an automatic answer of Slack',
  joiner_notification: 'a notice about joining',
  bot_add: 'a notice about an app',
  bot_remove: 'a notice about an app',
  bot_enable: 'a notice about an app',
  bot_disable: 'a notice about an app',
};

/** Event types that are not messages and tell nothing about a conversation with customers, with the reason. */
export const unusedEvents: Readonly<Record<string, string>> = {
  app_rate_limited: 'Slack held events back for a minute: too many in the hour',
  app_uninstalled: 'the app was removed from the workspace',
  tokens_revoked: 'tokens were revoked',
  team_join: 'somebody joined the workspace, not a conversation',
  user_change: 'a profile changed',
  channel_shared: 'who is in the channel is looked up before every message',
  channel_unshared: 'who is in the channel is looked up before every message',
  url_verification: 'the check of the address, answered at once',
  function_executed: 'a step of a workflow',
};
