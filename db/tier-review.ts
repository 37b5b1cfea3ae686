import { sql } from 'kysely';
import type { NearTier, Recovery, TierMover } from '../core/digest/month.ts';
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
