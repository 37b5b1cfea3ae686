import { sql } from 'kysely';
import type { MemberDayBenefit, MemberDaySchedule, PointsDay } from '../core/community/member-day.ts';
import type { Db } from './connect.ts';

/** The member day of a community. */
export type MemberDay = {
  readonly roomId: number;
  readonly room: string;
  readonly schedule: MemberDaySchedule;
  readonly benefit: MemberDayBenefit;
  /** What is said in the community; null for words of ours. */
  readonly words: string | null;
  /** The language of the community, else of who set the day. */
  readonly language: string;
  readonly nextAt: number;
};

const columns = sql`m.room_id as "roomId", r.name as room, m.schedule, m.benefit, m.words,
  coalesce(r.language, m.language) as language, m.next_at as "nextAt"`;

/** Returns the member days of all communities, by the community's name. */
export const memberDays = async (db: Db): Promise<readonly MemberDay[]> => {
  const found = await sql<MemberDay>`select ${columns} from member_day m join room r on r.id = m.room_id
    order by r.name, r.id`.execute(db);
  return found.rows;
};

/** Gives a community a member day from `at` on, in place of the one that it has. */
export const setMemberDay = async (
  trx: Db,
  day: Omit<MemberDay, 'room'>,
  by: number | null,
  at: number,
): Promise<void> => {
  const row = {
    schedule: day.schedule,
    benefit: day.benefit,
    words: day.words,
    language: day.language,
    since_at: at,
    next_at: day.nextAt,
    created_by: by,
  };
  await trx
    .insertInto('member_day')
    .values({ room_id: day.roomId, ...row })
    .onConflict((conflict) => conflict.column('room_id').doUpdateSet(row))
    .execute();
};

/** Takes the member day of a community away. Returns whether it had one. */
export const endMemberDay = async (trx: Db, roomId: number): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('member_day')
    .where('room_id', '=', roomId)
    .returning('room_id')
    .execute();
  return gone.length > 0;
};

/** Returns the member days that are due, locked for this transaction; those that another worker has are left out. */
export const lockDueMemberDays = async (trx: Db, now: number): Promise<readonly MemberDay[]> => {
  const found = await sql<MemberDay>`select ${columns} from member_day m join room r on r.id = m.room_id
    where m.next_at <= ${now} order by m.room_id for update of m skip locked`.execute(trx);
  return found.rows;
};

/** Says when a member day is due next. */
export const putOffMemberDay = async (trx: Db, roomId: number, nextAt: number): Promise<void> => {
  await trx.updateTable('member_day').set({ next_at: nextAt }).where('room_id', '=', roomId).execute();
};

/** Somebody's customer who is in a community now. */
export type CommunityCustomer = { readonly customerId: number; readonly personId: number };

/** Returns the customers who are in a community, each with one of their people there. */
export const customersInRoom = async (db: Db, roomId: number): Promise<readonly CommunityCustomer[]> => {
  const found = await sql<CommunityCustomer>`
    select p.customer_id as "customerId", min(p.id) as "personId" from room_person rp join person p on p.id = rp.person_id
    where rp.room_id = ${roomId} and rp.left_at is null and p.side = 'customer' and p.customer_id is not null
    group by 1 order by 1`.execute(db);
  return found.rows;
};

/** Returns the member days of more points of those of these customers who are in such a community, by customer. */
export const pointsDaysOf = async (
  db: Db,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, readonly PointsDay[]>> => {
  const found = await sql<PointsDay & { customerId: number }>`
    select distinct p.customer_id as "customerId", m.schedule, (m.benefit ->> 'times')::real as times,
      m.since_at as "sinceAt"
    from member_day m join room_person rp on rp.room_id = m.room_id and rp.left_at is null
    join person p on p.id = rp.person_id
    where m.benefit ->> 'kind' = 'points' and p.side = 'customer' and p.customer_id = any(${[...customerIds]}::bigint[])`.execute(
    db,
  );
  return Map.groupBy(found.rows, (each) => each.customerId);
};
