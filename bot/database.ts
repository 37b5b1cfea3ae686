import { resolve } from 'node:path';
import { ConfigError } from '../core/errors.ts';
import { connect, type Db } from '../db/connect.ts';
import { openEmbeddedPostgres } from '../db/embedded/open.ts';
import { migrate, requireSchema } from '../db/migrate.ts';
import type { Config } from './config.ts';
import { prepareQueue } from './queue.ts';

/** The open database and how to close it. */
export type OpenDatabase = {
  readonly db: Db;
  readonly url: string;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
};

const networkCodes = /^(?:ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_|28|3D000)/;

/**
 * Returns a ConfigError for what the driver says of a database that cannot be reached or entered, without its address or
 * password; any other error as it is.
 */
export const unreachable = (error: unknown): unknown => {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !networkCodes.test(code)) return error;
  return new ConfigError(
    `DATABASE_URL names a PostgreSQL that cannot be used (${code}). Check host, port, name, user and password, and that it runs.`,
    { cause: error },
  );
};

/**
 * Opens the database that the configuration names, or the embedded one, whose schema is brought up to date at
 * once. Mode `own` is for the one long-running server of a home, `share` for everything else.
 * @throws ConfigError when another server holds the home, or the schema is not this program's.
 */
export const openDatabase = async (
  config: Config,
  mode: 'own' | 'share',
  say: (line: string) => void = () => undefined,
): Promise<OpenDatabase> => {
  if (config.databaseUrl !== undefined) {
    const db = connect(config.databaseUrl);
    try {
      await requireSchema(db);
    } catch (error) {
      await db.destroy();
      throw unreachable(error);
    }
    return { db, url: config.databaseUrl, embedded: false, close: () => db.destroy() };
  }
  const server = await openEmbeddedPostgres({ home: resolve(config.home), mode, say });
  const db = connect(server.url);
  const close = async (): Promise<void> => {
    await db.destroy();
    await server.stop();
  };
  try {
    await migrate(db);
    if (config.redisUrl === undefined) await prepareQueue({ databaseUrl: server.url });
  } catch (error) {
    await close();
    throw error;
  }
  return { db, url: server.url, embedded: true, close };
};
