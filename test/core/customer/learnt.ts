import { gatherActivity } from '../../../core/churn/activity.ts';
import { featuresOf } from '../../../core/churn/features.ts';
import { type ChurnModel, trainChurn } from '../../../core/churn/train.ts';
import { usualHorizonDays, usualLeadDays } from '../../../core/churn/window.ts';
import type { LearntOrders, PopulationModels, RfmCuts, TierCuts } from '../../../core/population.ts';
import { simulateEvents, toColumns } from '../churn/simulate.ts';

/** Parameters of the size that real customers give, in days and money. */
export const learntOrders = {
  customers: 1000,
  parameters: { r: 0.5, alpha: 30, a: 0.8, b: 2.4 },
  spending: { p: 6, q: 4, gamma: 15 },
  meanAmount: 40,
} as const satisfies LearntOrders;

/** Cut points that are easy to reckon with. */
export const tierCuts: TierCuts = {
  customers: 100,
  amount: [100, 200, 300, 400],
  frequency: [1, 2, 3, 4],
  depth: [2, 4, 6, 8],
  service: [0, 1, 2, 3],
  a: 3.5,
  b: 2,
};

/** Cut points of customers with orders. */
export const rfmCuts: RfmCuts = {
  customers: 100,
  recency: [10, 30, 60, 120],
  frequency: [1, 2, 4, 8],
  monetary: [50, 100, 200, 400],
};

/** As many latest active days as the state of a customer holds. */
const mostDays = 120;

/** Returns a model learnt from customers that were made up, for one kind of customers. */
export const learnChurn = (kind: 'orders' | 'talk', customers = 700): ChurnModel => {
  const activity = gatherActivity(toColumns(simulateEvents(customers)));
  const window = { leadDays: usualLeadDays, horizonDays: usualHorizonDays[kind] };
  const training = trainChurn(activity, window, featuresOf(activity, window.horizonDays, mostDays));
  if (training.status !== 'trained') throw new Error(training.shortage);
  return training.model;
};

/** Returns all that a night may learn. */
export const learnAll = (): PopulationModels => ({
  churn: {
    orders: { customers: 700, model: learnChurn('orders') },
    talk: { customers: 700, model: learnChurn('talk') },
  },
  orders: learntOrders,
  tiers: tierCuts,
  rfm: rfmCuts,
  rhythms: { general: { customers: 80, gapDays: 9, orderGapDays: 40 } },
});
