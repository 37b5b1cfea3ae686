import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** A query runner: the database or a transaction in it. */
export type Db = Kysely<Database>;

/** 64-bit integers and numerics come back as numbers: ids and epoch milliseconds stay below 2^53. */
const asNumbers = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): ((value: string) => unknown) => {
    const shipped = pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
    return asNumbers.has(oid) && format !== 'binary' ? Number : shipped;
  },
};

const ignore = (): void => undefined;

/**
 * Opens a pool of at most `max` connections. Nothing connects before the first query; `destroy()` closes all. A
 * connection that is lost fails the query that is using it and is replaced at the next one.
 */
export const connect = (url: string, options: { readonly max?: number; readonly name?: string } = {}): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'tend',
    types,
  });
  // A lost connection also says so to whoever listens, and ends the process when nobody does.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
};
