/** A person as the stand-in keeps them. */
export type StandInUser = { readonly openId: string; readonly name: string; readonly tenant: string };

/** A chat with its members; the bot is in it unless it was taken out. */
export type StandInChat = {
  readonly id: string;
  readonly name: string;
  readonly mode: 'group' | 'topic' | 'p2p';
  members: StandInUser[];
  hasBot: boolean;
};

/** A message as the platform keeps it. */
export type StandInMessage = {
  readonly id: string;
  readonly chat: string;
  /** What it was sent to: a chat, or a person. */
  readonly receiver: string;
  readonly root?: string;
  readonly thread?: string;
  readonly type: string;
  content: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly from: { readonly id: string; readonly type: 'user' | 'app'; readonly tenant: string };
  deleted: boolean;
};

/** What happens to the next call that posts. `status` and `body` are its answer; `cut` takes it and hangs up. */
export type StandInFault = {
  readonly status?: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut?: 'before' | 'after';
  /** Never answered. */
  readonly hang?: true;
};

/** One request that the stand-in got. */
export type StandInCall = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** The file of a form. */
  readonly file?: Buffer;
};

/** Everything that the stand-in knows; tests read it and write it. */
export type StandInState = {
  readonly appId: string;
  readonly appSecret: string;
  readonly tenant: string;
  readonly botOpenId: string;
  readonly now: () => number;
  readonly chats: Map<string, StandInChat>;
  readonly messages: StandInMessage[];
  readonly byUuid: Map<string, StandInMessage>;
  readonly faults: StandInFault[];
  readonly calls: StandInCall[];
  readonly tokens: Set<string>;
  tokenCount: number;
  messageCount: number;
  /** What was uploaded, by its key. */
  readonly images: Map<string, Buffer>;
  /** Permissions that the app lacks, as path prefixes. */
  readonly forbidden: Set<string>;
};

/** Returns an id for the next message. */
export const nextMessageId = (state: StandInState): string => {
  state.messageCount += 1;
  return `om_${String(state.messageCount).padStart(8, '0')}`;
};
