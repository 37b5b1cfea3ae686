import type { Activity } from './activity.ts';
import { datesApart } from './dates.ts';
import type { FeatureSet } from './features.ts';
import { type Learnt, learn, scoreOf } from './learn.ts';
import { levelOf } from './metrics.ts';
import { takeRows } from './sample.ts';
import { silenceShift } from './silence-level.ts';
import type { ChurnWindow } from './window.ts';

/** The short window is this part of the horizon and begins at once. */
const part = 3;
/** So many recent dates are looked at. */
const recentDates = 2;
/**
 * How much of each sign is believed. Over 38 dates of three public data sets the two together leave errors of the level
 * a fifth smaller than short silences alone (0.4 of them), and still answer to a sudden change, which the other does not.
 */
const shares = { shortSilences: 0.2, silenceModel: 0.3 } as const;
/** No correction is larger, in logits; a population can stand still for a week without being lost. */
const most = 1;

const meanOf = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** Returns by how many logits a model of silence over the next third of the horizon is off on dates since `dates`. */
const shortShift = (
  activity: Activity,
  set: FeatureSet,
  customers: Int32Array,
  dates: readonly number[],
  horizonDays: number,
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
  return meanOf(shifts);
};

/**
 * Returns by how many logits, −1 to 1, the level of estimates at day 0 is to be moved because times have changed since
 * `dates`, the newest of which is as old as the outcomes take to settle. Two signs of it: short silences, which settle
 * sooner (a model of silence over the next third of the horizon, learnt from the same dates, is held against dates
 * since then), and {@link silenceShift}, which needs no outcomes. Part of each is carried over.
 */
export const recentShift = (
  activity: Activity,
  set: FeatureSet,
  customers: Int32Array,
  dates: readonly number[],
  { horizonDays }: ChurnWindow,
  { learnt, ridge }: { readonly learnt: Learnt; readonly ridge: number },
): number => {
  const short = shortShift(activity, set, customers, dates, horizonDays, ridge);
  const silence = silenceShift(activity, set, learnt, horizonDays) ?? 0;
  return Math.max(-most, Math.min(most, shares.shortSilences * short + shares.silenceModel * silence));
};
