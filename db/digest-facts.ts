import { sql } from 'kysely';
import type { AskedQuestion, DigestComplaint, Overdue, OverdueFollowUp } from '../core/digest/facts.ts';
import { dayMs } from '../core/time.ts';
import type { Db } from './connect.ts';

/** How many complaints are named at most; all are counted. */
const mostComplaints = 30;

/** Returns the complaints heard in (from, at], the latest with their words: recalled ones have none and are left out. */
export const complaintsBetween = async (
  db: Db,
  from: number,
  at: number,
): Promise<{ readonly count: number; readonly latest: readonly DigestComplaint[] }> => {
  const { rows } = await sql<DigestComplaint & { readonly count: number }>`
    select c.id as "customerId", c.name, p.name as owner, i.at, coalesce(i.text, m.text, '') as quote,
      not exists (select from interaction o where o.customer_id = i.customer_id and o.at > i.at and o.at <= ${at}
        and o.direction = 'out' and o.kind in ('message', 'call')) as open,
      count(*) over () as count
    from interaction i join customer c on c.id = i.customer_id left join person p on p.id = c.owner_id
      left join message m on m.id = i.message_id
    where i.at > ${from} and i.at <= ${at} and m.recalled_at is null
      and (i.kind = 'complaint' or (i.kind = 'message' and i.direction = 'in' and i.data ? 'complaint'))
    order by i.at desc limit ${mostComplaints}`.execute(db);
  return { count: rows[0]?.count ?? 0, latest: rows.map(({ count: _count, ...each }) => each) };
};

/** What is overdue for longer is no news any more. */
const overdueMs = 14 * dayMs;

/** Returns what was overdue at `at`, by owner: follow-ups past their due time, promises broken in 14 days. */
export const overdueAt = async (db: Db, at: number): Promise<readonly Overdue[]> => {
  const since = at - overdueMs;
  const found = await sql<Overdue>`
    select p.name as owner, sum(f)::integer as "followUps", sum(q)::integer as promises from (
      select c.owner_id, 1 as f, 0 as q from follow_up x join customer c on c.id = x.customer_id
      where x.opened_at <= ${at} and x.due_at < ${at} and x.due_at > ${since}
        and (x.closed_at is null or x.closed_at > ${at}) and coalesce(x.closed_by, '') <> 'superseded'
      union all
      select c.owner_id, 0, 1 from promise x join customer c on c.id = x.customer_id
      where x.due_at <= ${at} and x.due_at > ${since} and (x.settled_at is null or x.settled_at > ${at} or x.status = 'broken')
    ) late left join person p on p.id = late.owner_id group by 1`.execute(db);
  return found.rows;
};

/** Returns the follow-ups overdue at `at` with the most at stake, at most `limit`. */
export const worstOverdue = async (
  db: Db,
  at: number,
  limit: number,
): Promise<readonly OverdueFollowUp[]> => {
  const { rows } = await sql<OverdueFollowUp>`
    select x.id, x.customer_id as "customerId", c.name, p.name as owner, x.rule, x.due_at as "dueAt"
    from follow_up x join customer c on c.id = x.customer_id left join person p on p.id = c.owner_id
    where x.opened_at <= ${at} and x.due_at < ${at} and x.due_at > ${at - overdueMs}
      and (x.closed_at is null or x.closed_at > ${at}) and coalesce(x.closed_by, '') <> 'superseded'
    order by c.value_at_risk desc, x.due_at, x.id limit ${limit}`.execute(db);
  return rows;
};

/** Returns the questions that customers asked in (from, at], each with when we wrote or called next, up to `at`. */
export const questionsBetween = async (
  db: Db,
  from: number,
  at: number,
): Promise<readonly AskedQuestion[]> => {
  const { rows } = await sql<AskedQuestion>`
    select i.customer_id as "customerId", p.name as owner, i.at as "askedAt",
      (select min(o.at) from interaction o where o.customer_id = i.customer_id and o.at > i.at and o.at <= ${at}
        and o.direction = 'out' and o.kind in ('message', 'call')) as "answeredAt"
    from interaction i join customer c on c.id = i.customer_id left join person p on p.id = c.owner_id
    where i.at > ${from} and i.at <= ${at} and i.kind = 'message' and i.direction = 'in' and i.data ? 'question'
    order by i.at, i.id`.execute(db);
  return rows;
};
