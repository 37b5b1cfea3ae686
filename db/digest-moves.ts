import { sql } from 'kysely';
import type { Shift } from '../core/digest/facts.ts';
import { type GradedMove, outcomeDays } from '../core/digest/grade.ts';
import { newsFrom, riskStages } from '../core/digest/moves.ts';
import type { TrendStep } from '../core/digest/trend.ts';
import { dayMs } from '../core/time.ts';
import type { Db } from './connect.ts';

const atRisk = sql`(${sql.join(riskStages.map((stage) => sql.lit(stage)))})`;

/**
 * Returns the stage moves until `at`, in order of time, of those of whom `gradeWarnings(…, at, days)` says anything:
 * who was lost in the last `days` days, and who was warned about in as many days that ended 120 days before `at`.
 */
export const gradedHistory = async (db: Db, at: number, days = 90): Promise<readonly GradedMove[]> => {
  const lostSince = at - days * dayMs;
  const warnedUntil = at - outcomeDays * dayMs;
  const { rows } = await sql<GradedMove>`
    select m.customer_id as "customerId", m.at, m.to_stage as "to", m.rule from stage_move m
    where m.at <= ${at} and m.customer_id in (
      select customer_id from stage_move where to_stage = 'churned' and at > ${lostSince} and at <= ${at}
      union select customer_id from stage_move
      where to_stage in ${atRisk} and at > ${warnedUntil - days * dayMs} and at <= ${warnedUntil})
    order by m.at, m.customer_id`.execute(db);
  return rows;
};

/** So many customers whose chance to leave changed are looked at, those with the most at stake. */
const mostShifts = 200;

/**
 * Returns those assessed in (from, at] whose chance to leave is by 15 points or more another than when they were
 * assessed last before, who stand to lose us the most first, at most 200.
 */
export const shiftsBetween = async (db: Db, from: number, at: number): Promise<readonly Shift[]> => {
  const { rows } = await sql<Shift>`
    select a.customer_id as "customerId", c.name, p.name as owner, a.at, a.stage, b.churn as before, a.churn, a.value,
      a.value_at_risk as "valueAtRisk"
    from (select distinct on (customer_id) customer_id, at, stage, churn, value, value_at_risk from assessment
      where at > ${from} and at <= ${at} order by customer_id, at desc) a
    cross join lateral (select churn from assessment e where e.customer_id = a.customer_id and e.at <= ${from}
      order by e.at desc limit 1) b
    join customer c on c.id = a.customer_id left join person p on p.id = c.owner_id
    where abs(a.churn - b.churn) >= ${newsFrom - 1e-9}::double precision
    order by a.value_at_risk desc, a.customer_id limit ${mostShifts}`.execute(db);
  return rows;
};

/** Returns how many customers are at risk now, and what moved between and after the moments (ascending). */
export const riskSteps = async (
  db: Db,
  moments: readonly number[],
): Promise<{ readonly now: number; readonly steps: readonly TrendStep[] }> => {
  const present = await sql<{ now: number }>`
    select count(*) as now from customer where stage in ${atRisk}`.execute(db);
  const { rows } = await sql<TrendStep>`
    select width_bucket(at - 1, ${[...moments]}::bigint[]) as slot,
      sum((to_stage in ${atRisk})::integer - coalesce(from_stage in ${atRisk}, false)::integer)::integer as change,
      count(*) filter (where to_stage = 'churned') as lost
    from stage_move where at > ${moments[0] ?? 0} group by 1`.execute(db);
  return { now: present.rows[0]?.now ?? 0, steps: rows };
};
