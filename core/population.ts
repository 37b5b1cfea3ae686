import type { Shortage } from './churn/shortage.ts';
import type { ChurnModel } from './churn/train.ts';
import { rhythmWords } from './churn/words.ts';
import type { Doubt } from './value/failure.ts';
import type { SpendingParameters } from './value/gamma-gamma.ts';
import type { Parameters } from './value/model.ts';
import type { CutPoints } from './value/rfm.ts';

/** A churn model for one kind of customers, or why there is none, with how many customers there were to learn from. */
export type LearntChurn = { readonly customers: number } & (
  | { readonly model: ChurnModel }
  | { readonly shortage: Shortage }
);

/**
 * MBG/NBD and gamma-gamma as fitted to all orders, in days, or why they could not be. Without spending parameters the
 * own mean order stands in. `meanAmount` is everyone's mean order.
 */
export type LearntOrders =
  | {
      readonly customers: number;
      readonly parameters: Parameters;
      readonly spending: SpendingParameters | null;
      readonly meanAmount: number;
      /** Where the fit ran to an edge: the predictions hold, the parameters say nothing by themselves. */
      readonly limit?: Doubt;
    }
  | { readonly customers: number; readonly doubt: Doubt };

/** The values that part customers into fifths, over the last 12 months, and the scores from which A and B begin. */
export type TierCuts = {
  readonly customers: number;
  readonly amount: CutPoints;
  readonly frequency: CutPoints;
  readonly depth: CutPoints;
  readonly service: CutPoints;
  readonly a: number;
  readonly b: number;
};

/** The values that part customers with orders into fifths: days since the last order, order days, and amount. */
export type RfmCuts = {
  readonly customers: number;
  readonly recency: CutPoints;
  readonly frequency: CutPoints;
  readonly monetary: CutPoints;
};

/** What the customers of one segment usually do: medians of their own mean gaps, null where there are too few. */
export type SegmentRhythm = {
  readonly customers: number;
  readonly gapDays: number | null;
  readonly orderGapDays: number | null;
};

/** All that a night learns from the population. Plain data; null where it was not possible, with the reason. */
export type PopulationModels = {
  readonly churn: { readonly orders: LearntChurn | null; readonly talk: LearntChurn | null };
  readonly orders: LearntOrders | null;
  readonly tiers: TierCuts | null;
  readonly rfm: RfmCuts | null;
  readonly rhythms: Readonly<Record<string, SegmentRhythm>>;
};

const sameFeatures = (learnt: LearntChurn | null): LearntChurn | null => {
  if (learnt === null || !('model' in learnt)) return learnt;
  return learnt.model.features.join() === rhythmWords.map(({ key }) => key).join() ? learnt : null;
};

/** Returns stored models without those that were learnt from other features than this program works out. */
export const usableModels = (models: PopulationModels): PopulationModels => ({
  ...models,
  churn: { orders: sameFeatures(models.churn.orders), talk: sameFeatures(models.churn.talk) },
});

/** What is known of the population before the first night. */
export const noModels: PopulationModels = {
  churn: { orders: null, talk: null },
  orders: null,
  tiers: null,
  rfm: null,
  rhythms: {},
};
