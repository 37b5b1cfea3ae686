/**
 * What the transport uses of Wechaty, described here so that no type of Wechaty is needed to type-check or to run
 * without it. Times of payloads are seconds or milliseconds, as the puppet likes.
 */
export type MessagePayload = {
  readonly id: string;
  readonly talkerId?: string | undefined;
  readonly roomId?: string | undefined;
  readonly listenerId?: string | undefined;
  readonly text?: string | undefined;
  readonly filename?: string | undefined;
  readonly timestamp: number;
  readonly type: number;
  readonly mentionIdList?: readonly string[] | undefined;
};

/** What a puppet says about a person. `coworker` is false both for strangers and where a puppet does not say. */
export type ContactPayload = {
  readonly id: string;
  readonly name?: string | undefined;
  /** 1 a person, 2 an official account, 3 an account of a company. */
  readonly type?: number | undefined;
  readonly coworker?: boolean | undefined;
};

type Listener = (...args: never[]) => void;

/** A puppet: what drives one account. */
export type Puppet = {
  readonly isLoggedIn: boolean;
  readonly currentUserId: string;
  name(): string;
  on(event: string, listener: Listener): unknown;
  emit(event: string, payload: unknown): boolean;
  ding(data: string): void;
  messagePayload(id: string): Promise<MessagePayload>;
  messageSendText(conversation: string, text: string): Promise<string | undefined>;
  contactPayload(id: string): Promise<ContactPayload>;
  roomPayload(id: string): Promise<{ readonly topic?: string }>;
  roomList(): Promise<readonly string[]>;
  roomMemberList(id: string): Promise<readonly string[]>;
};

/** Wechaty itself, on one puppet. */
export type Bot = {
  on(event: string, listener: Listener): unknown;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** The channel of a puppet of wechaty-puppet-service; its getter throws while there is none. */
export type GrpcManager = {
  readonly client: object;
  on(event: string, listener: Listener): unknown;
};
