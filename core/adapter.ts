import type { ErrorCode } from './errors.ts';
import type { InboundEvent, Person, Platform } from './events.ts';
import type { Card, Destination, Message, Pictures } from './messages.ts';

/**
 * What a platform can do; what it cannot is false and never thrown about. `direct`, `home` and `roster` say that the
 * adapter has `directTo`, `showHome` and `roster`.
 */
export type Capabilities = {
  readonly cards: boolean;
  readonly threads: boolean;
  readonly ephemeral: boolean;
  readonly direct: boolean;
  readonly home: boolean;
  readonly forms: boolean;
  readonly welcome: boolean;
  readonly roster: boolean;
  readonly reactions: boolean;
  readonly files: boolean;
};

/**
 * What became of a send. `ref` is the platform's id of the message. `pending-human`: an employee must still
 * confirm. `unknown`: it may or may not have arrived; it is reconciled before it is ever sent again.
 */
export type Sent =
  | { readonly status: 'sent'; readonly ref: string }
  | { readonly status: 'pending-human'; readonly ref: string }
  | { readonly status: 'refused'; readonly reason: string }
  | { readonly status: 'unknown' };

/**
 * What a raw payload of a platform means: the events it stands for, why it stands for none, or what is wrong with it.
 * Every platform's `inbound.ts` answers so, for the adapter and for `tend parse`.
 */
export type Mapped =
  | { readonly events: readonly InboundEvent[] }
  | { readonly ignored: string }
  | { readonly error: { readonly code: ErrorCode; readonly message: string } };

/** Who we are on the platform, as far as it is known; what is missing is taken from the payload where it says so. */
export type Identity = {
  /** The installation: Slack's team id, Feishu's tenant key. */
  readonly account?: string;
  /** The bot's own user id. */
  readonly botUser?: string;
  /** The app's id. */
  readonly appId?: string;
};

/** Where an adapter says what it met. Neither fields nor words ever hold a secret or what somebody wrote. */
export type AdapterLog = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** Takes an event in; resolves when it is stored, rejects when it is not. */
export type Sink = (event: InboundEvent, raw: unknown) => Promise<void>;

/**
 * One installation of the bot on one platform. An adapter maps and sends; it never retries, caches decisions
 * or looks at the domain. `start` acknowledges to the platform only after the sink resolved.
 */
export interface Adapter {
  readonly platform: Platform;
  readonly account: string;
  readonly can: Capabilities;
  start(sink: Sink): Promise<void>;
  stop(): Promise<void>;
  send(
    to: Destination,
    message: Message,
    options: {
      readonly idempotencyKey: string;
      readonly signal?: AbortSignal;
      /** What the card shows. A picture that is not there, or cannot be shown, is told by its words. */
      readonly pictures?: Pictures;
    },
  ): Promise<Sent>;
  /** The direct conversation with a person, where the platform has such. */
  directTo?(person: string): Promise<string>;
  /** Replaces a message of ours that was sent as `ref`. */
  update?(
    to: Destination,
    ref: string,
    message: Message,
    options?: { readonly pictures?: Pictures },
  ): Promise<Sent>;
  /**
   * Looks whether a message with this key, sent not before `sinceAt`, has arrived: what became of it, or undefined
   * when it surely did not arrive, so that sending it again is right (what arrived of a long message is not said
   * again). `unknown` when nobody can look, as at what one person alone sees. How an `unknown` is reconciled.
   */
  findSent?(
    to: Destination,
    message: Message,
    options: { readonly idempotencyKey: string; readonly sinceAt: number },
  ): Promise<Sent | undefined>;
  /** Who is in a conversation at this moment. @throws PlatformError when that cannot be had. */
  roster?(conversation: string): Promise<readonly Person[]>;
  /** The conversations that the bot is in. */
  conversations?(): Promise<
    readonly { readonly id: string; readonly kind: 'group' | 'direct'; readonly name?: string }[]
  >;
  /**
   * One page of what was said in a conversation after `sinceAt`, oldest first within the page, as the events that
   * would have been delivered; `next` is where to go on, absent after the last page. `reachesBack` is false when the
   * platform no longer shows all of it.
   */
  history?(
    conversation: string,
    sinceAt: number,
    next?: string,
  ): Promise<{
    readonly events: readonly InboundEvent[];
    readonly next?: string;
    readonly reachesBack: boolean;
  }>;
  /** Shows a card on the person's own page of the app. */
  showHome?(person: string, card: Card): Promise<void>;
  /** Answers one HTTP request of the platform, where the platform calls by HTTP. */
  readonly webhook?: (request: Request) => Promise<Response>;
}
