import type { Activity } from './activity.ts';
import { datesApart } from './dates.ts';
import type { FeatureSet } from './features.ts';
import { learn, scoreOf } from './learn.ts';
import { levelOf } from './metrics.ts';
import { takeRows } from './sample.ts';
import type { ChurnWindow } from './window.ts';

/** The short window is this part of the horizon and begins at once. */
const part = 3;
/** So many recent dates are looked at. */
const recentDates = 2;
/**
 * How much of the shift seen in short silences is expected in long ones that begin later. Regressed over 29 dates of
 * three public data sets it is 0.37 to 0.57.
 */
const share = 0.4;
/** No correction is larger, in logits; a population can stand still for a week without being lost. */
const most = 1;

/**
 * Returns by how many logits, −1 to 1, the level of estimates at day 0 is to be moved because times have changed since
 * `dates`, the newest of which is as old as the outcomes take to settle. Short silences settle sooner: a model of silence
 * over the next third of the horizon is learnt from the same dates and held against dates since then. Part of what it is
 * off there, on average, is carried over. 0 where nothing since then can be judged.
 */
export const recentShift = (
  activity: Activity,
  set: FeatureSet,
  customers: Int32Array,
  dates: readonly number[],
  { horizonDays }: ChurnWindow,
  ridge: number,
): number => {
  const short = { leadDays: 0, horizonDays: Math.max(1, Math.round(horizonDays / part)) };
  const learnt = learn(takeRows(activity, set, customers, dates, short), ridge);
  const shifts: number[] = [];
  for (let number = 0; number < recentDates; number++) {
    const day = -short.horizonDays - number * datesApart(horizonDays);
    if (day <= (dates[0] as number)) break;
    const { size, width, values, outcomes } = takeRows(activity, set, customers, [day], short);
    const scores = Float64Array.from({ length: size }, (_, row) => scoreOf(learnt, values, row * width));
    const shift = levelOf({ values: scores, outcomes });
    if (shift !== null) shifts.push(shift);
  }
  if (shifts.length === 0) return 0;
  const mean = shifts.reduce((sum, each) => sum + each, 0) / shifts.length;
  return Math.max(-most, Math.min(most, share * mean));
};
