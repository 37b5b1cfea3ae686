import { sql } from 'kysely';
import type { Db } from '../connect.ts';

/** An answer that was given before to exactly the same, by the hash of all that went into it. */
export type CachedAnswer = {
  readonly key: string;
  readonly prompt: string;
  /** Goes with the customer when they are erased. */
  readonly customerId: number | null;
  readonly output: unknown;
  readonly model: string;
};

/** Returns the cached answers with these keys, by key. */
export const cachedAnswers = async (
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, CachedAnswer>> => {
  if (keys.length === 0) return new Map();
  const found = await sql<CachedAnswer>`select key, prompt, customer_id as "customerId", output, model
    from model_cache where key = any(${[...keys]}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.key, row]));
};

/** Keeps answers for the next time. */
export const keepAnswers = async (db: Db, answers: readonly CachedAnswer[], at: number): Promise<void> => {
  if (answers.length === 0) return;
  await db
    .insertInto('model_cache')
    .values(
      answers.map(({ key, prompt, customerId, output, model }) => ({
        key,
        prompt,
        customer_id: customerId,
        output: JSON.stringify(output),
        model,
        at,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
};

/** Forgets the answers that were given before `beforeAt`. */
export const tidyAnswers = async (db: Db, beforeAt: number): Promise<void> => {
  await db.deleteFrom('model_cache').where('at', '<', beforeAt).execute();
};
