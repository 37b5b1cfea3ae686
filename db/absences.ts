import { sql } from 'kysely';
import type { Absence } from '../core/follow-ups/absence.ts';
import type { Db } from './connect.ts';

/** An absence as it is shown. */
export type NamedAbsence = Absence & {
  readonly name: string;
  readonly deputy: string | null;
  readonly fromAt: number;
};

/** Returns who is away at `now`, by member. */
export const absencesAt = async (db: Db, now: number): Promise<ReadonlyMap<number, NamedAbsence>> => {
  const found = await sql<NamedAbsence>`select a.member_id as "memberId", a.until_at as "untilAt",
      a.deputy_id as "deputyId", a.from_at as "fromAt", p.name, d.name as deputy
    from absence a join person p on p.id = a.member_id left join person d on d.id = a.deputy_id
    where a.ended_at is null and a.from_at <= ${now} and (a.until_at is null or a.until_at > ${now})
    order by a.from_at, a.id`.execute(db);
  return new Map(found.rows.map((row) => [row.memberId, row]));
};

/** Says that a member is away from `fromAt` on; what was said before ends with it. */
export const beginAbsence = async (
  trx: Db,
  absence: Absence & { readonly fromAt: number },
): Promise<void> => {
  await endAbsence(trx, absence.memberId, absence.fromAt);
  await trx
    .insertInto('absence')
    .values({
      member_id: absence.memberId,
      from_at: absence.fromAt,
      until_at: absence.untilAt,
      deputy_id: absence.deputyId,
      ended_at: null,
    })
    .execute();
};

/** Says that a member is back at `at`. Returns whether they were away. */
export const endAbsence = async (trx: Db, memberId: number, at: number): Promise<boolean> => {
  const ended = await sql<{ id: number }>`update absence set ended_at = ${at}
    where member_id = ${memberId} and ended_at is null and (until_at is null or until_at > ${at})
    returning id`.execute(trx);
  return ended.rows.length > 0;
};

/** Ends the absences whose time is over; returns whose they were. */
export const endPastAbsences = async (trx: Db, now: number): Promise<readonly number[]> => {
  const ended = await sql<{ member_id: number }>`update absence set ended_at = until_at
    where ended_at is null and until_at <= ${now} returning member_id`.execute(trx);
  return [...new Set(ended.rows.map((row) => row.member_id))];
};
