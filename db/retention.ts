import { sql } from 'kysely';
import type { CohortCount, Retention } from '../core/digest/cohorts.ts';
import type { Zone } from '../core/zone.ts';
import { isActivity } from './active-days.ts';
import type { Db } from './connect.ts';
import { localDay } from './local-day.ts';

/** Returns who was active in (middle, until], beside (from, middle]. */
export const retentionOf = async (
  db: Db,
  from: number,
  middle: number,
  until: number,
): Promise<Retention> => {
  const { rows } = await sql<Retention>`
    select count(*) filter (where earlier) as before, count(*) filter (where earlier and later) as stayed,
      count(*) filter (where later and not earlier and c.first_at > ${middle}) as fresh,
      count(*) filter (where later and not earlier and c.first_at <= ${middle}) as back
    from (select i.customer_id, bool_or(i.at <= ${middle}) as earlier, bool_or(i.at > ${middle}) as later
      from interaction i where i.at > ${from} and i.at <= ${until} and ${isActivity()} group by 1) a
    join customer c on c.id = a.customer_id`.execute(db);
  return rows[0] ?? { before: 0, stayed: 0, fresh: 0, back: 0 };
};

/** The number of the local month of a moment: year × 12 + month − 1. */
const localMonth = (zone: Zone, at: ReturnType<typeof sql.ref>, span: { from: number; until: number }) => {
  const date = sql`(date '1970-01-01' + ${localDay(zone, at, span)})`;
  return sql<number>`(extract(year from ${date}) * 12 + extract(month from ${date}) - 1)::integer`;
};

/**
 * Returns how many of those who came first in each local month after `oldestMonth` were active in each month up to the
 * one of `until`. A state keeps the latest 20 months in which there was anything, so whoever has more than that since
 * is missed in their first ones.
 */
export const cohortCounts = async (
  db: Db,
  zone: Zone,
  span: { readonly from: number; readonly until: number; readonly lastMonth: number },
): Promise<readonly CohortCount[]> => {
  const { from, until, lastMonth } = span;
  const { rows } = await sql<CohortCount>`
    select ${localMonth(zone, sql.ref('c.first_at'), { from, until })} as cohort, m.month, count(*) as customers
    from customer c cross join lateral jsonb_to_recordset(c.state->'months') as m(month integer, days integer)
    where c.first_at > ${from} and c.first_at <= ${until} and m.days > 0 and m.month <= ${lastMonth}::integer
    group by 1, 2`.execute(db);
  return rows;
};
