import { sql } from 'kysely';
import { type CallCount, calledFrom } from '../core/churn/grading.ts';
import type { Zone } from '../core/zone.ts';
import { isActivity } from './active-days.ts';
import type { Db } from './connect.ts';
import { localDay } from './local-day.ts';
import { recordset } from './records.ts';

/**
 * A statement about one customer, kept to be graded: that they will be gone, silent on all of `horizonDays` days that
 * begin after `leadDays` days, with this probability (four decimals). `day` is the local day of `at`.
 */
export type ChurnCall = {
  readonly customerId: number;
  readonly day: number;
  readonly at: number;
  readonly probability: number;
  readonly horizonDays: number;
  readonly leadDays: number;
  readonly population: 'orders' | 'talk';
  /** By a learnt model, or by the rules that stand in for it. */
  readonly method: 'model' | 'rules';
  /** The version of the models that said it, null for rules. */
  readonly versionId: number | null;
};

/** Stores calls; a second one of the same customer and day changes nothing. Returns how many were new. */
export const storeCalls = async (trx: Db, calls: readonly ChurnCall[]): Promise<number> => {
  if (calls.length === 0) return 0;
  const kinds = {
    customerId: 'bigint',
    day: 'integer',
    at: 'bigint',
    probability: 'double precision',
    horizonDays: 'integer',
    leadDays: 'integer',
    population: 'text',
    method: 'text',
    versionId: 'bigint',
  } as const;
  const stored = await sql`
    insert into churn_call (customer_id, day, at, probability, horizon_days, lead_days, population, method, version_id)
    select "customerId", day, at, round(probability::numeric, 4), "horizonDays", "leadDays", population, method, "versionId"
    from ${recordset(calls, kinds)} on conflict do nothing`.execute(trx);
  return Number(stored.numAffectedRows ?? 0);
};

/** Returns the probability of the latest call about each of the given customers that there is one about. */
export const latestCalls = async (db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  if (ids.length === 0) return new Map();
  const found = await sql<{ id: number; probability: number }>`
    select distinct on (customer_id) customer_id as id, probability from churn_call
    where customer_id = any(${[...ids]}::bigint[]) order by customer_id, day desc`.execute(db);
  return new Map(found.rows.map(({ id, probability }) => [id, probability]));
};

/**
 * Grades the calls whose time has passed on the local day of `now`: gone is who was not active on any local day in
 * (day + lead, day + lead + horizon]. Of who is gone the last active day is kept. Calls about a customer who
 * counts as another one wait until they stand on their own again. Returns how many were graded.
 */
export const gradeDueCalls = async (db: Db, zone: Zone, now: number): Promise<number> => {
  const due = await sql<{ day: number; lead: number; horizon: number }>`
    select distinct day, lead_days as lead, horizon_days as horizon from churn_call
    where graded_at is null and day + lead_days + horizon_days < ${zone.dayOf(now)}::integer
    order by day`.execute(db);
  let graded = 0;
  for (const { day, lead, horizon } of due.rows) {
    const from = zone.startOfDay(day + lead + 1);
    const until = zone.startOfDay(day + lead + horizon + 1);
    const activity = sql`from interaction i where i.customer_id = c.customer_id and ${isActivity()}`;
    const done = await sql`
      update churn_call c set graded_at = ${now},
        outcome = case when exists (select ${activity} and i.at >= ${from} and i.at < ${until}) then 0 else 1 end,
        last_day = ${localDay(zone, sql`(select max(i.at) ${activity} and i.at < ${until})`, { from: 0, until })}
      where c.day = ${day} and c.lead_days = ${lead} and c.horizon_days = ${horizon} and c.graded_at is null
        and not exists (select from customer m where m.id = c.customer_id and m.merged_into is not null)`.execute(
      db,
    );
    graded += Number(done.numAffectedRows ?? 0);
  }
  return graded;
};

/** Forgets calls that were graded before `before`. Returns how many. */
export const forgetCalls = async (db: Db, before: number): Promise<number> => {
  const gone = await sql`delete from churn_call where graded_at < ${before}`.execute(db);
  return Number(gone.numAffectedRows ?? 0);
};

/** Takes back the calls that were made after `at`, and grades that were given after it: the clock is set back. */
export const rewindCalls = async (trx: Db, at: number): Promise<void> => {
  await sql`delete from churn_call where at > ${at}`.execute(trx);
  await sql`update churn_call set graded_at = null, outcome = null, last_day = null where graded_at > ${at}`.execute(
    trx,
  );
};

/** Which graded calls are looked at: those graded in (since, until], of one method or of both. */
export type CallFilter = {
  readonly since: number;
  readonly until: number;
  readonly method?: ChurnCall['method'];
};

const those = ({ since, until, method }: CallFilter) => sql`graded_at > ${since} and graded_at <= ${until}
  ${method === undefined ? sql`` : sql`and method = ${method}`}`;

/** Returns how many graded calls there are of each probability, with how many of those customers were gone. */
export const callCounts = async (db: Db, filter: CallFilter): Promise<readonly CallCount[]> => {
  const { rows } = await sql<CallCount>`
    select probability, count(*) as count, coalesce(sum(outcome), 0) as gone from churn_call
    where ${those(filter)} group by probability order by probability`.execute(db);
  return rows;
};

/**
 * Returns the median lead of the calls of 60 % and more that came true, in days: from the first such call of a silence
 * until that silence was as long as the horizon. Null where there is none.
 */
export const medianLead = async (db: Db, filter: CallFilter): Promise<number | null> => {
  const { rows } = await sql<{ lead: number | null }>`
    select percentile_disc(0.5) within group (order by lead) as lead from (
      select max(last_day + horizon_days - day) as lead from churn_call
      where ${those(filter)} and outcome = 1 and probability >= ${calledFrom}::double precision
      group by customer_id, last_day) first`.execute(db);
  return rows[0]?.lead ?? null;
};

/** Returns how many calls wait for their time to pass. */
export const openCalls = async (db: Db): Promise<number> => {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from churn_call where graded_at is null`.execute(db);
  return rows[0]?.count ?? 0;
};
