import { sql } from 'kysely';
import { type Programme, shippedProgramme } from '../core/community/points.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';
import { readSetting, writeSetting } from './settings.ts';

const settingKey = 'points';

/** Returns the points programme that the company goes by. */
export const readProgramme = async (db: Db): Promise<Programme> =>
  ((await readSetting(db, settingKey)) as Programme | undefined) ?? shippedProgramme;

/** Stores the points programme. */
export const writeProgramme = (db: Db, programme: Programme): Promise<void> =>
  writeSetting(db, settingKey, programme);

/** One line of the ledger: points that came, or below 0 went. `key`: the same again changes nothing. */
export type PointsEntry = {
  readonly customerId: number;
  readonly key: string;
  readonly at: number;
  readonly points: number;
  readonly rule: string;
  readonly reason?: string;
  readonly by?: number | null;
};

/** One writer a customer at a time: a balance that was read stays true until the entry is written. */
const lockLedger = (trx: Db, customerId: number): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`points/${customerId}`}, 7))`.execute(trx);

const insert = (trx: Db, entries: readonly PointsEntry[]) =>
  sql<{ entry_key: string }>`
    insert into points_entry (customer_id, entry_key, at, points, rule, reason, by_person)
    select customer_id, entry_key, at, points, rule, reason, by_person from ${recordset(
      entries.map((each) => ({
        customer_id: each.customerId,
        entry_key: each.key,
        at: each.at,
        points: each.points,
        rule: each.rule,
        reason: each.reason ?? null,
        by_person: each.by ?? null,
      })),
      {
        customer_id: 'bigint',
        entry_key: 'text',
        at: 'bigint',
        points: 'integer',
        rule: 'text',
        reason: 'text',
        by_person: 'bigint',
      },
    )} on conflict (entry_key) do nothing returning entry_key`.execute(trx);

/** Returns a customer's balance: the sum of the ledger, never below 0. */
export const balanceOf = async (db: Db, customerId: number): Promise<number> => {
  const found = await sql<{ balance: number }>`
    select coalesce(sum(points), 0)::integer as balance from points_entry where customer_id = ${customerId}`.execute(
    db,
  );
  return found.rows[0]?.balance ?? 0;
};

/** Writes points that came into the ledger. @returns nothing; what is there already stays as it is. */
export const earnPoints = async (trx: Db, entries: readonly PointsEntry[]): Promise<void> => {
  const positive = entries.filter((each) => each.points > 0);
  if (positive.length > 0) await insert(trx, positive);
  for (const entry of entries.filter((each) => each.points < 0)) await takeBack(trx, entry);
};

/** What is taken back is at most what is there: who spent it already keeps 0, not a debt. */
const takeBack = async (trx: Db, entry: PointsEntry): Promise<void> => {
  await lockLedger(trx, entry.customerId);
  const points = -Math.min(-entry.points, await balanceOf(trx, entry.customerId));
  if (points !== 0) await insert(trx, [{ ...entry, points }]);
};

/** What came of spending: done (also the same request again), or the balance that does not suffice. */
export type Spending =
  | { readonly status: 'spent'; readonly balance: number; readonly again: boolean }
  | { readonly status: 'short'; readonly balance: number };

/** Spends points (`cost` above 0), in this transaction, unless the balance does not suffice. Several at once wait in line. */
export const spendPoints = async (
  trx: Db,
  { cost, ...entry }: Omit<PointsEntry, 'points'> & { readonly cost: number },
): Promise<Spending> => {
  await lockLedger(trx, entry.customerId);
  const there = await trx
    .selectFrom('points_entry')
    .select('id')
    .where('entry_key', '=', entry.key)
    .executeTakeFirst();
  const balance = await balanceOf(trx, entry.customerId);
  if (there) return { status: 'spent', balance, again: true };
  if (balance < cost) return { status: 'short', balance };
  await insert(trx, [{ ...entry, points: -cost }]);
  return { status: 'spent', balance: balance - cost, again: false };
};

/** Returns when a customer's order with this number was placed, or undefined when no such order is known. */
export const orderedAt = async (db: Db, customerId: number, order: string): Promise<number | undefined> => {
  const found = await sql<{ at: number }>`select at from interaction where customer_id = ${customerId}
    and kind = 'order' and data ->> 'order' = ${order} order by at limit 1`.execute(db);
  return found.rows[0]?.at;
};

/** A line of the ledger as it is read. */
export type PointsLine = {
  readonly at: number;
  readonly points: number;
  readonly rule: string;
  readonly reason: string | null;
  readonly by: string | null;
};

/** Returns the latest lines of a customer's ledger, newest first. */
export const pointsLines = async (
  db: Db,
  customerId: number,
  limit: number,
): Promise<readonly PointsLine[]> =>
  db
    .selectFrom('points_entry')
    .leftJoin('person', 'person.id', 'points_entry.by_person')
    .select([
      'points_entry.at',
      'points_entry.points',
      'points_entry.rule',
      'points_entry.reason',
      'person.name as by',
    ])
    .where('points_entry.customer_id', '=', customerId)
    .orderBy('points_entry.at', 'desc')
    .orderBy('points_entry.id', 'desc')
    .limit(limit)
    .execute();
