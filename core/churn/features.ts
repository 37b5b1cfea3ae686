import { type Activity, endOfPast } from './activity.ts';
import { extraFeatures } from './extra-features.ts';
import { type FeatureWords, rhythmWords } from './words.ts';

/** What the model looks at, and how it is worked out. */
export type FeatureSet = {
  readonly features: readonly FeatureWords[];
  /**
   * Writes the features of customer i as of `day` into `into` from `start`, from nothing later than `day`; false, and
   * nothing written, where the customer was not seen by then. All are finite.
   */
  readonly write: (i: number, day: number, into: Float64Array, start: number) => boolean;
};

/** Ratios above this say no more: five times the usual gap is silence. */
const mostGaps = 5;
/** How far back the second, third and fifth latest active day lie says how fast it went lately. */
const stepsBack = [1, 2, 4] as const;

/**
 * Writes the features of a rhythm as of `day`, in the order of {@link rhythmWords}, into `into` from `start`. The rhythm
 * is `days[from]` to `days[end − 1]`: at least one, ascending, distinct, none after `day`. The mean gap counts one gap
 * of a third of the horizon besides the own ones, so that it exists from the first day on; days that are not there lie
 * a third of the horizon apart before the first. All are finite.
 */
export const writeRhythm = (
  days: ArrayLike<number>,
  from: number,
  end: number,
  day: number,
  horizonDays: number,
  into: Float64Array,
  start: number,
): void => {
  const [first, last] = [days[from] as number, days[end - 1] as number];
  const [recency, count] = [day - last, end - from];
  const gap = (last - first + horizonDays / 3) / count;
  let [in14, in30, in90, shorter] = [0, 0, 0, 0];
  for (let at = end - 1; at >= from && day - (days[at] as number) < 90; at--) {
    const ago = day - (days[at] as number);
    in90++;
    if (ago < 30) in30++;
    if (ago < 14) in14++;
  }
  for (let at = from + 1; at < end; at++) {
    if ((days[at] as number) - (days[at - 1] as number) <= recency) shorter++;
  }
  const ratio = recency / gap;
  into[start] = Math.log1p(recency);
  into[start + 1] = Math.log(count);
  into[start + 2] = Math.log1p(day - first);
  into[start + 3] = Math.log1p(gap);
  into[start + 4] = Math.log1p(ratio);
  into[start + 5] = Math.min(mostGaps, ratio);
  into[start + 6] = Math.log1p(in14);
  into[start + 7] = Math.log1p(in30);
  into[start + 8] = Math.log1p(in90);
  into[start + 9] = Math.log((in30 + 0.5) / ((in90 - in30) / 2 + 0.5));
  into[start + 10] = (shorter + 0.5) / count;
  into[start + 11] = Math.log1p(recency) * Math.log(count);
  into[start + 12] = Math.log1p(day - first) * Math.log(count);
  for (const [place, back] of stepsBack.entries()) {
    const missing = Math.max(0, back + 1 - count);
    const reached = day - (days[Math.max(from, end - 1 - back)] as number);
    into[start + 13 + place] = Math.log1p(reached + (missing * horizonDays) / 3);
  }
};

/**
 * Returns the features of `activity` for estimates over `horizonDays` days. Always the rhythm: recency, number of
 * active days, age, mean gap, recency against it, active days in the last 14, 30 and 90 days, the trend between those,
 * how many of the own gaps were shorter than the silence, recency and age times number of active days (each as a
 * logarithm), and how long ago the second, third and fifth latest active day were. Where the events have more columns, mood, money, our side
 * of the conversation and kinds too. Only the latest `mostDays` active days until the date are looked at, all by
 * default; where a state keeps no more than those, it and the model then see the same.
 */
export const featuresOf = (
  activity: Activity,
  horizonDays: number,
  mostDays: number = Number.POSITIVE_INFINITY,
): FeatureSet => {
  const extra = extraFeatures(activity);
  const { begins, days } = activity;
  const write = (i: number, day: number, into: Float64Array, start: number): boolean => {
    const end = endOfPast(activity, i, day);
    const from = Math.max(begins[i] as number, end - mostDays);
    if (end === from) return false;
    writeRhythm(days, from, end, day, horizonDays, into, start);
    extra.write(i, { from, end, day }, into, start + rhythmWords.length);
    return true;
  };
  return { features: [...rhythmWords, ...extra.features], write };
};
