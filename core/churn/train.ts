import type { Activity } from './activity.ts';
import type { Calibration } from './calibration.ts';
import { chooseCalibration, recalibrate } from './choose-calibration.ts';
import { learningDates } from './dates.ts';
import { recentShift } from './drift.ts';
import { type FeatureSet, featuresOf } from './features.ts';
import { type Learnt, learn } from './learn.ts';
import { areaUnderCurve, brierScore, calibrationLine, toProbability } from './metrics.ts';
import { lossOf, type Rehearsal, rehearse } from './rehearse.ts';
import { drawCustomers, type Sample, takeRows } from './sample.ts';
import { fewestCustomers, fewestDates, fewestOfEach, type Shortage } from './shortage.ts';
import type { ChurnWindow } from './window.ts';

/** How the model did on the newest past date when it knew only what lay `gapDays` and more before it. */
export type Check = {
  readonly day: number;
  readonly gapDays: number;
  /** Whether no outcome that was learnt from reaches past that date. */
  readonly strict: boolean;
  readonly customers: number;
  readonly auc: number | null;
  readonly brier: number | null;
  readonly slope: number | null;
};

/** A churn model as plain data. Days count from the date it was made for, which is 0. */
export type ChurnModel = {
  readonly window: ChurnWindow;
  /** The features by key, in the order of the coefficients. */
  readonly features: readonly string[];
  readonly learnt: Learnt;
  /** Added to the score because times have changed, in logits; see {@link recentShift}. */
  readonly drift: number;
  readonly calibration: Calibration;
  readonly ridge: number;
  readonly dates: readonly number[];
  readonly rows: number;
  /** Share of the rows that were gone. */
  readonly baseRate: number;
  readonly check: Check | null;
};

/** A model, or why there is none. */
export type Training =
  | { readonly status: 'trained'; readonly model: ChurnModel }
  | { readonly status: 'not-enough'; readonly shortage: Shortage };

const ridges = [3, 10, 30, 100, 300] as const;
/** Where nothing can be rehearsed. */
const usualRidge = 100;
/** More rows make the coefficients no better, only later. */
const mostRows = 300_000;
const mostRehearsedRows = 60_000;

const shortageOf = (sample: Sample): Shortage | null => {
  let [customers, gone] = [0, 0];
  for (let row = 0; row < sample.size; row++) {
    if (sample.groups[row] !== 0) continue;
    customers++;
    gone += sample.outcomes[row] as number;
  }
  if (customers < fewestCustomers) return 'too-few-customers';
  if (gone < fewestOfEach) return 'too-few-gone';
  return customers - gone < fewestOfEach ? 'too-few-staying' : null;
};

const checkOf = (rehearsals: readonly Rehearsal[], window: ChurnWindow): Check | null => {
  const [newest, ...others] = rehearsals;
  if (!newest) return null;
  const judged = recalibrate(chooseCalibration(others), newest);
  const chances = { ...judged, values: judged.values.map(toProbability) };
  return {
    day: newest.day,
    gapDays: newest.gapDays,
    strict: newest.gapDays >= window.leadDays + window.horizonDays,
    customers: judged.values.length,
    auc: areaUnderCurve(judged),
    brier: brierScore(chances),
    slope: calibrationLine(judged)?.slope ?? null,
  };
};

/**
 * Learns from `activity`, which holds nothing after day 0, who will be gone. Rows are the customers at up to 12 past dates
 * whose outcome is settled by day 0. How strongly coefficients are held back, and how logits become probabilities, is
 * decided by predicting the newest of those dates from older ones. Deterministic.
 */
export const trainChurn = (
  activity: Activity,
  window: ChurnWindow,
  set: FeatureSet = featuresOf(activity, window.horizonDays),
): Training => {
  let firstDay = 1;
  for (const day of activity.days) firstDay = Math.min(firstDay, day);
  const dates = learningDates(firstDay, window);
  if (dates.length < fewestDates) return { status: 'not-enough', shortage: 'too-short' };
  const take = (most: number): Sample =>
    takeRows(activity, set, drawCustomers(activity, dates, most), dates, window);
  const sample = take(mostRows);
  const shortage = shortageOf(sample);
  if (shortage) return { status: 'not-enough', shortage };
  const tried = rehearse(take(mostRehearsedRows), window, ridges).filter(
    ({ rehearsals }) => rehearsals.length > 0,
  );
  const [best] = tried
    .map((each) => ({ ...each, loss: lossOf(each.rehearsals) }))
    .sort((one, other) => one.loss - other.loss);
  const ridge = best?.ridge ?? usualRidge;
  const gone = sample.outcomes.reduce((sum, each) => sum + each, 0);
  const learnt = learn(sample, ridge);
  const model: ChurnModel = {
    window,
    features: set.features.map(({ key }) => key),
    learnt,
    drift: recentShift(activity, set, drawCustomers(activity, dates, mostRehearsedRows), dates, window, {
      learnt,
      ridge,
    }),
    calibration: chooseCalibration(best?.rehearsals ?? []),
    ridge,
    dates,
    rows: sample.size,
    baseRate: gone / sample.size,
    check: checkOf(best?.rehearsals ?? [], window),
  };
  return { status: 'trained', model };
};
