import type { Adapter, Mapped, Sink } from '../../core/adapter.ts';
import type { InboundEvent, Platform } from '../../core/events.ts';
import type { Form } from '../../core/forms.ts';
import type { Destination } from '../../core/messages.ts';

/** A raw payload as the platform sends it, and what it must become: types of events in order, or none of them. */
export type Fixture = {
  readonly name: string;
  readonly raw: unknown;
  readonly becomes: readonly InboundEvent['type'][] | 'ignored' | 'error';
};

/**
 * How a delivery is signed: as the platform does, with another secret, not at all, by a signature that is right but
 * was made ten minutes ago, or one that is dated ten minutes ahead.
 */
export type Signature = 'right' | 'forged' | 'missing' | 'stale' | 'future';

/**
 * What the stand-in does with the next call that sends something. `cut-after`: takes the message and closes the
 * connection without an answer. `limited`: too many calls, wait {@link Bench.limitedMs}. `limited-silently`: the same
 * without saying how long. `unauthorised`: the token is no longer valid. `refused`: the conversation is not there (any
 * more) for the bot. `failing`: the platform's own error, nothing was taken.
 */
export type Fault = 'cut-after' | 'limited' | 'limited-silently' | 'unauthorised' | 'refused' | 'failing';

/** A message that the stand-in holds, as its readers see it. */
export type Posted = {
  readonly ref: string;
  readonly conversation: string;
  readonly thread?: string;
  /** The only one who sees it. */
  readonly onlyFor?: string;
  /** All words of it, also those of a card; buttons excluded. */
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly action: string; readonly value: string }[];
  /** The pictures that it shows, as they were uploaded. */
  readonly pictures?: readonly Uint8Array[];
};

/** Who says something in a delivery: a customer from outside, one of ours, or the bot itself. */
export type Speaker = 'customer' | 'colleague' | 'bot';

/** One adapter on the real SDK, on a stand-in of its platform. Opened for one test, closed after it. */
export type Bench = {
  readonly adapter: Adapter;
  /** Where the bot is in, with the customer and the colleague. */
  readonly room: Destination;
  readonly customer: string;
  readonly colleague: string;
  /** The conversation that has both in it, where that is another one than the room. */
  readonly group?: string;
  /** The raw payload of a new message in the room; `id` makes it a certain one. */
  message(said: { readonly text: string; readonly by?: Speaker; readonly id?: string }): unknown;
  /**
   * Delivers a payload as the platform does, and returns the HTTP status that the platform got; over a socket, 200
   * when it was acknowledged and 500 when it was not.
   */
  deliver(
    raw: unknown,
    how?: { readonly signature?: Signature; readonly redelivery?: number },
  ): Promise<number>;
  /** What was said in the room while the bot was away, oldest first; returns the messages' own ids. */
  sayUnheard(texts: readonly string[]): readonly string[];
  /** All messages that the bot posted and that stand, oldest first. */
  posted(): readonly Posted[];
  /** What the person's own page of the app shows, as one text. */
  homeOf(person: string): string;
  /** The names of the forms that were opened. */
  opened(): readonly string[];
  /** A press of a button that opens the form, then its submission; both as raw payloads. */
  formPress?(form: string, value: string): unknown;
  formSubmit?(form: string, values: Readonly<Record<string, string>>): unknown;
  /** The next call that sends meets this fault. */
  fail(fault: Fault): void;
  /** How long the stand-in's `limited` asks to wait. */
  readonly limitedMs: number;
  /** Everything that was logged so far, as one text. */
  logged(): string;
  /** All secrets of this installation: tokens, signing secrets, keys. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
};

/** The clauses of the contract that a platform may lack, each only with a reason. */
export type Clause =
  | 'signature'
  | 'faults'
  | 'reconcile'
  /** What was sent can be read back from the stand-in. */
  | 'posted'
  | 'split'
  | 'own-messages'
  | 'redelivery'
  /** Anything that somebody says is heard. */
  | 'heard'
  /** What customers say is heard. */
  | 'customers'
  /** Anything can be sent. */
  | 'sends'
  /** Somebody can be written to directly at any time. */
  | 'direct'
  /** Who is in the room is told one by one. */
  | 'roster'
  | 'history'
  | 'update'
  /** A picture can be shown. */
  | 'pictures';

/** What the contract needs of a platform. */
export type Harness = {
  readonly platform: Platform;
  /** For the test's name, when a platform has several ways, such as `over Socket Mode`. */
  readonly way?: string;
  /** What this way cannot show, and why. */
  readonly lacks: Partial<Readonly<Record<Clause, string>>>;
  readonly fixtures: readonly Fixture[];
  /** The pure mapping of the platform. */
  parse(raw: unknown): Mapped;
  /** Opens a stand-in and an adapter on it; the adapter is not started. `forms` is its catalogue. */
  open(options: { readonly forms: Readonly<Record<string, Form>> }): Promise<Bench>;
};

/** A sink that keeps what it got and can be told to fail or to wait. */
export type TestSink = {
  readonly sink: Sink;
  readonly events: readonly InboundEvent[];
  /** The next `times` events are not stored. */
  failNext(times: number): void;
  /** Events wait until the returned function is called. */
  hold(): () => void;
};
