import { sql } from 'kysely';
import { keptOfList, type Listed } from '../core/digest/listed.ts';
import { riskStages } from '../core/digest/moves.ts';
import type { Leaving, NearTier, Recovery, TierMover } from '../core/digest/review.ts';
import type { TierCuts } from '../core/population.ts';
import type { Db } from './connect.ts';
import { cutsValue, tierMeasures, tierScore } from './tier-measures.ts';

/**
 * Returns the customers whose tier at `until` is another than at `from` (epoch ms), by what each move took together;
 * the most valuable first. A move at `from` itself is not in it, one at `until` is.
 */
export const tierMovers = async (db: Db, from: number, until: number): Promise<readonly TierMover[]> => {
  const { rows } = await sql<TierMover>`
    select c.id as "customerId", c.name, p.name as owner, m.first as "from", m.last as "to" from (
      select customer_id, (array_agg(from_tier order by at))[1] as first,
        (array_agg(to_tier order by at desc))[1] as last
      from tier_move where at > ${from} and at <= ${until} group by customer_id) m
    join customer c on c.id = m.customer_id left join person p on p.id = c.owner_id
    where m.first is distinct from m.last order by c.value desc, c.id`.execute(db);
  return rows;
};

/** How far below the next tier's score a customer still counts as close to it. */
const close = 0.3;

/**
 * Returns the customers in tier B or C whose score over the local months after `oldestMonth` lacks at most 0.3 for the
 * next tier, nearest and most valuable first, at most `limit`; who has churned is left out.
 */
export const nearNextTier = async (
  db: Db,
  cuts: TierCuts,
  oldestMonth: number,
  limit: number,
): Promise<readonly NearTier[]> => {
  const { rows } = await sql<NearTier>`
    select s.id as "customerId", s.name, p.name as owner, s.tier, s.score, s.needed from (
      select t.id, t.name, t.tier, ${tierScore((key) => cutsValue(cuts[key]))} as score,
        case t.tier when 'B' then ${cuts.a}::double precision else ${cuts.b}::double precision end as needed
      from ${tierMeasures(oldestMonth)} t where t.tier in ('B', 'C') and t.stage <> 'churned') s
    join customer c on c.id = s.id left join person p on p.id = c.owner_id
    where s.score < s.needed and s.score >= s.needed - ${close}::double precision
    order by round((s.needed - s.score)::numeric, 2), c.value desc, s.id limit ${limit}`.execute(db);
  return rows;
};

/** From this chance on a customer of a good tier counts as leaving, whatever their stage. */
const leavingFrom = 0.5;

/** Returns the customers of tier A and B at `at` who were at risk or likely to leave then; the most at stake first. */
export const leavingAt = async (db: Db, at: number): Promise<Listed<Leaving>> => {
  const { rows } = await sql<Leaving & { readonly count: number }>`
    select c.id as "customerId", c.name, p.name as owner, t.to_tier as tier, a.churn,
      a.value_at_risk as "valueAtRisk", count(*) over () as count
    from customer c
    cross join lateral (select to_tier from tier_move m where m.customer_id = c.id and m.at <= ${at}
      order by m.at desc limit 1) t
    cross join lateral (select stage, churn, value_at_risk from assessment e where e.customer_id = c.id
      and e.at <= ${at} order by e.at desc limit 1) a
    left join person p on p.id = c.owner_id
    where c.tier is not null and t.to_tier in ('A', 'B') and a.stage <> 'churned'
      and (a.stage = any(${[...riskStages]}::text[]) or a.churn >= ${leavingFrom}::double precision)
    order by a.value_at_risk desc, c.id limit ${keptOfList}`.execute(db);
  return { count: rows[0]?.count ?? 0, top: rows.map(({ count: _count, ...each }) => each) };
};

/** Returns how many customers were lost in (from, until], and how many of them came back within `withinMs` of that. */
export const recoveryOf = async (
  db: Db,
  from: number,
  until: number,
  withinMs: number,
): Promise<Recovery> => {
  const { rows } = await sql<Recovery>`
    select count(*) as lost, count(*) filter (where exists (
      select from stage_move b where b.customer_id = m.customer_id and b.from_stage = 'churned'
        and b.to_stage = 'won_back' and b.at > m.at and b.at <= m.at + ${withinMs})) as recovered
    from stage_move m where m.to_stage = 'churned' and m.at > ${from} and m.at <= ${until}`.execute(db);
  return rows[0] ?? { lost: 0, recovered: 0 };
};
