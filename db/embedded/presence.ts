import pg from 'pg';
import { ConfigError } from '../../core/errors.ts';
import { databaseName } from './cluster.ts';
import { isAlive } from './process.ts';

/** How to reach a server. */
export type Access = { readonly port: number; readonly password: string };

/**
 * The two advisory locks: ('TEND', 1) is the owner's alone, ('TEND', 2) is shared by all. They lie in the database
 * `postgres`, so that nobody stands in the way of who wants to drop or restore `tend`.
 */
const lockClass = 0x54454e44;
const ownerLock = 1;
const presentLock = 2;

const connectLimitMs = 10_000;
const attempts = 10;

/** PostgreSQL is starting, stopping or not listening: it is worth asking again. */
const passing = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** A connection that ends before it answered says so without a code. */
const isPassing = (error: unknown): boolean =>
  passing.has(codeOf(error)) ||
  /terminated|timeout|not queryable/i.test(error instanceof Error ? error.message : '');

const open = async (access: Access, passwordFile: string): Promise<pg.Client | undefined> => {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port: access.port, database: 'postgres', ssl: false },
    ...{ user: databaseName, password: access.password, application_name: `tend pid=${process.pid}` },
    ...{ connectionTimeoutMillis: connectLimitMs, keepAlive: true },
  });
  // Without a listener, a server that goes away would end this process. Whoever cares listens for 'end'.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await close(client);
    if (isPassing(error)) return undefined;
    if (codeOf(error) !== '28P01') throw error;
    throw new ConfigError(
      `The password in ${passwordFile} is not the server's. Stop Tend on this folder, remove that file and start ` +
        'again: a new password is set then.',
      { cause: error },
    );
  }
};

const ensureDatabase = async (client: pg.Client): Promise<void> => {
  const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (found.rows.length > 0) return;
  try {
    await client.query(`create database ${databaseName}`);
  } catch (error) {
    // Somebody else is creating it, or just did.
    if (!['42P04', '23505'].includes(codeOf(error))) throw error;
  }
};

/**
 * Connects and marks this process as present; then the database `tend` exists. Returns undefined when the server is
 * just starting or going away.
 * @throws ConfigError when the password is not the server's.
 */
export const enter = async (access: Access, passwordFile: string): Promise<pg.Client | undefined> => {
  const client = await open(access, passwordFile);
  if (!client) return undefined;
  try {
    await client.query('select pg_advisory_lock_shared($1, $2)', [lockClass, presentLock]);
    await ensureDatabase(client);
    return client;
  } catch (error) {
    await close(client);
    if (isPassing(error)) return undefined;
    throw error;
  }
};

/**
 * Makes this connection the owner's.
 * @throws ConfigError when another process is the owner, naming it.
 */
export const takeOwnership = async (client: pg.Client, home: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const got = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [
      lockClass,
      ownerLock,
    ]);
    if (got.rows[0]?.got) return;
    const holders = await client.query<{ pid: number; name: string; since: Date }>(
      `select a.pid, a.application_name as name, a.backend_start as since
       from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.classid = $1 and l.objid = $2 and l.granted`,
      [lockClass, ownerLock],
    );
    const holder = holders.rows[0];
    const pid = Number(/pid=(\d+)/.exec(holder?.name ?? '')?.[1]);
    // After kill -9 the server may notice only at its next word to the owner that this one is no more.
    const isDead = pid > 0 && !isAlive(pid);
    if (holder && isDead) await client.query('select pg_terminate_backend($1, 1000)', [holder.pid]);
    // Without a holder, the lock was released between our two questions.
    if ((holder && !isDead) || attempt === attempts) {
      throw new ConfigError(
        `Tend is already running on ${home}: process ${pid || 'unknown'}, since ${holder?.since.toISOString() ?? 'a moment'}. ` +
          'Stop that one first, or give this one a folder of its own with TEND_HOME.',
      );
    }
  }
};

/**
 * Gives up this process's presence and returns whether it was the last one and nobody else is connected either. When
 * it says so, whoever arrives waits until `client` has ended.
 */
export const isLastToLeave = async (client: pg.Client): Promise<boolean> => {
  await client.query('select pg_advisory_unlock_shared($1, $2)', [lockClass, presentLock]);
  const got = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [
    lockClass,
    presentLock,
  ]);
  if (!got.rows[0]?.got) return false;
  // Connections that were just closed take a moment to vanish from the list.
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const others = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    if (others.rows[0]?.n === 0) return true;
    await client.query('select pg_sleep(0.05)');
  }
  return false;
};

/** Ends the connection; one that is already broken is no failure. */
export const close = (client: pg.Client): Promise<void> => client.end().catch(() => undefined);
