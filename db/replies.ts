import { sql } from 'kysely';
import type { Tier } from '../core/value/rfm.ts';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';

/** How fast somebody answered: minutes of business time, and how many questions took longer than they may (R3). */
export type ReplyFigures = {
  readonly answers: number;
  readonly late: number;
  readonly medianMinutes: number;
  readonly p90Minutes: number;
};

/** The figures of one member, over all customers and by tier (null: customers without a tier). */
export type MemberReplies = ReplyFigures & {
  readonly memberId: number | null;
  readonly member: string | null;
  readonly tiers: readonly (ReplyFigures & { readonly tier: Tier | null })[];
};

type Row = ReplyFigures & {
  readonly memberId: number | null;
  readonly member: string | null;
  readonly tier: Tier | null;
  readonly whole: number;
};

/**
 * Returns how fast members answered the questions of customers in (from, at], by who gave the answer, the most answers
 * first. Several questions in a row are one, from the first of them on.
 */
export const repliesOf = async (
  db: Db,
  { owners }: CustomerScope,
  from: number,
  at: number,
): Promise<readonly MemberReplies[]> => {
  const seen = owners === 'all' ? sql`true` : sql`i.person_id = any(${[...owners]}::bigint[])`;
  const found = await sql<Row>`
    select i.person_id as "memberId", max(p.name) as member, q.tier, grouping(q.tier) as whole,
      count(*) as answers, count(*) filter (where q.minutes > q.limit_minutes) as late,
      percentile_cont(0.5) within group (order by q.minutes) as "medianMinutes",
      percentile_cont(0.9) within group (order by q.minutes) as "p90Minutes"
    from question q join interaction i on i.source_key = q.by_key left join person p on p.id = i.person_id
    where q.how = 'answered' and q.ended_at > ${from} and q.ended_at <= ${at} and ${seen}
    group by grouping sets ((i.person_id), (i.person_id, q.tier))
    order by 5 desc, 1, q.tier nulls last`.execute(db);
  const figures = ({ answers, late, medianMinutes, p90Minutes }: Row): ReplyFigures => ({
    answers,
    late,
    medianMinutes,
    p90Minutes,
  });
  return found.rows
    .filter((row) => row.whole === 1)
    .map((row) => ({
      memberId: row.memberId,
      member: row.member,
      ...figures(row),
      tiers: found.rows
        .filter((each) => each.whole === 0 && each.memberId === row.memberId)
        .map((each) => ({ tier: each.tier, ...figures(each) })),
    }));
};

/** Somebody who waits for an answer. */
export type OpenQuestion = {
  readonly customerId: number;
  readonly customer: string;
  readonly owner: string | null;
  readonly tier: Tier | null;
  readonly key: string;
  readonly askedAt: number;
  readonly person: string | null;
  readonly quote: string | null;
};

/** Returns who waits for an answer since `since` or later, the longest first, a page of them, and how many in all. */
export const openQuestions = async (
  db: Db,
  scope: CustomerScope,
  { since, limit, offset }: { readonly since: number; readonly limit: number; readonly offset: number },
): Promise<{ readonly questions: readonly OpenQuestion[]; readonly total: number }> => {
  const found = await sql<OpenQuestion & { total: number }>`
    select c.id as "customerId", c.name as customer, o.name as owner, c.tier, q.key, q.asked_at as "askedAt",
      w.name as person, coalesce(i.text, m.text) as quote, count(*) over () as total
    from question q join customer c on c.id = q.customer_id left join person o on o.id = c.owner_id
    left join interaction i on i.source_key = q.key left join message m on m.id = i.message_id
    left join person w on w.id = i.person_id
    where q.ended_at is null and q.asked_at > ${since} and ${inScope(scope)}
    order by q.asked_at, c.id limit ${limit} offset ${offset}`.execute(db);
  return {
    questions: found.rows.map(({ total: _total, ...question }) => question),
    total: found.rows[0]?.total ?? 0,
  };
};
