import type { Activity } from '../../core/churn/activity.ts';
import { type FeatureSet, featuresOf } from '../../core/churn/features.ts';
import { type Training, trainChurn } from '../../core/churn/train.ts';
import { type ChurnWindow, usualHorizonDays, usualLeadDays } from '../../core/churn/window.ts';

/** The two kinds of customers that are learnt from one by one: who has ordered, and who only talks. */
export type ChurnPopulation = 'orders' | 'talk';

/** As many days as a customer's state keeps, so that the night learns from what the fold will see. */
const mostDays = 120;

/** Returns the window that a population's estimates are about. */
export const windowOf = (population: ChurnPopulation): ChurnWindow => ({
  leadDays: usualLeadDays,
  horizonDays: usualHorizonDays[population],
});

/** The days of the customers of a population, counted from today, and since when each has ordered. */
export type Learning = { readonly activity: Activity; readonly orderedSince: readonly number[] };

/**
 * Returns the features of a population: those of the rhythm, at times at which the customer belonged to it. Who orders
 * for the first time passes from the one to the other, as in the fold.
 */
export const featuresIn = (
  population: ChurnPopulation,
  { activity, orderedSince }: Learning,
  { horizonDays }: ChurnWindow,
): FeatureSet => {
  const set = featuresOf(activity, horizonDays, mostDays);
  return {
    features: set.features,
    write: (i, day, into, start) => {
      const ordered = (orderedSince[i] as number) <= day;
      return ordered === (population === 'orders') && set.write(i, day, into, start);
    },
  };
};

/** Learns from what was gathered; seconds of computing. */
export const trainOn = (population: ChurnPopulation, learning: Learning): Training => {
  const window = windowOf(population);
  return trainChurn(learning.activity, window, featuresIn(population, learning, window));
};
