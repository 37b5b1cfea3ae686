import { fitLogistic } from './logistic.ts';
import { boundProbability, type Judged, toLogit, toProbability } from './metrics.ts';

/**
 * How a model's logits become probabilities. `line`: logit → intercept + slope × logit (Platt 1999). `steps`: a
 * curve that never falls, through the points (`logits`, `probabilities`), straight between them and flat outside.
 */
export type Calibration =
  | { readonly method: 'line'; readonly intercept: number; readonly slope: number }
  | {
      readonly method: 'steps';
      readonly logits: readonly number[];
      readonly probabilities: readonly number[];
    };

/** The calibration that changes nothing. */
export const identity: Calibration = { method: 'line', intercept: 0, slope: 1 };

const fitLine = ({ values, outcomes }: Judged): Calibration => {
  const size = values.length;
  const ones = outcomes.reduce((sum, each) => sum + each, 0);
  if (ones === 0 || ones === size) return identity;
  const fit = fitLogistic(
    { size, width: 1, values, outcomes, groups: new Uint8Array(size), groupCount: 1 },
    { ridge: 1e-3, groupRidge: 1e9 },
  );
  const slope = fit.coefficients[0] as number;
  // Values that say nothing, or the opposite, are no reason to turn the order of customers around.
  return slope > 0 ? { method: 'line', intercept: fit.intercept, slope } : identity;
};

type Block = { logits: number; ones: number; size: number };

const fitSteps = ({ values, outcomes }: Judged): Calibration => {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const blocks: Block[] = [];
  for (const row of order) {
    let block: Block = { logits: values[row] as number, ones: outcomes[row] as number, size: 1 };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      const rises = last.ones / last.size < block.ones / block.size;
      // Equal values belong together, whatever came of them.
      if (rises && last.logits / last.size !== block.logits / block.size) break;
      block = {
        logits: last.logits + block.logits,
        ones: last.ones + block.ones,
        size: last.size + block.size,
      };
      blocks.pop();
    }
    blocks.push(block);
  }
  return {
    method: 'steps',
    logits: blocks.map(({ logits, size }) => logits / size),
    probabilities: blocks.map(({ ones, size }) => boundProbability(ones / size)),
  };
};

/**
 * Fits a calibration to logits (`values`) and their outcomes: `line` by logistic regression (Platt 1999), `steps` by
 * isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002). Where the outcomes are all the same or a line
 * would fall, it is {@link identity}. Never throws.
 */
export const fitCalibration = (judged: Judged, method: Calibration['method']): Calibration => {
  if (judged.values.length === 0) return identity;
  return method === 'line' ? fitLine(judged) : fitSteps(judged);
};

/** Returns the probability, in (0, 1), that `logit` stands for; never falls as the logit rises. */
export const applyCalibration = (calibration: Calibration, logit: number): number => {
  if (calibration.method === 'line') {
    return toProbability(calibration.intercept + calibration.slope * logit);
  }
  const { logits, probabilities } = calibration;
  let after = 0;
  for (let end = logits.length; after < end; ) {
    const middle = (after + end) >>> 1;
    if ((logits[middle] as number) < logit) after = middle + 1;
    else end = middle;
  }
  if (after === logits.length) return probabilities.at(-1) as number;
  if (after === 0) return probabilities[0] as number;
  const [from, to] = [logits[after - 1] as number, logits[after] as number];
  const [low, high] = [probabilities[after - 1] as number, probabilities[after] as number];
  return low + ((high - low) * (logit - from)) / (to - from);
};

/**
 * Returns `calibration` drawn half way, `share` 0.5, towards changing nothing: a line's slope on its logarithm, a
 * curve as the mean of the two logits at its points.
 */
export const drawToIdentity = (calibration: Calibration, share: number): Calibration => {
  if (calibration.method === 'line') {
    return {
      method: 'line',
      intercept: calibration.intercept * share,
      slope: calibration.slope ** share,
    };
  }
  const { logits, probabilities } = calibration;
  return {
    method: 'steps',
    logits,
    probabilities: probabilities.map((each, i) =>
      toProbability(share * toLogit(each) + (1 - share) * (logits[i] as number)),
    ),
  };
};
