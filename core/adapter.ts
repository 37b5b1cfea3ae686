import type { InboundEvent, Platform } from './events.ts';
import type { Destination, OutboundMessage } from './messages.ts';

/** What a platform can do; what it cannot is false and never thrown about. */
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
    message: OutboundMessage,
    options: { readonly idempotencyKey: string; readonly signal?: AbortSignal },
  ): Promise<Sent>;
  /** The direct conversation with a person, where the platform has such. */
  directTo?(person: string): Promise<string>;
  /** Answers one HTTP request of the platform, where the platform calls by HTTP. */
  readonly webhook?: (request: Request) => Promise<Response>;
}
