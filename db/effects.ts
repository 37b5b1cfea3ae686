import { sql } from 'kysely';
import type { ArmCounts, EffectPlan } from '../core/effect/analyse.ts';
import type { Arm } from '../core/effect/arms.ts';
import { dayMs } from '../core/time.ts';
import type { Db } from './connect.ts';

/** Somebody with the arm that they were given. */
export type NewAssignment = {
  readonly unit: string;
  readonly customerId: number | null;
  readonly personId: number | null;
  readonly tier: string;
  readonly arm: Arm;
};

/** Writes down arms; who has one in this flow keeps it. */
export const storeAssignments = async (
  trx: Db,
  flow: string,
  assignments: readonly NewAssignment[],
  at: number,
): Promise<void> => {
  if (assignments.length === 0) return;
  await trx
    .insertInto('assignment')
    .values(
      assignments.map(({ unit, customerId, personId, tier, arm }) => ({
        flow,
        unit,
        customer_id: customerId,
        person_id: personId,
        tier,
        arm,
        at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['flow', 'unit']).doNothing())
    .execute();
};

/** Writes down when and how a flow will be read, before its first message; a plan that is there stays. */
export const storePlan = async (
  trx: Db,
  flow: string,
  startedAt: number,
  plan: EffectPlan,
): Promise<void> => {
  await trx
    .insertInto('measured_flow')
    .values({
      flow,
      started_at: startedAt,
      read_at: plan.readAt,
      horizon_days: plan.horizonDays,
      least_per_arm: plan.leastPerArm,
    })
    .onConflict((conflict) => conflict.column('flow').doNothing())
    .execute();
};

/** Returns the plans of those of these flows that are measured, by flow. */
export const plansOf = async (db: Db, flows: readonly string[]): Promise<ReadonlyMap<string, EffectPlan>> => {
  if (flows.length === 0) return new Map();
  const rows = await db
    .selectFrom('measured_flow')
    .select(['flow', 'read_at', 'horizon_days', 'least_per_arm'])
    .where('flow', 'in', [...flows])
    .execute();
  return new Map(
    rows.map((row) => [
      row.flow,
      { readAt: row.read_at, horizonDays: row.horizon_days, leastPerArm: row.least_per_arm },
    ]),
  );
};

/** Returns the measured flows that become readable after `from`, up to `until`. */
export const flowsReadBetween = async (db: Db, from: number, until: number): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('measured_flow')
      .select('flow')
      .where('read_at', '>', from)
      .where('read_at', '<=', until)
      .orderBy('read_at')
      .execute()
  ).map((row) => row.flow);

const nobody: ArmCounts = {
  of: 0,
  reply: 0,
  repurchase: 0,
  stage: 0,
  sentiment: { of: 0, sum: 0, squares: 0 },
};

/** How good a stage is; a move upwards is an improvement. */
const rank = (stage: string) =>
  sql`array_position(array['churned','declining','dormant','prospect','new','won_back','growing','mature'], ${sql.ref(stage)})`;

/**
 * Returns what those who came in until `until` did within the horizon, by arm, whether or not a message reached them; who
 * was merged into another counts as that one alone. Who has no history before counts with a mood of 0 and without a stage.
 */
export const countArms = async (
  db: Db,
  flow: string,
  horizonDays: number,
  until: number,
): Promise<Readonly<Record<'treated' | 'control', ArmCounts>>> => {
  const ms = horizonDays * dayMs;
  const happened = (condition: ReturnType<typeof sql>) =>
    sql`count(*) filter (where exists (select from interaction i where i.customer_id = a.customer_id
      and i.at > a.at and i.at <= a.at + ${ms} and ${condition}))`;
  const lastAssessment = (by: ReturnType<typeof sql>, name: string) => sql`left join lateral (
      select s.stage, s.sentiment from assessment s where s.customer_id = a.customer_id and s.at <= ${by}
      order by s.at desc limit 1) ${sql.ref(name)} on true`;
  const { rows } = await sql<{
    arm: 'treated' | 'control';
    of: number;
    reply: number;
    repurchase: number;
    stage: number;
    sum: number;
    squares: number;
  }>`
    select arm, count(*) as of,
      ${happened(sql`i.direction = 'in' and i.kind = 'message'`)} as reply,
      ${happened(sql`i.kind = 'order'`)} as repurchase,
      count(*) filter (where ${rank('after.stage')} > ${rank('before.stage')}) as stage,
      coalesce(sum(coalesce(after.sentiment, 0) - coalesce(before.sentiment, 0)), 0) as sum,
      coalesce(sum((coalesce(after.sentiment, 0) - coalesce(before.sentiment, 0)) ^ 2), 0) as squares
    from assignment a join customer c on c.id = a.customer_id and c.merged_into is null
      ${lastAssessment(sql`a.at`, 'before')} ${lastAssessment(sql`a.at + ${ms}::bigint`, 'after')}
    where a.flow = ${flow} and a.at <= ${until} and a.customer_id is not null and a.arm <> 'hold-out'
    group by arm`.execute(db);
  const countsOf = (arm: string): ArmCounts => {
    const row = rows.find((each) => each.arm === arm);
    if (!row) return nobody;
    const { of, reply, repurchase, stage, sum, squares } = row;
    return { of, reply, repurchase, stage, sentiment: { of, sum, squares } };
  };
  return { treated: countsOf('treated'), control: countsOf('control') };
};
