import { fewestOrders } from '../../core/customer/own-rhythm.ts';
import { rhythmOf } from '../../core/customer/rhythm.ts';
import type { SegmentRhythm } from '../../core/population.ts';
import type { Db } from '../../db/connect.ts';
import { rhythmDays, segmentSizes } from '../../db/population.ts';

/** So many customers of a segment are looked at; a median of more is the same. */
const mostOfSegment = 2_000;
/** Fewer own rhythms than this are no custom of a segment. */
const fewestRhythms = 30;

const medianOf = (gaps: readonly number[]): number | null =>
  gaps.length < fewestRhythms
    ? null
    : ([...gaps].sort((one, other) => one - other)[Math.ceil(gaps.length / 2) - 1] as number);

const ownGaps = (lists: readonly (readonly number[])[], fewest?: number): readonly number[] =>
  lists.flatMap((days) => {
    const { own, gapDays } = rhythmOf(days, 0, fewest);
    return own ? [gapDays] : [];
  });

/**
 * Returns what the customers of each segment usually do: the medians of their own usual gaps (as the fold finds them)
 * between active days and between order days, of those with enough history; null where those are fewer than 30.
 */
export const learnRhythms = async (db: Db): Promise<Readonly<Record<string, SegmentRhythm>>> => {
  const rhythms: Record<string, SegmentRhythm> = {};
  for (const size of await segmentSizes(db)) {
    const found = await rhythmDays(db, size, mostOfSegment);
    rhythms[size.segment] = {
      customers: size.customers,
      gapDays: medianOf(ownGaps(found.map(({ days }) => days))),
      orderGapDays: medianOf(
        ownGaps(
          found.map(({ orderDays }) => orderDays),
          fewestOrders,
        ),
      ),
    };
  }
  return rhythms;
};
