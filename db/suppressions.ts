import type { Db } from './connect.ts';

/** Returns which of these hashes are on the list of those who get no messages. */
export const suppressedAmong = async (db: Db, hashes: readonly string[]): Promise<ReadonlySet<string>> => {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('suppression')
    .select('hash')
    .where((each) => each(each.ref('hash'), '=', each.fn.any(each.val([...hashes]))))
    .execute();
  return new Set(rows.map((row) => row.hash));
};

/** Puts hashes on the list; those that are on it stay as they are. */
export const suppress = async (
  db: Db,
  hashes: readonly string[],
  source: string,
  at: number,
): Promise<void> => {
  if (hashes.length === 0) return;
  await db
    .insertInto('suppression')
    .values(hashes.map((hash) => ({ hash, source, at })))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
};

/** Takes hashes off the list. */
export const unsuppress = async (db: Db, hashes: readonly string[]): Promise<void> => {
  if (hashes.length === 0) return;
  await db
    .deleteFrom('suppression')
    .where('hash', 'in', [...hashes])
    .execute();
};
