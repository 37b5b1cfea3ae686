import { type RawBuilder, sql } from 'kysely';
import { dayMs } from '../core/time.ts';
import type { Zone } from '../core/zone.ts';
import type { Db } from './connect.ts';
import { localDay } from './local-day.ts';

/** As of when, and by whose calendar. `now` is epoch milliseconds. */
export type Today = { readonly zone: Zone; readonly now: number };

/** Orders are looked for this far ahead of now, so that what a file dates in the future has a local day as well. */
const aheadMs = 366 * dayMs;

/** Returns the span of time in which interactions lie, for {@link localDay}. */
export const wholeSpan = (now: number): { readonly from: number; readonly until: number } => ({
  from: 0,
  until: now + aheadMs,
});

/**
 * Returns the SQL of a relation with a row for each customer with orders: id, `first` and `last` as local days, and days,
 * amount, refunded and "firstAmount" as in the state.
 */
const buyers = ({ zone, now }: Today): RawBuilder<unknown> => {
  const day = (at: RawBuilder<unknown>) => localDay(zone, at, wholeSpan(now));
  return sql`(
    select c.id, ${day(sql.ref('o.first'))} as first, ${day(sql`(o.last->>'at')::bigint`)} as last,
      o.days, o.amount, o.refunded, o."firstAmount"
    from customer c cross join lateral jsonb_to_record(c.state->'orders') as o(first bigint, last jsonb,
      days integer, amount double precision, refunded double precision, "firstAmount" double precision)
    where c.state is not null and o.first is not null)`;
};

/** Returns the SQL of {@link buyers} with the figures that models use: x, tx, "T", own mean amount, recency, money. */
export const buyerFigures = (today: Today): RawBuilder<unknown> => {
  const now = sql`${today.zone.dayOf(today.now)}::integer`;
  return sql`(
    select id, days, amount, days - 1 as x, last - first as tx, greatest(last, ${now}) - first as "T",
      (amount - "firstAmount") / nullif(days - 1, 0) as mean,
      greatest(0, ${now} - last) as recency, amount - refunded as money
    from ${buyers(today)} b)`;
};

/** Returns how many customers have ordered, and the mean amount of an order day (0 where there is none). */
export const orderTotals = async (
  db: Db,
  today: Today,
): Promise<{ readonly customers: number; readonly meanAmount: number }> => {
  // In a fixed order, because the last digit of a sum depends on it.
  const found = await sql<{ customers: number; meanAmount: number }>`
    select count(*) as customers, coalesce(sum(amount order by id) / nullif(sum(days), 0), 0) as "meanAmount"
    from ${buyerFigures(today)} f`.execute(db);
  return found.rows[0] ?? { customers: 0, meanAmount: 0 };
};
