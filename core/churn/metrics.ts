import { fitLogistic } from './logistic.ts';

/** Predictions with what came of them: `outcomes` 1 or 0, `values` one for each. */
export type Judged = { readonly values: Float64Array; readonly outcomes: Uint8Array };

/** Returns 1 / (1 + e^−logit), in [0, 1]. */
export const toProbability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** A probability is kept this far from 0 and 1: nothing here is known better than to one in ten thousand. */
const edge = 1e-4;

/** Returns `probability` moved into [0.0001, 0.9999]. */
export const boundProbability = (probability: number): number =>
  Math.min(1 - edge, Math.max(edge, probability));

/** Returns ln(p / (1 − p)) of a probability, moved into [0.0001, 0.9999] first. */
export const toLogit = (probability: number): number => {
  const bounded = boundProbability(probability);
  return Math.log(bounded / (1 - bounded));
};

/**
 * Returns the area under the ROC curve, 0 to 1: the chance that a random 1 has a higher value than a random 0, ties
 * counting half (Mann and Whitney). Null where one of the outcomes does not occur.
 */
export const areaUnderCurve = ({ values, outcomes }: Judged): number | null => {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  let [ones, rankSum] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    let tied = 0;
    // The first is taken before it is compared: a NaN does not even equal itself.
    do tied += outcomes[order[to++] as number] as number;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]);
    ones += tied;
    rankSum += (tied * (from + 1 + to)) / 2;
    from = to;
  }
  const zeros = order.length - ones;
  if (ones === 0 || zeros === 0) return null;
  return (rankSum - (ones * (ones + 1)) / 2) / (ones * zeros);
};

/** Returns the mean squared error of probabilities, 0 (perfect) to 1 (Brier 1950); null where there are none. */
export const brierScore = ({ values, outcomes }: Judged): number | null => {
  if (values.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - (outcomes[i] as number)) ** 2;
  return sum / values.length;
};

/** Returns the mean of −ln of what was given to what happened, in nats, from logits. */
export const logLoss = ({ values, outcomes }: Judged): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const logit = values[i] as number;
    // ln(1 + e^logit) without overflow.
    const softplus = Math.max(0, logit) + Math.log1p(Math.exp(-Math.abs(logit)));
    sum += softplus - (outcomes[i] as number) * logit;
  }
  return sum / Math.max(1, values.length);
};

/**
 * Returns intercept and slope of a logistic regression of the outcomes on the logits (Cox 1958). Slope 1: the logits
 * are as far apart as they should be; below 1: too sure of themselves. Null where an outcome or all spread is missing.
 */
export const calibrationLine = ({
  values,
  outcomes,
}: Judged): { readonly intercept: number; readonly slope: number } | null => {
  const size = values.length;
  const ones = outcomes.reduce((sum, each) => sum + each, 0);
  if (ones === 0 || ones === size || !values.some((each) => each !== values[0])) return null;
  const fit = fitLogistic(
    { size, width: 1, values, outcomes, groups: new Uint8Array(size), groupCount: 1 },
    { ridge: 1e-6, groupRidge: 1e9 },
  );
  return { intercept: fit.intercept, slope: fit.coefficients[0] as number };
};

/** Returns the number to add to all logits so that their probabilities add up to `total`, by bisection, within ±40. */
export const levelTo = (logits: Float64Array, total: number): number => {
  let [low, high] = [-40, 40];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const logit of logits) sum += toProbability(logit + middle);
    if (sum < total) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Returns the level that makes probabilities add up to the outcomes ({@link levelTo}); null where those are all the same. */
export const levelOf = ({ values, outcomes }: Judged): number | null => {
  const ones = outcomes.reduce((sum, each) => sum + each, 0);
  return ones === 0 || ones === outcomes.length ? null : levelTo(values, ones);
};
