import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../bot/app.ts';
import { type Config, readConfig } from '../../bot/config.ts';
import { type Acceptance, accept } from '../../bot/ingest/accept.ts';
import { createLogger } from '../../bot/log.ts';
import { type Doorbell, openDoorbell } from '../../bot/queue.ts';
import { connect, type Db } from '../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** The whole app, running in this process on a database of its own. */
export type TestApp = {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** A connection of the test's own to the app's database. */
  readonly db: Db;
  readonly databaseUrl: string;
  readonly config: Config;
  /** Delivers events as an adapter would: stored, then rung for. `now` is the bot's time, where its clock was moved. */
  deliver(events: readonly unknown[], now?: number): Promise<readonly Acceptance[]>;
  /** Starts one more app on the same database, as a second process would; it ends with the first. */
  another(change?: Partial<Config>): Promise<string>;
  /** Ends every app, closes the connection and removes the database. */
  stop(): Promise<void>;
};

/** What of the configuration a test may choose; the rest is as in a production of one process. */
export type AppOptions = Partial<Config> & {
  /** Prepares the database before the app sees it. */
  readonly seed?: (db: Db) => Promise<void>;
  /** Returns the address by which the app, and only the app, reaches its database. */
  readonly via?: (databaseUrl: string) => Promise<string>;
};

/**
 * Starts everything that `npm start` runs, on a free port and on a new database, with the playground and without the
 * demo company. Whoever starts it stops it.
 */
export const startTestApp = async ({ seed, via, ...chosen }: AppOptions = {}): Promise<TestApp> => {
  const database: TestDatabase = await createTestDatabase();
  const home = await mkdtemp(join(tmpdir(), 'tend-app-'));
  const config: Config = {
    ...readConfig({
      TEND_HOME: home,
      DATABASE_URL: database.url,
      PORT: '0',
      TEND_DEMO: 'off',
      TEND_LANGUAGE: 'en',
      LOG_LEVEL: process.env['TEND_TEST_LOG'] ?? 'silent',
    }),
    ...(via ? { databaseUrl: await via(database.url) } : {}),
    ...chosen,
  };
  const db = connect(database.url, { max: 2 });
  const apps: { stop(): Promise<void> }[] = [];
  const start = async (change: Partial<Config> = {}): Promise<string> => {
    const app = await startApp({ ...config, ...change }, { serve: true, work: true }, () => undefined);
    apps.push(app);
    if (app.url === undefined) throw new Error('The app serves nothing.');
    return app.url;
  };
  let doorbell: Promise<Doorbell> | undefined;
  const deliver: TestApp['deliver'] = async (events, now = Date.now()) => {
    const { redisUrl } = config;
    const queue = { databaseUrl: database.url, ...(redisUrl === undefined ? {} : { redisUrl }) };
    doorbell ??= openDoorbell(queue, createLogger('silent'));
    const bell = await doorbell;
    return accept(db, events, now, bell.ringConversations);
  };
  const stop = async (): Promise<void> => {
    await (await doorbell)?.close();
    for (const app of apps.splice(0).reverse()) await app.stop();
    await db.destroy();
    await database.drop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await seed?.(db);
    const url = await start();
    return { url, db, databaseUrl: database.url, config, deliver, another: start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
