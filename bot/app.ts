import { sql } from 'kysely';
import { createWebAdapter } from '../adapters/web/adapter.ts';
import { announce } from '../db/announce.ts';
import { settleForgotten } from '../db/contacts.ts';
import { listen } from '../db/listen.ts';
import { lookUpWeb } from '../db/playground.ts';
import { runBroadcasts } from './broadcast/run.ts';
import { createClock } from './clock.ts';
import { commands } from './commands/table.ts';
import { runCommunities } from './community/due.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database.ts';
import { removeDemo } from './demo/remove.ts';
import { demoAccount, isEmpty, seedDemo } from './demo/seed.ts';
import { offerFirstAdmin } from './first-admin.ts';
import { createCouponApi } from './http/coupons.ts';
import { createPlaygroundApi } from './http/playground.ts';
import { createWebApp, startWebServer } from './http/server.ts';
import { changedEvent, createBroadcast } from './http/stream.ts';
import { askWhoIsSame } from './identity/ask-same.ts';
import { createIngest } from './ingest/create.ts';
import { createGate } from './ingest/gate.ts';
import { processConversations } from './ingest/process.ts';
import { answerTasks } from './jobs/answer-tasks.ts';
import { type Backfill, fetchHistories } from './jobs/backfill.ts';
import { postDigests } from './jobs/digests.ts';
import { closeGap, discoverRooms } from './jobs/gaps.ts';
import { beat, type Downtime, noteDowntime } from './jobs/heartbeat.ts';
import { labelMessages } from './jobs/label-messages.ts';
import { moveClock, resetClock } from './jobs/move-clock.ts';
import { runNight } from './jobs/nightly.ts';
import { remindTasks } from './jobs/remind-tasks.ts';
import { type Repeating, repeat } from './jobs/repeat.ts';
import { sweep, tidy } from './jobs/sweep.ts';
import { advanceDue } from './jobs/tick.ts';
import { createLogger } from './log.ts';
import { openModel } from './models/open.ts';
import { deliverOutbox } from './outbox/deliver.ts';
import { createPlatforms } from './platforms.ts';
import { runAskedBackTest } from './playbook/back-test-job.ts';
import { enterDaily } from './playbook/daily.ts';
import { writeDrafts } from './playbook/drafts.ts';
import { runDuePlaybooks } from './playbook/run-due.ts';
import { openDoorbell } from './queue.ts';
import { openSidebar } from './sidebar/open.ts';
import { askThoseWhoWait } from './survey/due.ts';
import { wecomJobs } from './wecom/jobs.ts';

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

  const stopping = new AbortController();
  const model = openModel(config, { db, zone: company.zone, log, now: clock.now, stopped: stopping.signal });

  const adapter = createWebAdapter({
    account: demoAccount,
    now: clock.now,
    lookUp: (person, room) => lookUpWeb(db, person, room),
  });
  const platforms = createPlatforms(config, db, log, adapter);
  closers.push(() => platforms.stop());
  const adapterFor = (platform: string, account: string) => platforms.adapterFor(platform, account);
  const outbox = { db, clock, log, company, adapterFor };
  const playbooks = {
    db,
    company,
    defaultLanguage: config.language,
    ringOutbox: doorbell.ringOutbox,
    hasModel: model !== undefined,
  };
  const runDue = async (): Promise<void> => {
    await advanceDue(ingest, clock.now());
    await enterDaily(playbooks, clock.now());
    await runDuePlaybooks(playbooks, clock.now());
    await runCommunities(ingest, clock.now());
    if ((await remindTasks(db, company, clock.now(), config.language)) > 0) await doorbell.ringOutbox();
    await postDigests({
      db,
      company,
      clock,
      minuteOfDay: config.digestMinute,
      defaultLanguage: config.language,
      ringOutbox: doorbell.ringOutbox,
      narrates: model !== undefined,
      log,
    });
  };
  // Apart from what is due, because it may take minutes.
  const runNightly = () => runNight({ db, company, clock, log });
  const listens = (): Promise<void> => beat(db, clock.now());
  const backfill: Backfill = {
    db,
    log,
    company,
    adapterFor,
    ring: doorbell.ringConversations,
    ringOutbox: doorbell.ringOutbox,
    now: clock.now,
  };
  /** Rooms that the bot came into while nobody listened, and what was said meanwhile in the others. */
  const catchUp = async (downtime: Downtime | undefined): Promise<void> => {
    const adapters = await platforms.adapters();
    if (downtime && (adapters.length > 0 || !platforms.any)) {
      // The playground's clock may be ahead; the platforms know real time only.
      const ahead = platforms.any ? clock.offsetMs() : 0;
      await closeGap(db, adapters, { fromAt: downtime.fromAt - ahead, untilAt: downtime.untilAt - ahead });
    }
    for (const each of adapters) {
      try {
        const found = await discoverRooms(db, each, Date.now(), config.historyDays);
        if (found > 0) log.info({ platform: each.platform, rooms: found }, 'rooms that were not known');
      } catch (error) {
        // One platform that does not answer keeps no other from being asked.
        log.warn({ platform: each.platform, err: error }, 'its rooms could not be asked for');
      }
    }
  };

  if (parts.work) {
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
      repeat('night', minuteMs, runNightly, log),
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
      repeat('care', minuteMs, async () => void (await settleForgotten(db, clock.now())), log),
      // What somebody just set going is answered at once, not at the next minute.
      repeat('playbooks', 2_000, async () => void (await runDuePlaybooks(playbooks, clock.now())), log),
      repeat(
        'back-tests',
        500,
        () => runAskedBackTest({ db, company, clock, log, ringOutbox: doorbell.ringOutbox }),
        log,
      ),
      repeat(
        'broadcast',
        2_000,
        () => runBroadcasts({ db, company, clock, log, ringOutbox: doorbell.ringOutbox }),
        log,
      ),
      // Whoever puts a survey to thousands does not wait a minute for each hundred.
      repeat(
        'surveys',
        2_000,
        async () => {
          if ((await askThoseWhoWait(db, ingest, clock.now())) > 0) await doorbell.ringOutbox();
        },
        log,
      ),
      repeat('history', 5_000, () => fetchHistories(backfill), log),
      ...(model
        ? [
            repeat(
              'playbook words',
              2_000,
              () => writeDrafts({ db, clock, log, model }).then(() => undefined),
              log,
            ),
            repeat('labels', 2_000, () => labelMessages({ db, company, clock, model }), log),
            repeat(
              'model tasks',
              500,
              () => answerTasks({ db, company, clock, model, commands, ringOutbox: doorbell.ringOutbox }),
              log,
            ),
          ]
        : []),
      ...wecomJobs({ db, clock, log, wecom: platforms.wecom }),
      repeat(
        'who is one',
        60 * minuteMs,
        () => askWhoIsSame(db, clock.now()).then(() => doorbell.ringOutbox()),
        log,
      ),
      repeat('tidy', 24 * 60 * minuteMs, () => tidy(db, clock.now()), log),
    ];
    closers.push(() => Promise.all(repeating.map((each) => each.stop())));
    closers.push(async () => stopping.abort());
    await runDue();
  }
  if (!parts.serve) return undefined;

  const downtime = await noteDowntime(db, clock.now());
  const gate = createGate(db, clock.now, doorbell.ringConversations);
  closers.push(() => gate.close());
  await platforms.start(gate.sink);
  const caughtUp = catchUp(downtime).catch((error: unknown) =>
    log.warn({ err: error }, 'what was missed could not be asked for'),
  );
  closers.push(() => caughtUp);
  const heartbeat = repeat('listen', minuteMs, listens, log);
  closers.push(() => heartbeat.stop());
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

  /** Time that is skipped was not slept through. */
  const runAndListen = async (): Promise<void> => {
    await runNightly();
    await runDue();
    await listens();
  };
  const move = { db, company, clock, minuteOfDay: config.digestMinute, runDue: runAndListen };
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
    forward: (byMs) => inTurn((onProgress) => moveClock({ ...move, onProgress }, byMs)),
    reset: () => inTurn((onProgress) => resetClock({ ...move, onProgress })),
    removeDemo: async () => {
      await removeDemo(db);
      await announce(db, { rooms: [], customers: [], roomsList: true });
    },
  });
  const sidebar = openSidebar({ db, company, clock, config, wecom: platforms.wecom, hear: gate.sink });
  const web = createWebApp(
    {
      ...(sidebar ? { sidebar } : {}),
      ...(config.playground ? { playground: { api, broadcast, now: clock.now } } : {}),
      routes: platforms.routes,
      coupons: createCouponApi({ db, company, clock }),
      healthy: () =>
        sql`select 1`.execute(db).then(
          () => true,
          () => false,
        ),
      log,
    },
    config.host,
  );
  const code = await offerFirstAdmin(db, clock.now());
  if (code !== undefined) {
    say(`There is no admin yet. Write to the bot in a direct chat: claim ${code} (valid for an hour, once).`);
  }
  const server = await startWebServer(web, config.host, config.port);
  closers.push(() => server.stop());
  // First of all: what a platform has just delivered is stored and acknowledged before the way back is closed.
  closers.push(() => platforms.stop());
  return server.url;
};
