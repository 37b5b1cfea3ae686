import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Returns a stored setting, or undefined when it was never set. */
export const readSetting = async (db: Db, key: string): Promise<unknown> =>
  (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value;

/** Stores a setting. */
export const writeSetting = async (db: Db, key: string, value: unknown): Promise<void> => {
  const json = JSON.stringify(value);
  await db
    .insertInto('setting')
    .values({ key, value: json })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json }))
    .execute();
};

/**
 * Replaces a setting by what `replace` makes of the stored one, under a lock that no other process holds at the same
 * time; rejects as `replace` does, and changes nothing then.
 */
export const replaceSetting = (
  db: Db,
  key: string,
  replace: (there: unknown) => Promise<unknown>,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 4))`.execute(trx);
    await writeSetting(trx, key, await replace(await readSetting(trx, key)));
  });
