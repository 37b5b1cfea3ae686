import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** One limit: `key` names whose it is; one turn every `everyMs`, of which `burst` may be taken at once. */
export type RateLimit = {
  readonly key: string;
  readonly everyMs: number;
  readonly burst: number;
  /** How many turns are taken at once, 1 without it; more than `burst` are taken when all of `burst` are free. */
  readonly turns?: number;
};

const nowMs = sql<number>`extract(epoch from clock_timestamp()) * 1000`;

/**
 * Takes its turns of every limit, or of none. Returns 0 when it was taken, else after how many milliseconds to ask
 * again. All workers share the limits and PostgreSQL's clock (generic cell rate algorithm: a limit is free again at
 * `free_at`, and may be used up to `burst - 1` turns ahead of that).
 */
export const takeTurn = (db: Db, limits: readonly RateLimit[]): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const keys = limits.map((each) => each.key).sort();
    await sql`insert into rate_limit (key, free_at) select key, 0 from unnest(${keys}::text[]) as key
      on conflict do nothing`.execute(trx);
    const found = await sql<{ key: string; free_at: number; held_until: number }>`
      select key, free_at, held_until from rate_limit where key = any(${keys}::text[]) order by key for update`.execute(
      trx,
    );
    // Read after the rows are locked: what the one before has taken is seen, and so is the time that passed.
    const now = (await sql<{ now: number }>`select ${nowMs} as now`.execute(trx)).rows[0]?.now ?? 0;
    const rows = new Map(found.rows.map((row) => [row.key, row]));
    const waits = limits.map(({ key, everyMs, burst, turns = 1 }) => {
      const row = rows.get(key);
      const ahead = Math.max(0, burst - turns) * everyMs;
      return Math.max((row?.held_until ?? 0) - now, (row?.free_at ?? 0) - ahead - now);
    });
    const wait = Math.max(0, ...waits);
    if (wait > 0) return Math.ceil(wait);
    for (const { key, everyMs, turns = 1 } of limits) {
      const free = Math.max(rows.get(key)?.free_at ?? 0, now) + turns * everyMs;
      await trx.updateTable('rate_limit').set({ free_at: free }).where('key', '=', key).execute();
    }
    return 0;
  });

/** Nobody gets a turn of this limit for the next `forMs` milliseconds: the platform said so. */
export const holdLimit = async (db: Db, key: string, forMs: number): Promise<void> => {
  await sql`insert into rate_limit (key, free_at, held_until) values (${key}, 0, ${nowMs} + ${forMs}::double precision)
    on conflict (key) do update set held_until = greatest(rate_limit.held_until, excluded.held_until)`.execute(
    db,
  );
};

/** Forgets the limits that nobody used for a day. */
export const tidyLimits = async (db: Db): Promise<void> => {
  await sql`delete from rate_limit where greatest(free_at, held_until) < ${nowMs} - 86400000`.execute(db);
};
