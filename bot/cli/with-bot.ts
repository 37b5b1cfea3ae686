import { type Clock, createClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../database.ts';
import { createIngest } from '../ingest/create.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { createLogger } from '../log.ts';
import { type Doorbell, openDoorbell } from '../queue.ts';

/** What a command-line call works with. */
export type Session = {
  readonly config: Config;
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly ingest: Ingest;
};

/** Opens the database (the running server's, or its own), runs `work`, and closes everything again. */
export const withBot = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
  const config = readConfig();
  const database = await openDatabase(config, 'share', (line) => process.stderr.write(`${line}\n`));
  let doorbell: Doorbell | undefined;
  try {
    const clock = await createClock(database.db);
    const log = createLogger(config.logLevel);
    const ringOutbox = async (): Promise<void> => {
      const home = config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl };
      doorbell ??= await openDoorbell({ ...home, databaseUrl: database.url }, log);
      await doorbell.ringOutbox();
    };
    return await work({
      config,
      database,
      clock,
      ingest: createIngest(database.db, clock, config, log, ringOutbox),
    });
  } finally {
    await doorbell?.close();
    await database.close();
  }
};
