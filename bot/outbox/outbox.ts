import type { Logger } from 'pino';
import type { Adapter } from '../../core/adapter.ts';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import type { Company } from '../ingest/context.ts';

/** What delivering needs. `adapterFor` gives the adapter of a platform account, or undefined when it is off. */
export type Outbox = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /** By whose limits it is decided, right before sending, whether a message that nobody asked for is still welcome. */
  readonly company: Company;
  readonly adapterFor: (platform: string, account: string) => Promise<Adapter | undefined>;
};
