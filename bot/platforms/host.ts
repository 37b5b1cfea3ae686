import type { Logger } from 'pino';
import type { Adapter, Sink } from '../../core/adapter.ts';
import type { Platform } from '../../core/events.ts';
import type { Language } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import type { Seal } from './seal.ts';

/** One path under which a platform, or a browser during an installation, calls us. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (request: Request) => Promise<Response>;
};

/** Is told from when to when a platform could deliver nothing, in real time; `only` says of which conversations. */
type Missed = (
  adapter: Adapter,
  gap: {
    readonly fromAt: number;
    readonly untilAt: number;
    readonly only?: (conversation: string) => boolean;
  },
) => void;

/** What a platform needs of the program around it. `language` is for people whose own is not known. */
export type Around = {
  readonly db: Db;
  readonly log: Logger;
  readonly language: Language;
  readonly missed: Missed;
  /** With which what must not be read from the database alone is stored; undefined without a secret. */
  readonly seal: Seal | undefined;
};

/** One platform with all of its installations. */
export type Host = {
  readonly platform: Platform;
  /** Returns the adapter of an installation, or undefined when there is none (any more) or it cannot be opened now. */
  adapterFor(account: string): Promise<Adapter | undefined>;
  /** Returns the adapters of all installations that can be opened. */
  adapters(): Promise<readonly Adapter[]>;
  /** Begins to receive. What cannot be reached now is tried again later; never throws for that. */
  start(sink: Sink): Promise<void>;
  /** Ends receiving and waits for what is under way. */
  stop(): Promise<void>;
  readonly routes: readonly Route[];
};

/** The answer while the platform's adapter is not open yet: the platform delivers again. */
export const notReady = (): Response =>
  new Response('not ready', { status: 503, headers: { 'retry-after': '5' } });
