import { InvariantError } from '../errors.ts';
import type { Bilingual } from '../language.ts';
import type { Activity } from './activity.ts';
import { estimateByRecency } from './by-recency.ts';
import { applyCalibration } from './calibration.ts';
import { type FeatureSet, featuresOf } from './features.ts';
import { scoreOf, standardise } from './learn.ts';
import { boundProbability } from './metrics.ts';
import type { ChurnModel, Training } from './train.ts';
import type { ChurnWindow } from './window.ts';
import type { FeatureWords } from './words.ts';

/** One reason for an estimate. `points` are logits against the average customer: above 0 speaks for being gone. */
export type EstimateFactor = { readonly key: string; readonly points: number; readonly because: Bilingual };

/** The probability, in (0, 1), that a customer is gone over the window, with the largest reasons first. */
export type ChurnEstimate = {
  readonly probability: number;
  readonly method: 'model' | 'recency';
  readonly factors: readonly EstimateFactor[];
};

/** So many reasons are told. */
const mostFactors = 3;

/**
 * Returns the largest reasons, at most 3, for what `model` says of the customer with these `values` of `features`:
 * coefficient × standardised value, in logits; features that say the same are added up.
 */
export const factorsOf = (
  features: readonly FeatureWords[],
  { learnt, calibration }: ChurnModel,
  values: Float64Array,
): readonly EstimateFactor[] => {
  const scale = calibration.method === 'line' ? calibration.slope : 1;
  const factors = new Map<string, EstimateFactor>();
  for (const [j, { key, sameAs, say }] of features.entries()) {
    const value = values[j] as number;
    const points = scale * (learnt.coefficients[j] as number) * standardise(learnt, j, value);
    const same = factors.get(sameAs ?? key);
    factors.set(
      sameAs ?? key,
      same ? { ...same, points: same.points + points } : { key, points, because: say(value) },
    );
  }
  return [...factors.values()]
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .slice(0, mostFactors);
};

/** Returns the probability, in (0, 1), that `model` gives a customer with these feature values. */
export const probabilityBy = ({ learnt, drift, calibration }: ChurnModel, values: Float64Array): number =>
  boundProbability(applyCalibration(calibration, drift + scoreOf(learnt, values, 0)));

/**
 * Returns a function from a customer's index to the estimate as of day 0: by the model where one was trained, else from
 * the own rhythm alone ({@link estimateByRecency}); null for a customer not seen by then. @throws InvariantError where
 * the model was trained on other columns than `activity` has.
 */
export const createEstimator = (
  activity: Activity,
  window: ChurnWindow,
  training: Training,
  set: FeatureSet = featuresOf(activity, window.horizonDays),
): ((i: number) => ChurnEstimate | null) => {
  if (training.status !== 'trained') {
    return (i) => {
      const estimate = estimateByRecency(activity, i, 0, window);
      if (!estimate) return null;
      const { probability, silentDays, gapDays, alive } = estimate;
      const gap = Math.round(gapDays * 10) / 10;
      const because = {
        zh: `已沉默 ${silentDays} 天，通常间隔 ${gap} 天`,
        en: `silent for ${silentDays} days, usual gap ${gap} days`,
      };
      return {
        probability,
        method: 'recency',
        factors: [{ key: 'recency', points: -Math.log(alive), because }],
      };
    };
  }
  const { model } = training;
  const { features } = model;
  if (features.join() !== set.features.map(({ key }) => key).join()) {
    throw new InvariantError('A churn model was applied to other columns than it was trained on.');
  }
  const values = new Float64Array(features.length);
  return (i) => {
    if (!set.write(i, 0, values, 0)) return null;
    const factors = factorsOf(set.features, model, values);
    return { probability: probabilityBy(model, values), method: 'model', factors };
  };
};
