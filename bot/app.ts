import { sql } from 'kysely';
import { createWebAdapter } from '../adapters/web/adapter.ts';
import { StorageError } from '../core/errors.ts';
import { announce } from '../db/announce.ts';
import { listen } from '../db/listen.ts';
import { lookUpWeb } from '../db/playground.ts';
import { createClock } from './clock.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database.ts';
import { removeDemo } from './demo/remove.ts';
import { demoAccount, isEmpty, seedDemo } from './demo/seed.ts';
import { createPlaygroundApi } from './http/playground.ts';
import { createWebApp, startWebServer } from './http/server.ts';
import { changedEvent, createBroadcast } from './http/stream.ts';
import { accept } from './ingest/accept.ts';
import { createIngest } from './ingest/create.ts';
import { processConversations } from './ingest/process.ts';
import { postDigest } from './jobs/daily-digest.ts';
import { beat, noteDowntime } from './jobs/heartbeat.ts';
import { moveClock, resetClock } from './jobs/move-clock.ts';
import { type Repeating, repeat } from './jobs/repeat.ts';
import { sweep, tidy } from './jobs/sweep.ts';
import { advanceDue } from './jobs/tick.ts';
import { createLogger } from './log.ts';
import { deliverOutbox } from './outbox/deliver.ts';
import { openDoorbell } from './queue.ts';

/** Which parts of the program this process runs. */
export type Parts = { readonly serve: boolean; readonly work: boolean };

/** The running program. */
export type App = { readonly url: string | undefined; stop(): Promise<void> };

const concurrency = 4;
const minuteMs = 60_000;

/**
 * Starts the parts of the program that are asked for and returns when they answer. Whatever was opened is
 * closed again by `stop`, in reverse order, also when starting fails half-way.
 * @throws ConfigError, with the remedy, when something in the way must be changed first.
 */
export const startApp = async (config: Config, parts: Parts, say: (line: string) => void): Promise<App> => {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close().catch(() => undefined);
  };
  try {
    return { url: await start(config, parts, say, closers), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const start = async (
  config: Config,
  parts: Parts,
  say: (line: string) => void,
  closers: (() => Promise<unknown>)[],
): Promise<string | undefined> => {
  const log = createLogger(config.logLevel);
  const database = await openDatabase(config, parts.serve ? 'own' : 'share', say);
  closers.push(database.close);
  const { db } = database;
  const clock = await createClock(db);
  const home = config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl };
  const doorbell = await openDoorbell({ ...home, databaseUrl: database.url }, log);
  closers.push(doorbell.close);
  const ingest = createIngest(db, clock, config, log, doorbell.ringOutbox);
  const { company } = ingest;

  const adapter = createWebAdapter({
    account: demoAccount,
    now: clock.now,
    lookUp: (person, room) => lookUpWeb(db, person, room),
  });
  const outbox = {
    db,
    clock,
    log,
    adapterFor: (platform: string) => (platform === adapter.platform ? adapter : undefined),
  };
  const runDue = async (): Promise<void> => {
    await advanceDue(ingest, clock.now());
    await postDigest({
      db,
      company,
      clock,
      minuteOfDay: config.digestMinute,
      defaultLanguage: config.language,
      ringOutbox: doorbell.ringOutbox,
    });
    await beat(db, clock.now());
  };

  if (parts.work) {
    await noteDowntime(db, clock.now());
    if (config.demo && config.playground && (await isEmpty(db))) {
      say('An empty database: making the demo company …');
      await seedDemo(ingest);
    }
    doorbell.answer(
      (bell) =>
        bell.name === 'outbox'
          ? deliverOutbox(outbox).then(() => undefined)
          : processConversations(ingest, [bell.conversation]).then(() => undefined),
      concurrency,
    );
    const repeating: readonly Repeating[] = [
      repeat('tick', minuteMs, runDue, log),
      repeat(
        'sweep',
        2_000,
        async () => {
          // Another process may have moved the playground's clock.
          await clock.refresh();
          await sweep(db, doorbell, clock.now());
        },
        log,
      ),
      repeat('tidy', 24 * 60 * minuteMs, () => tidy(db, clock.now()), log),
    ];
    closers.push(() => Promise.all(repeating.map((each) => each.stop())));
    await runDue();
  }
  if (!parts.serve) return undefined;

  await adapter.start(async (event) => {
    const [accepted] = await accept(db, [event], clock.now(), doorbell.ringConversations);
    if (accepted?.status === 'rejected') throw new StorageError(accepted.reason);
  });
  closers.push(() => adapter.stop());
  const broadcast = createBroadcast();
  const listening = await listen(
    database.url,
    (change) => {
      if (change.clock)
        void clock
          .refresh()
          .then(() => broadcast.send({ event: 'clock', data: { now: clock.now(), share: 1, done: true } }));
      broadcast.send(changedEvent(change));
    },
    () => broadcast.send({ event: 'changed', data: { rooms: [], customers: [], rooms_list: true } }),
  );
  closers.push(() => listening.close());
  closers.push(async () => broadcast.close());

  let moving: Promise<void> = Promise.resolve();
  const inTurn = (run: (onProgress: (share: number) => void) => Promise<void>): string => {
    const move = crypto.randomUUID();
    const tell = (share: number, done: boolean): void =>
      broadcast.send({ event: 'clock', data: { now: clock.now(), share, done, move } });
    moving = moving
      .then(() => run((share) => tell(share, false)))
      .catch((error: unknown) => log.error({ err: error }, 'moving the clock failed'))
      .then(() => {
        tell(1, true);
        broadcast.send({ event: 'changed', data: { rooms: [], customers: [], rooms_list: true } });
      });
    return move;
  };
  closers.push(() => moving);
  const api = createPlaygroundApi({
    db,
    company,
    clock,
    zone: config.zone,
    defaultLanguage: config.language,
    post: (request) => adapter.webhook?.(request) ?? Promise.resolve(new Response(null, { status: 404 })),
    forward: (byMs) => inTurn((onProgress) => moveClock({ db, company, clock, runDue, onProgress }, byMs)),
    reset: () => inTurn((onProgress) => resetClock({ db, company, clock, runDue, onProgress })),
    removeDemo: async () => {
      await removeDemo(db);
      await announce(db, { rooms: [], customers: [], roomsList: true });
    },
  });
  const web = createWebApp(
    {
      ...(config.playground ? { playground: { api, broadcast, now: clock.now } } : {}),
      healthy: () =>
        sql`select 1`.execute(db).then(
          () => true,
          () => false,
        ),
      log,
    },
    config.host,
  );
  const server = await startWebServer(web, config.host, config.port);
  closers.push(() => server.stop());
  return server.url;
};
