import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';
import type { Database } from './schema.ts';

/** A query runner: the database or a transaction in it. */
export type Db = Kysely<Database>;

const asNumber = (oids: readonly number[]) => ({
  to: oids[0] ?? 0,
  from: [...oids],
  serialize: (value: number) => String(value),
  parse: Number,
});

/**
 * Opens a pool of at most `max` connections. 64-bit integers and numerics come back as numbers (ids and epoch
 * milliseconds stay below 2^53). Nothing connects before the first query; `destroy()` closes all.
 */
export const connect = (url: string, options: { readonly max?: number; readonly name?: string } = {}): Db =>
  new Kysely<Database>({
    dialect: new PostgresJSDialect({
      postgres: postgres(url, {
        max: options.max ?? 10,
        onnotice: () => undefined,
        connection: { application_name: options.name ?? 'tend' },
        types: { bigint: asNumber([20]), numeric: asNumber([1700]) },
      }),
    }),
  });
