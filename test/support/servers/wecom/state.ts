/** One message of the app, as the member sees it. */
export type AppMessage = { readonly id: string; readonly user: string; readonly body: Fields };

/** One 群发 task. */
export type Task = {
  readonly id: string;
  readonly kind: 'single' | 'group';
  readonly receivers: readonly string[];
  readonly sender: string;
  readonly text: string;
  readonly createdAt: number;
  /** What became of it for each receiver, as the platform numbers it. */
  readonly outcomes: Map<string, 0 | 1 | 2 | 3>;
  confirmed: boolean;
};

/** A body that is read by its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** What happens to the next call that sends something. `answer` is what it gets; `cut` takes it and hangs up. */
export type StandInFault = {
  readonly answer?: Fields;
  readonly status?: number;
  readonly cut?: 'before' | 'after';
};

/** One request that the stand-in got. */
export type StandInCall = { readonly path: string; readonly query: Fields; readonly body: Fields };

/** One member of a customer group. */
export type GroupMember = { readonly userid: string; readonly type: 1 | 2; readonly name: string };

/** Everything that the stand-in of the interfaces knows; tests read it and write it. */
export type WecomState = {
  readonly corpId: string;
  readonly secret: string;
  readonly now: () => number;
  readonly calls: StandInCall[];
  readonly faults: StandInFault[];
  readonly messages: AppMessage[];
  readonly byContent: Map<string, string>;
  readonly tasks: Task[];
  readonly groups: Map<
    string,
    { readonly name: string; readonly owner: string; readonly members: GroupMember[] }
  >;
  readonly welcomed: Map<string, string>;
  readonly tags: Map<string, Set<string>>;
  readonly robotKeys: ReadonlyMap<string, string>;
  readonly robotMessages: { readonly key: string; readonly body: Fields }[];
  /** Customers whom 群发 does not reach. */
  readonly unreachable: Set<string>;
  /** What calls get by their path, as long as it stands here. */
  readonly refusals: Map<string, Fields>;
  /** By what pages are signed. */
  readonly tickets: { readonly corp: string; readonly agent: string };
  ticketCount: number;
  /** Who a code of the login stands for. */
  readonly logins: Map<string, string>;
  /** Who uses the client that a browser logs in from. */
  atClient: string;
  /** What is known of customers beyond their groups. */
  readonly contacts: Map<string, Fields>;
  /** The one token that is valid now. */
  token: string;
  tokenCount: number;
  count: number;
};
