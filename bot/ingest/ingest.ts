import type { Logger } from 'pino';
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
  readonly analyse: SentimentAnalyser;
  readonly commands: CommandRunner;
  readonly log: Logger;
  /** Rings for the outbox after a batch put something into it. */
  readonly ringOutbox: () => Promise<void>;
};
