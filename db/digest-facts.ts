import { sql } from 'kysely';
import type { CommunityDay, DigestComplaint, Overdue, ReplyTimes } from '../core/digest/content.ts';
import type { GradedMove } from '../core/digest/grade.ts';
import type { Db } from './connect.ts';

/** Returns every stage move until `at` in order of time. */
export const moveHistory = async (db: Db, at: number): Promise<readonly GradedMove[]> => {
  const found = await sql<GradedMove>`select customer_id as "customerId", at, to_stage as "to" from stage_move
    where at <= ${at} order by at, customer_id`.execute(db);
  return found.rows;
};

/** Returns the complaints heard in (from, at], the words with them. */
export const complaintsBetween = async (
  db: Db,
  from: number,
  at: number,
): Promise<readonly DigestComplaint[]> => {
  const found = await sql<DigestComplaint>`
    select c.id as "customerId", c.name, i.at, coalesce(i.text, m.text, '') as quote
    from interaction i join customer c on c.id = i.customer_id left join message m on m.id = i.message_id
    where i.at > ${from} and i.at <= ${at} and m.recalled_at is null
      and (i.kind = 'complaint' or (i.kind = 'message' and i.direction = 'in' and i.data ? 'complaint'))
    order by i.at limit 50`.execute(db);
  return found.rows;
};

/** Returns what was overdue at `at`, by owner: follow-ups past their due time, promises broken in 14 days. */
export const overdueAt = async (db: Db, at: number): Promise<readonly Overdue[]> => {
  const since = at - 14 * 24 * 60 * 60 * 1000;
  const found = await sql<Overdue>`
    select coalesce(p.name, '–') as owner, sum(f)::integer as "followUps", sum(q)::integer as promises from (
      select c.owner_id, 1 as f, 0 as q from follow_up x join customer c on c.id = x.customer_id
      where x.opened_at <= ${at} and x.due_at < ${at} and x.due_at > ${since}
        and (x.closed_at is null or x.closed_at > ${at}) and coalesce(x.closed_by, '') <> 'superseded'
      union all
      select c.owner_id, 0, 1 from promise x join customer c on c.id = x.customer_id
      where x.due_at <= ${at} and x.due_at > ${since} and (x.settled_at is null or x.settled_at > ${at} or x.status = 'broken')
    ) late left join person p on p.id = late.owner_id group by 1`.execute(db);
  return found.rows;
};

/** Returns how communities did in (from, at]; unanswered are the R3 follow-ups of their people still open at `at`. */
export const communitiesBetween = async (
  db: Db,
  from: number,
  at: number,
): Promise<readonly CommunityDay[]> => {
  const found = await sql<CommunityDay>`
    select r.name,
      (select count(*) from message m where m.room_id = r.id and m.at > ${from} and m.at <= ${at}) as messages,
      (select count(distinct m.person_id) from message m where m.room_id = r.id and m.at > ${from} and m.at <= ${at}) as people,
      (select count(*) from interaction i where i.room_id = r.id and i.kind = 'joined' and i.at > ${from} and i.at <= ${at}) as joined,
      (select count(*) from interaction i where i.room_id = r.id and i.kind = 'left' and i.at > ${from} and i.at <= ${at}) as left,
      (select count(distinct f.id) from follow_up f join person p on p.customer_id = f.customer_id
        join room_person rp on rp.person_id = p.id and rp.room_id = r.id
        where f.rule = 'R3' and f.opened_at > ${from} and f.opened_at <= ${at}
          and (f.closed_at is null or f.closed_at > ${at})) as unanswered
    from room r where r.purpose = 'community'`.execute(db);
  return found.rows;
};

/** Returns how many questions customers asked in (from, at] and how many follow-ups for a late answer opened. */
export const repliesBetween = async (db: Db, from: number, at: number): Promise<ReplyTimes> => {
  const found = await sql<ReplyTimes>`select
    (select count(*) from interaction where at > ${from} and at <= ${at} and kind = 'message' and direction = 'in' and data ? 'question') as questions,
    (select count(*) from follow_up where rule = 'R3' and opened_at > ${from} and opened_at <= ${at}) as late`.execute(
    db,
  );
  return found.rows[0] ?? { questions: 0, late: 0 };
};
