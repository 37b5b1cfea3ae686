import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, inject } from 'vitest';

/** A database for one test file, migrated and empty. */
export type TestDatabase = {
  readonly url: string;
  /**
   * Removes the database.
   * @throws Error when a connection to it is still open, saying whose and what it did last; it is removed all the same.
   */
  drop(): Promise<void>;
};

const graceMs = 2000;
const pauseMs = 20;

const onServer = async <T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(inject('pgUrl'), { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
};

/** Closing takes the server a moment: only what is still there after the grace is left open. */
const connectionsLeft = async (sql: postgres.Sql, name: string): Promise<readonly string[]> => {
  const deadline = performance.now() + graceMs;
  for (;;) {
    const found = await sql<{ line: string }[]>`
      select format('"%s" (%s, last statement: %s)', application_name, state, left(query, 120)) as line
      from pg_stat_activity where datname = ${name} and backend_type = 'client backend'`;
    if (found.length === 0 || performance.now() > deadline) return found.map((row) => row.line);
    await delay(pauseMs);
  }
};

const drop = (name: string): Promise<void> =>
  onServer(async (sql) => {
    const left = await connectionsLeft(sql, name);
    await sql`drop database if exists ${sql(name)} with (force)`;
    if (left.length === 0) return;
    throw new Error(
      `${left.length} connections to the test database were left open. Close them before drop():\n${left.join('\n')}`,
    );
  });

/**
 * Returns a database of one's own, cloned from the migrated template, for a test file of the projects integration
 * and e2e. Whoever creates it drops it: `afterAll(() => database.drop())`.
 */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const template = inject('pgTemplate');
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  const file = expect.getState().testPath ?? '';
  await onServer(async (sql) => {
    // Copying through the log takes 70 ms here; copying files takes 90.
    await sql`create database ${sql(name)} template ${sql(template)} strategy wal_log`;
    // For the message when it is never dropped. The statement takes no parameters.
    await sql.unsafe(`comment on database "${name}" is '${file.replaceAll("'", "''")}'`);
  });
  const url = new URL(inject('pgUrl'));
  url.pathname = name;
  return { url: url.href, drop: () => drop(name) };
};
