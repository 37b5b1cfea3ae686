import { createPostgresBackend, type JobsOptions, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';

/** The bells: `conversation` names one whose inbox waits, `outbox` says that something is to be sent. */
export type Bell =
  | { readonly name: 'conversation'; readonly conversation: string }
  | { readonly name: 'outbox' };

/** Rings bells and answers them; a lost ring is made good by the sweeper. */
export type Doorbell = {
  /** Rings for conversations; never throws: what is stored is found by the sweeper. */
  readonly ringConversations: (conversations: readonly string[]) => Promise<void>;
  /** Rings for the outbox; never throws. */
  readonly ringOutbox: () => Promise<void>;
  /** Begins answering; `answer` is called once a bell, several at a time. */
  readonly answer: (handler: (bell: Bell) => Promise<void>, concurrency: number) => void;
  /** Lets running answers finish and closes every connection. */
  readonly close: () => Promise<void>;
};

/** Where the queue lives: Redis when there is one, else the same PostgreSQL in its own schema. */
export type QueueHome = { readonly redisUrl?: string; readonly databaseUrl: string };

const queueName = 'tend';
const schema = 'bullmq';

/** Makes the queue's tables in PostgreSQL; nothing to do when the queue lives in Redis. */
export const prepareQueue = async (home: QueueHome): Promise<void> => {
  if (home.redisUrl !== undefined) return;
  const client = new pg.Client({ connectionString: home.databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
};

type Job = { readonly name: string; readonly data: unknown; readonly opts: JobsOptions };

/** The part of BullMQ that the bells need, the same over both of its backends. */
type Backend = {
  readonly add: (jobs: readonly Job[]) => Promise<unknown>;
  readonly onError: (hear: (error: Error) => void) => void;
  readonly work: (run: (name: string, data: unknown) => Promise<void>, concurrency: number) => Workers;
  readonly close: () => Promise<void>;
};

type Workers = {
  readonly onError: (hear: (error: Error) => void) => void;
  readonly onFailed: (hear: (name: string | undefined, error: Error) => void) => void;
  readonly close: () => Promise<void>;
};

/** A worker that was cut off from the queue is given up after this long, so that nothing waits for it. */
const patience = { lockDuration: 8_000, stalledInterval: 4_000 };

const onRedis = (url: string): Backend => {
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue(queueName, { connection });
  return {
    add: (jobs) => queue.addBulk([...jobs]),
    onError: (hear) => void queue.on('error', hear),
    close: () => queue.close(),
    work: (run, concurrency) => {
      const worker = new Worker(queueName, (job) => run(job.name, job.data), {
        connection,
        concurrency,
        ...patience,
      });
      return {
        onError: (hear) => void worker.on('error', hear),
        onFailed: (hear) => void worker.on('failed', (job, error) => hear(job?.name, error)),
        close: () => worker.close(),
      };
    },
  };
};

const onPostgres = (connectionString: string): Backend => {
  const connection = (max: number) => ({ connectionString, schema, max, skipMigrations: true });
  const queue = new Queue(queueName, { connection: connection(2) }, createPostgresBackend);
  return {
    add: (jobs) => queue.addBulk([...jobs]),
    onError: (hear) => void queue.on('error', hear),
    close: () => queue.close(),
    work: (run, concurrency) => {
      const options = { connection: connection(concurrency + 1), concurrency, ...patience };
      const worker = new Worker(queueName, (job) => run(job.name, job.data), options, createPostgresBackend);
      return {
        onError: (hear) => void worker.on('error', hear),
        onFailed: (hear) => void worker.on('failed', (job, error) => hear(job?.name, error)),
        close: () => worker.close(),
      };
    },
  };
};

const bellSchema = z.object({ conversation: z.string() });

const bellOf = (name: string, data: unknown): Bell =>
  name === 'conversation' ? { name, conversation: bellSchema.parse(data).conversation } : { name: 'outbox' };

/** Opens the doorbell. @throws what the database or Redis says when neither can be reached. */
export const openDoorbell = async (home: QueueHome, log: Logger): Promise<Doorbell> => {
  await prepareQueue(home);
  const backend = home.redisUrl === undefined ? onPostgres(home.databaseUrl) : onRedis(home.redisUrl);
  let workers: Workers | undefined;
  const quiet = (error: unknown): void =>
    log.warn({ err: error instanceof Error ? error.name : 'unknown' }, 'the queue is not reachable');
  backend.onError(quiet);
  const ring = async (jobs: readonly Job[]): Promise<void> => {
    if (jobs.length === 0) return;
    await backend.add(jobs).catch(quiet);
  };
  return {
    ringConversations: (conversations) =>
      ring(
        conversations.map((each) => ({
          name: 'conversation',
          data: { conversation: each },
          opts: optionsFor(`c:${each}`),
        })),
      ),
    ringOutbox: () => ring([{ name: 'outbox', data: {}, opts: optionsFor('outbox') }]),
    answer: (handler, concurrency) => {
      workers = backend.work((name, data) => handler(bellOf(name, data)), concurrency);
      workers.onError(quiet);
      workers.onFailed((bell, error) => log.error({ bell, err: error }, 'a bell could not be answered'));
    },
    close: async () => {
      await workers?.close();
      await backend.close();
    },
  };
};

const optionsFor = (id: string): JobsOptions => ({
  // While a conversation is being drained one more ring is kept, so that nothing that came in between waits.
  deduplication: { id, keepLastIfActive: true },
  removeOnComplete: true,
  removeOnFail: 100,
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
});
