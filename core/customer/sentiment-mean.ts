import { dayMs } from '../time.ts';
import type { CustomerState } from './state.ts';

/** Half-life of the customer's sentiment, in days (domain, section 4), and of the slow mean it is compared with. */
export const sentimentHalfLifeDays = 14;
const slowHalfLifeDays = 56;
/** A pinch of neutrality, so that one word does not make a mood and silence fades it. */
const prior = 0.5;

const decay = (ms: number, halfLifeDays: number): number => 2 ** (-ms / (halfLifeDays * dayMs));

/** Takes one message's score in [-1,1] with its weight into the decayed sums of `state`. */
export const addFeeling = (state: CustomerState, at: number, score: number, weight: number): void => {
  const mean = state.sentiment;
  const elapsed = Math.max(0, at - mean.at);
  const fast = decay(elapsed, sentimentHalfLifeDays);
  const slow = decay(elapsed, slowHalfLifeDays);
  state.sentiment = {
    sum: mean.sum * fast + score * weight,
    weight: mean.weight * fast + weight,
    slowSum: mean.slowSum * slow + score * weight,
    slowWeight: mean.slowWeight * slow + weight,
    at: Math.max(at, mean.at),
  };
};

/**
 * Returns the exponentially decayed mean of the customer's messages at `at`, in [-1,1], and its slope: how far
 * it lies above or below the slow mean (half-life 56 days), in [-2,2].
 */
export const sentimentAt = (
  state: Pick<CustomerState, 'sentiment'>,
  at: number,
): { readonly mean: number; readonly slope: number } => {
  const { sum, weight, slowSum, slowWeight, at: since } = state.sentiment;
  const elapsed = Math.max(0, at - since);
  const fast = decay(elapsed, sentimentHalfLifeDays);
  const slow = decay(elapsed, slowHalfLifeDays);
  const mean = (sum * fast) / (weight * fast + prior);
  const slowMean = (slowSum * slow) / (slowWeight * slow + prior);
  return { mean, slope: mean - slowMean };
};
