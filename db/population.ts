import { type RawBuilder, sql } from 'kysely';
import type { RfmCuts, TierCuts } from '../core/population.ts';
import type { CutPoints } from '../core/value/rfm.ts';
import { buyerFigures, type Today } from './buyers.ts';
import type { Db } from './connect.ts';
import { drawnBy } from './draw.ts';
import { tierMeasures, tierScore } from './tier-measures.ts';

/** Fewer customers than this have no fifths. */
export const fewestForFifths = 10;

const fifths = (column: string): RawBuilder<CutPoints> =>
  sql<CutPoints>`percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by ${sql.ref(column)}::double precision)
    as ${sql.ref(column)}`;

/**
 * Returns the cut points of tiers over the local months after `oldestMonth`, of the customers who ordered in them: A
 * begins at the score that the best fifth of them reach, B at that of the better half (those with the same score
 * included). Null where there are fewer than 10.
 */
export const tierCuts = async (db: Db, oldestMonth: number): Promise<TierCuts | null> => {
  const { rows } = await sql<TierCuts>`
    with measured as materialized (select * from ${tierMeasures(oldestMonth)} t),
    cuts as (select count(*) as customers, ${fifths('amount')}, ${fifths('frequency')}, ${fifths('depth')},
      ${fifths('service')} from measured),
    scored as (select ${tierScore((key) => sql`select cuts.${sql.ref(key)} from cuts`)} as score from measured)
    select cuts.*, (select percentile_disc(0.2) within group (order by score desc) from scored) as a,
      (select percentile_disc(0.5) within group (order by score desc) from scored) as b from cuts`.execute(
    db,
  );
  const found = rows[0];
  return found && found.customers >= fewestForFifths ? found : null;
};

/** Returns the cut points of recency (days), frequency (order days) and money (orders less refunds); null below 10. */
export const rfmCuts = async (db: Db, today: Today): Promise<RfmCuts | null> => {
  const { rows } = await sql<RfmCuts>`
    select count(*) as customers, ${fifths('recency')}, ${fifths('frequency')}, ${fifths('monetary')}
    from (select recency, days as frequency, money as monetary from ${buyerFigures(today)} f) g`.execute(db);
  const found = rows[0];
  return found && found.customers >= fewestForFifths ? found : null;
};

/** The days that a customer's rhythms are told from, as in the state. */
export type RhythmDays = { readonly days: readonly number[]; readonly orderDays: readonly number[] };

/** Returns the segments that customers are in, with how many customers each has. */
export const segmentSizes = async (
  db: Db,
): Promise<readonly { readonly segment: string; readonly customers: number }[]> => {
  const { rows } = await sql<{ segment: string; customers: number }>`
    select segment, count(*) as customers from customer where state is not null group by segment order by segment`.execute(
    db,
  );
  return rows;
};

/** Returns the days of a draw of about `most` of the `customers` of a segment. */
export const rhythmDays = async (
  db: Db,
  { segment, customers }: { readonly segment: string; readonly customers: number },
  most: number,
): Promise<readonly RhythmDays[]> => {
  const { rows } = await sql<RhythmDays>`
    select state->'days' as days, state->'orders'->'recent' as "orderDays" from customer
    where segment = ${segment} and state is not null and ${drawnBy(sql.ref('id'), most / customers)}
    order by id`.execute(db);
  return rows;
};
