/** A rhythm needs so many days and such a span, else it is chance. */
const fewestDays = 4;
const shortestSpanDays = 21;

/** Usual days between two of something, and whether they are the customer's own (else the segment's stand in). */
export type Rhythm = { readonly gapDays: number; readonly own: boolean };

/**
 * Returns the usual gap between the ascending `days`: the length of gap into which half of the time falls (the median
 * of the gaps, each weighed by its length), at least 1. A burst of daily talk takes little time and does not make a
 * monthly customer daily, as it does with the mean of the gaps; a single long holiday does not make a weekly one monthly.
 * With fewer than `fewest` days, or less than three weeks between first and last, `usual` stands in.
 */
export const rhythmOf = (days: readonly number[], usual: number, fewest = fewestDays): Rhythm => {
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  if (days.length < fewest || span < shortestSpanDays) return { gapDays: Math.max(1, usual), own: false };
  const gaps = new Int32Array(days.length - 1);
  for (let index = 1; index < days.length; index++) {
    gaps[index - 1] = (days[index] as number) - (days[index - 1] as number);
  }
  gaps.sort();
  let passed = 0;
  let gapDays = 1;
  for (const gap of gaps) {
    gapDays = gap;
    passed += gap;
    if (passed * 2 >= span) break;
  }
  return { gapDays: Math.max(1, gapDays), own: true };
};
