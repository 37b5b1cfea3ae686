import { type RawBuilder, sql } from 'kysely';
import { activityKinds } from '../core/customer/activity.ts';
import { dayMs } from '../core/time.ts';
import { type Today, wholeSpan } from './buyers.ts';
import type { Db } from './connect.ts';
import { drawnBy } from './draw.ts';
import { localDay } from './local-day.ts';

/** Returns the SQL condition that an interaction named `i` is activity of the customer, as the fold counts it. */
export const isActivity = (): RawBuilder<boolean> => {
  const list = (kinds: readonly string[]) => sql.join(kinds.map((kind) => sql.lit(kind)));
  return sql<boolean>`(i.kind in (${list(activityKinds.always)})
    or (i.direction <> 'out' and i.kind in (${list(activityKinds.unlessOurs)}))
    or (i.direction = 'in' and i.kind in (${list(activityKinds.incoming)})))`;
};

/** A customer's active local days, ascending, and the local day of the first order, null where there is none. */
export type ActiveCustomer = {
  readonly id: number;
  readonly days: readonly number[];
  readonly firstOrderDay: number | null;
};

type Row = ActiveCustomer & { readonly activeDays: number };

const pageSize = 5_000;
/** Days before those that the state keeps are looked for this far back. */
const farthestMs = 731 * dayMs;

/** The days before those that the states of `rows` keep, by customer. */
const olderDays = async (
  db: Db,
  rows: readonly Row[],
  { zone, now }: Today,
): Promise<ReadonlyMap<number, readonly number[]>> => {
  if (rows.length === 0) return new Map();
  const span = { from: now - farthestMs, until: now };
  const found = await sql<{ id: number; days: readonly number[] }>`
    select customer_id as id, array_agg(distinct ${localDay(zone, sql.ref('i.at'), span)}) as days
    from interaction i where customer_id = any(${rows.map(({ id }) => id)}::bigint[])
      and at >= ${span.from} and at <= ${now} and ${isActivity()} group by customer_id`.execute(db);
  return new Map(found.rows.map(({ id, days }) => [id, days]));
};

/**
 * Yields the active days of customers who were ever active, those who ordered or everyone, by id and in pages; where they are more
 * than `most`, a draw of about so many. A state keeps the latest 120 days, which for nearly everyone are all; for the
 * others those of the last two years are added from the interactions. Nothing after the day of `now`.
 */
export async function* activeCustomers(
  db: Db,
  today: Today,
  { ordered, most }: { readonly ordered: boolean; readonly most: number },
): AsyncGenerator<readonly ActiveCustomer[]> {
  const whose = sql`state is not null and last_in_at is not null ${ordered ? sql`and state->'orders'->>'first' is not null` : sql``}`;
  const counted = await sql<{ customers: number }>`
    select count(*) as customers from customer where ${whose}`.execute(db);
  const share = most / Math.max(1, counted.rows[0]?.customers ?? 0);
  const firstOrder = localDay(today.zone, sql.ref('o.first'), wholeSpan(today.now));
  const until = today.zone.dayOf(today.now);
  for (let after = 0; ; ) {
    const { rows } = await sql<Row>`
      select id, state->'days' as days, (state->>'activeDays')::integer as "activeDays",
        ${firstOrder} as "firstOrderDay"
      from customer cross join lateral jsonb_to_record(state->'orders') as o(first bigint)
      where id > ${after} and ${whose} and ${drawnBy(sql.ref('id'), share)} order by id limit ${pageSize}`.execute(
      db,
    );
    const older = await olderDays(
      db,
      rows.filter(({ days, activeDays }) => activeDays > days.length),
      today,
    );
    yield rows.map(({ id, days, firstOrderDay }) => {
      const [first = 0] = days;
      const before = (older.get(id) ?? []).filter((day) => day < first);
      return { id, days: [...before, ...days].filter((day) => day <= until), firstOrderDay };
    });
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.id ?? after;
  }
}
