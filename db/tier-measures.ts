import { type RawBuilder, sql } from 'kysely';
import { tierParts } from '../core/customer/tier.ts';
import type { CutPoints } from '../core/value/rfm.ts';

/**
 * Returns the SQL of a relation (id, name, tier, stage, amount, frequency, depth, service): what tiers are made of (see
 * `tierAt`), over the local months after `oldestMonth`, for customers who ordered in them.
 */
export const tierMeasures = (oldestMonth: number): RawBuilder<unknown> => sql`(
  select c.id, c.name, c.tier, c.stage, s.amount, s.frequency, s.depth, s.service
  from customer c cross join lateral (
    select sum(m.amount) as amount, sum(m."orderDays") as frequency, sum(m.days + m.uses) as depth,
      sum(m.services) as service
    from jsonb_to_recordset(c.state->'months') as m(month integer, amount double precision,
      "orderDays" double precision, days double precision, uses double precision, services double precision)
    where m.month > ${oldestMonth}::integer) s
  where c.state is not null and s.frequency > 0)`;

const fifthOf = (value: RawBuilder<unknown>, cuts: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(1 + (${value} > (${cuts})[1])::integer + (${value} > (${cuts})[2])::integer
    + (${value} > (${cuts})[3])::integer + (${value} > (${cuts})[4])::integer)`;

/** Returns the SQL of the score, 1 to 5 in hundredths, of a row of {@link tierMeasures}; `cuts` gives each part's. */
export const tierScore = (
  cuts: (key: (typeof tierParts)[number]['key']) => RawBuilder<unknown>,
): RawBuilder<number> => {
  const parts = tierParts.map(
    ({ key, weight }) =>
      sql`${sql.raw(String(weight))}::double precision * ${fifthOf(sql.ref(key), cuts(key))}`,
  );
  return sql<number>`(round((${sql.join(parts, sql` + `)}) * 100) / 100)`;
};

/** Returns cut points as an SQL value. */
export const cutsValue = (cuts: CutPoints): RawBuilder<unknown> =>
  sql`array[${sql.join(cuts.map((each) => sql.raw(String(each))))}]::double precision[]`;
