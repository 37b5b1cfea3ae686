import { rm } from 'node:fs/promises';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { abandonRunFolder, createRunFolder } from './run-folder.ts';
import { ensureChromium, startPostgres, startRedis } from './services.ts';

declare module 'vitest' {
  // What a test file gets by inject(…). An interface, because it is merged into vitest's.
  export interface ProvidedContext {
    /** A PostgreSQL server, as a user who may create databases. */
    pgUrl: string;
    /** The migrated database that createTestDatabase() clones; the clones' names begin with it. */
    pgTemplate: string;
    redisUrl: string;
    /** The path of a Chromium; only in test/e2e. */
    chromiumPath: string;
  }
}

type Services = {
  readonly pgUrl: string;
  readonly pgTemplate: string;
  readonly redisUrl: string;
  stop(): Promise<void>;
};

const onServer = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
};

const createTemplate = async (url: string): Promise<string> => {
  const name = `tend_test_${process.pid}_${Date.now().toString(36)}`;
  await onServer(url, (sql) => sql`create database ${sql(name)}`);
  const template = new URL(url);
  template.pathname = name;
  const db = connect(template.href, { max: 1 });
  try {
    await migrate(db);
    return name;
  } finally {
    await db.destroy();
  }
};

/** Removes the template and every clone. Throws when a test file did not drop its clone. */
const dropDatabases = (url: string, template: string): Promise<void> =>
  onServer(url, async (sql) => {
    const found = await sql<{ name: string; file: string | null }[]>`
      select datname as name, shobj_description(oid, 'pg_database') as file from pg_database
      where starts_with(datname, ${template}) order by length(datname)`;
    for (const { name } of found) await sql`drop database ${sql(name)} with (force)`;
    const files = found.filter(({ name }) => name !== template).map(({ file }) => file);
    if (files.length > 0) throw new Error(`Test databases were not dropped, by: ${files.join(', ')}`);
  });

const startServices = async (): Promise<Services> => {
  const folder = await createRunFolder();
  const abandon = () => abandonRunFolder(folder);
  process.once('exit', abandon);
  const redis = await startRedis(folder);
  const server = await startPostgres(folder);
  const pgTemplate = await createTemplate(server.url);
  const stop = async () => {
    try {
      await dropDatabases(server.url, pgTemplate);
    } finally {
      await Promise.all([server.stop(), redis.stop()]);
      await rm(folder, { recursive: true, force: true });
      process.off('exit', abandon);
    }
  };
  return { pgUrl: server.url, pgTemplate, redisUrl: redis.url, stop };
};

/** The projects each load this file for themselves, and share what it starts. */
const shared: { tendTestServices?: Promise<Services> | undefined } = globalThis as object;

/**
 * Starts what the tests of a project need, once for the whole run, and provides the addresses. Runs only when a test
 * of the project is selected.
 */
export const setup = async (project: TestProject): Promise<void> => {
  if (project.name === 'e2e') project.provide('chromiumPath', ensureChromium());
  shared.tendTestServices ??= startServices();
  const { pgUrl, pgTemplate, redisUrl } = await shared.tendTestServices;
  project.provide('pgUrl', pgUrl);
  project.provide('pgTemplate', pgTemplate);
  project.provide('redisUrl', redisUrl);
};

/** Stops all of it. Throws, and so fails the run, when a test file left a database behind. */
export const teardown = async (): Promise<void> => {
  const services = shared.tendTestServices;
  shared.tendTestServices = undefined;
  await (await services)?.stop();
};
