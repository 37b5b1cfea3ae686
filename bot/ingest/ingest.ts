import type { Logger } from 'pino';
import type { Language } from '../../core/language.ts';
import type { SentimentAnalyser } from '../../core/text/sentiment.ts';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import type { CommandRunner } from '../commands/run.ts';
import type { Company } from './context.ts';

/** What processing needs. */
export type Ingest = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  /** With the company's own corrections, as of the last `freshenSentiment`. */
  readonly analyse: SentimentAnalyser;
  readonly freshenSentiment: () => Promise<void>;
  readonly commands: CommandRunner;
  /** Spoken to whoever's own language is not known. */
  readonly language: Language;
  readonly log: Logger;
  /** How far back a room's history is fetched when the bot is added to it, in days. */
  readonly historyDays: number;
  /** Rings for the outbox after a batch put something into it. */
  readonly ringOutbox: () => Promise<void>;
};
