/** A scope of the bot token with what it is needed for. */
export type Scope = { readonly scope: string; readonly why: string };

/** The scopes that the app asks for, and why; the least that the code gets along with. */
export const botScopes: readonly Scope[] = [
  { scope: 'app_mentions:read', why: 'to hear when somebody turns to the bot in a channel' },
  { scope: 'channels:history', why: 'to read what is said in public channels that the bot was invited to' },
  { scope: 'channels:read', why: 'to know who is in these channels before anything internal is said there' },
  { scope: 'chat:write', why: 'to answer' },
  { scope: 'commands', why: 'for /tend and for the shortcut on a message' },
  { scope: 'files:write', why: 'to show the pictures of the digests' },
  { scope: 'groups:history', why: 'as channels:history, in private channels that the bot was invited to' },
  { scope: 'groups:read', why: 'as channels:read, in private channels' },
  { scope: 'im:history', why: 'to read what people write to the bot directly' },
  { scope: 'im:read', why: 'to know that a conversation is a direct one' },
  { scope: 'im:write', why: 'to write to a member directly when others must not see it' },
  { scope: 'mpim:history', why: 'as channels:history, in group messages with the bot' },
  { scope: 'mpim:read', why: 'as channels:read, in group messages with the bot' },
  { scope: 'reactions:read', why: 'to count a reaction as a sign of life' },
  { scope: 'users:read', why: 'to tell customers, guests and colleagues apart, and to show names' },
];

/** The events that Slack delivers to the app. */
export const botEvents: readonly string[] = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_deleted',
  'channel_left',
  'group_deleted',
  'group_left',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'reaction_removed',
  'team_join',
  'tokens_revoked',
  'user_change',
];

/** The shortcut in a message's menu: it opens the form for a note. */
export const noteShortcut = 'form:note';

/**
 * Returns the manifest of the app, as Slack's page "From a manifest" takes it as JSON. `publicUrl` is the address at
 * which Slack reaches this program; without it the app uses Socket Mode and needs no address. `redirectUrl` is for an
 * app that several workspaces install.
 */
export const slackManifest = (options: {
  readonly name?: string;
  readonly publicUrl?: string;
  readonly redirectUrl?: string;
}): object => {
  const { publicUrl, redirectUrl, name = 'Tend' } = options;
  const at = publicUrl === undefined ? {} : { request_url: publicUrl };
  return {
    display_information: {
      name,
      description: 'Keeps an eye on every customer relationship and tells you what to do next.',
      background_color: '#1f4d3f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: name, always_online: true },
      shortcuts: [
        {
          name: 'Note on customer',
          type: 'message',
          callback_id: noteShortcut,
          description: 'Keeps a note with this message for the customer',
        },
      ],
      slash_commands: [
        {
          command: '/tend',
          ...(publicUrl === undefined ? {} : { url: publicUrl }),
          description: 'Status, risk, notes and more: /tend help',
          usage_hint: 'status Acme',
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(redirectUrl === undefined ? {} : { redirect_urls: [redirectUrl] }),
      scopes: { bot: botScopes.map(({ scope }) => scope) },
    },
    settings: {
      event_subscriptions: { ...at, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, ...at },
      org_deploy_enabled: false,
      socket_mode_enabled: publicUrl === undefined,
      token_rotation_enabled: false,
    },
  };
};
