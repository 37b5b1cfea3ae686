/** A message as the stand-in keeps it: the fields that Slack's history shows. */
export type StoredMessage = {
  readonly ts: string;
  readonly channel: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly text: string;
  readonly team?: string;
  readonly blocks?: readonly Record<string, unknown>[];
  readonly thread_ts?: string;
  readonly metadata?: unknown;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** The only one who sees it; such a message is in no history. */
  readonly onlyFor?: string;
};

/** A channel of the stand-in. */
export type StoredChannel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'im';
  readonly members: string[];
  /** The one on the other end of a direct chat. */
  readonly with?: string;
};

/** The workspace behind the stand-in, with one app installed in it. */
export type Workspace = {
  readonly team: string;
  readonly teamName: string;
  readonly enterprise?: string;
  readonly botUser: string;
  readonly bot: string;
  readonly appId: string;
  readonly users: Map<string, Record<string, unknown>>;
  readonly channels: Map<string, StoredChannel>;
  readonly messages: StoredMessage[];
  readonly homes: Map<string, unknown>;
  readonly opened: { readonly trigger: string; readonly view: Record<string, unknown> }[];
  /** Trigger ids that may still open a view. */
  readonly triggers: Set<string>;
  /** What was uploaded; a complete one can be shown from the second look on, for it takes a moment. */
  readonly files: Map<string, { bytes: Buffer; complete: boolean; looks: number }>;
  /** What `conversations.history` shows: false when older messages are hidden by the plan. */
  limited: boolean;
  /** A new `ts`, later than all before. */
  nextTs(): string;
};

/** Returns a workspace with one channel: the bot, a colleague of it, and a customer of another workspace in it. */
export const createWorkspace = (now: () => number): Workspace => {
  let last = 0;
  const team = 'T0HOME';
  const user = (
    id: string,
    name: string,
    more: Record<string, unknown> = {},
  ): [string, Record<string, unknown>] => [
    id,
    {
      id,
      team_id: team,
      name: name.toLowerCase(),
      real_name: name,
      profile: { real_name: name, team },
      is_bot: false,
      locale: 'en-GB',
      ...more,
    },
  ];
  return {
    team,
    teamName: 'Home',
    botUser: 'U0TEND',
    bot: 'B0TEND',
    appId: 'A0TEND',
    users: new Map([
      user('U0TEND', 'Tend', { is_bot: true }),
      user('U0MIA', 'Mia'),
      user('U0GUEST', 'Gus', { is_restricted: true }),
      user('U0ANN', 'Ann', {
        team_id: 'T0AWAY',
        profile: { real_name: 'Ann', team: 'T0AWAY' },
        is_stranger: false,
      }),
    ]),
    channels: new Map([
      ['C0ACME', { id: 'C0ACME', name: 'acme', kind: 'channel', members: ['U0TEND', 'U0MIA', 'U0ANN'] }],
      ['C0ELSE', { id: 'C0ELSE', name: 'elsewhere', kind: 'channel', members: ['U0MIA'] }],
    ]),
    messages: [],
    homes: new Map(),
    opened: [],
    triggers: new Set(),
    files: new Map(),
    limited: false,
    nextTs: () => {
      last = Math.max(last + 1, now());
      return `${Math.floor(last / 1000)}.${String(last % 1000).padStart(3, '0')}100`;
    },
  };
};
