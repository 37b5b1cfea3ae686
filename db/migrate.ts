import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ConfigError, StorageError } from '../core/errors.ts';
import type { Db } from './connect.ts';
import { migrations } from './migrations/index.ts';

const namesInDatabase = async (db: Db): Promise<readonly string[]> => {
  const there = await sql<{
    there: boolean;
  }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!there.rows[0]?.there) return [];
  const rows = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.rows.map((row) => row.name);
};

/** What the database's schema is to this program: `ready`, `behind` (with what is missing) or `newer`. */
export type SchemaState =
  | { readonly state: 'ready' }
  | { readonly state: 'behind'; readonly missing: readonly string[] }
  | { readonly state: 'newer'; readonly unknown: readonly string[] };

/** Returns how the database's schema compares with the one this program was written for. */
export const schemaState = async (db: Db): Promise<SchemaState> => {
  const applied = await namesInDatabase(db);
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length > 0) return { state: 'newer', unknown };
  const missing = Object.keys(migrations).filter((name) => !applied.includes(name));
  return missing.length > 0 ? { state: 'behind', missing } : { state: 'ready' };
};

/**
 * Returns when the schema is exactly this program's.
 * @throws ConfigError when it is older or newer, naming the remedy.
 */
export const requireSchema = async (db: Db): Promise<void> => {
  const found = await schemaState(db);
  if (found.state === 'behind') {
    throw new ConfigError(`The database lacks ${found.missing.join(', ')}. Run "tend migrate" first.`);
  }
  if (found.state === 'newer') {
    throw new ConfigError(
      `The database was written by a newer Tend (it has ${found.unknown.join(', ')}). Install that version or newer; this one will not touch it.`,
    );
  }
};

/**
 * Brings the schema up to this program's and returns the names of the migrations that were run. Safe to call
 * from several processes at once: one runs, the others wait.
 * @throws ConfigError when the schema is newer than this program; StorageError when a migration fails.
 */
export const migrate = async (db: Db): Promise<readonly string[]> => {
  const found = await schemaState(db);
  if (found.state === 'newer') await requireSchema(db);
  if (found.state === 'ready') return [];
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    // Each subject numbers its own: a new one may stand before one that was run already.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error)
    throw new StorageError('A migration failed; the database is as it was before.', { cause: error });
  return (results ?? [])
    .filter((result) => result.status === 'Success')
    .map((result) => result.migrationName);
};
