import type { ChurnWindow } from './window.ts';

/** More past dates than this add little: their windows overlap. */
const mostDates = 12;
/** Dates lie a sixth of the horizon apart (15 days for 90, 5 for 30). */
const datesPerHorizon = 6;

/** Returns how many days apart the dates to learn from lie, 1 or more. */
export const datesApart = (horizonDays: number): number =>
  Math.max(1, Math.round(horizonDays / datesPerHorizon));

/**
 * Returns the past dates to learn from, newest first, at most 12: the newest is the last whose outcome is settled by day 0,
 * `firstDay` is the day of the first event of all, and a date must have at least a sixth of a horizon behind it. Empty
 * where there is none.
 */
export const learningDates = (firstDay: number, window: ChurnWindow): number[] => {
  const step = datesApart(window.horizonDays);
  const dates: number[] = [];
  let day = -window.leadDays - window.horizonDays;
  for (; day >= firstDay + step && dates.length < mostDates; day -= step) dates.push(day);
  return dates;
};

/** So many older dates must be left for a check as far ahead as a real estimate. */
const fewestEarlier = 3;

/**
 * Returns which of `dates` (newest first, by index) to learn from in order to be checked at date `index`: those at
 * least lead + horizon older, so that no outcome that is learnt from reaches past it, if there are 3 of them. Where history is
 * too short for that, those older than half of the time back to the oldest; then outcomes overlap, and the check is less
 * strict. `gapDays` is the distance that was kept.
 */
export const datesBefore = (
  dates: readonly number[],
  index: number,
  { leadDays, horizonDays }: ChurnWindow,
): { readonly earlier: readonly number[]; readonly gapDays: number } => {
  const day = dates[index] as number;
  const atLeast = (gapDays: number) => ({
    gapDays,
    earlier: [...dates.keys()].filter((each) => (dates[each] as number) <= day - gapDays),
  });
  const strict = atLeast(leadDays + horizonDays);
  if (strict.earlier.length >= fewestEarlier) return strict;
  const half = Math.floor((day - (dates.at(-1) as number)) / 2);
  return half === 0 ? { earlier: [], gapDays: 0 } : atLeast(Math.min(half, leadDays + horizonDays));
};
