import { type ChurnWindow, isSettled } from './window.ts';

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
  if (!isSettled(day, 0, window)) return dates;
  for (; day >= firstDay + step && dates.length < mostDates; day -= step) dates.push(day);
  return dates;
};

/**
 * Returns which of `dates` (newest first, by index) to learn from in order to be checked at date `index`: those at
 * least lead + horizon older, so that the check is as far ahead as a real estimate. Where history is too short for
 * that, half of the time between it and the oldest date; then the outcomes overlap, and the check is less strict.
 */
export const datesBefore = (
  dates: readonly number[],
  index: number,
  { leadDays, horizonDays }: ChurnWindow,
): { readonly earlier: readonly number[]; readonly gapDays: number } => {
  const day = dates[index] as number;
  const span = day - (dates.at(-1) as number);
  const gapDays = Math.min(leadDays + horizonDays, Math.floor(span / 2));
  if (gapDays === 0) return { earlier: [], gapDays };
  const earlier = [...dates.keys()].filter((each) => (dates[each] as number) <= day - gapDays);
  return { earlier, gapDays };
};
