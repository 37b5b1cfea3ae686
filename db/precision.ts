import { sql } from 'kysely';
import type { Db } from './connect.ts';
import type { CustomerScope } from './customer-lists.ts';
import { standsAt } from './interactions.ts';

/** How many follow-ups of a rule a member marked as done and as wrong. */
export type Judgements = {
  readonly rule: string;
  readonly memberId: number | null;
  readonly member: string | null;
  readonly done: number;
  readonly wrong: number;
};

/**
 * Returns the judgements of members in scope in (from, at] that were not taken back by then, by rule and member, the most
 * wrong ones first.
 */
export const judgementsBetween = async (
  db: Db,
  { owners }: CustomerScope,
  from: number,
  at: number,
): Promise<readonly Judgements[]> => {
  const seen = owners === 'all' ? sql`true` : sql`i.person_id = any(${[...owners]}::bigint[])`;
  const found = await sql<Judgements>`
    select f.rule, i.person_id as "memberId", max(p.name) as member,
      count(*) filter (where i.kind = 'follow-up-done') as done,
      count(*) filter (where i.kind = 'follow-up-wrong') as wrong
    from interaction i join follow_up f on f.customer_id = i.customer_id and f.key = i.data ->> 'followUp'
    left join person p on p.id = i.person_id
    where i.kind in ('follow-up-done', 'follow-up-wrong') and i.at > ${from} and i.at <= ${at} and ${seen}
      and ${standsAt(at)}
    group by f.rule, i.person_id order by 5 desc, f.rule, 2`.execute(db);
  return found.rows;
};
