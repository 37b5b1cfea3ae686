import { areaUnderCurve, brierScore, calibrationLine, toLogit } from '../../../core/churn/metrics.ts';
import type { Figure } from '../figure.ts';
import { showShare } from './show.ts';

/** Probabilities with what came of them. */
export type Calls = {
  readonly add: (probability: number, gone: boolean) => void;
  readonly judged: () => { readonly values: Float64Array; readonly outcomes: Uint8Array };
};

/** Returns an empty collection of calls. */
export const createCalls = (): Calls => {
  const values: number[] = [];
  const outcomes: number[] = [];
  return {
    add: (probability, gone) => {
      values.push(probability);
      outcomes.push(gone ? 1 : 0);
    },
    judged: () => ({ values: Float64Array.from(values), outcomes: Uint8Array.from(outcomes) }),
  };
};

/** Returns AUC, Brier score and calibration slope (Cox 1958) of the calls, against AUC and Brier of a reference. */
export const showCalls = (what: string, [auc, brier]: readonly [number, number], calls: Calls): Figure => {
  const judged = calls.judged();
  const { values, outcomes } = judged;
  const gone = outcomes.reduce((sum, each) => sum + each, 0) / outcomes.length;
  const slope = calibrationLine({ values: values.map(toLogit), outcomes })?.slope;
  return {
    what: `${what} (${values.length.toLocaleString('en')}, ${showShare(gone)} gone): AUC, Brier, slope`,
    target: `≥ ${showShare(auc)}, ≤ ${showShare(brier)}, 0.9 to 1.1`,
    measured: `${showShare(areaUnderCurve(judged))}, ${showShare(brierScore(judged))}, ${slope?.toFixed(3) ?? '–'}`,
  };
};
