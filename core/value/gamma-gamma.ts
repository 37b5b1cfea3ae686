import { fewestRepeatBuyers } from './failure.ts';
import { type Fit, logErrorsAt } from './fit.ts';
import { digamma, digammaRise, logGamma, logRising } from './gamma.ts';
import { countLevels, levelsOf } from './levels.ts';
import { minimise, type Objective } from './optimise.ts';

/** What the model knows of customers' spending: `x` orders (1 or more), whose mean amount is `mean` (above 0). */
export type Spending = { readonly x: Float64Array; readonly mean: Float64Array };

/**
 * Parameters of the gamma-gamma model: single orders are Gamma(p, ν) around the customer's mean, ν ~ Gamma(q, gamma).
 * `gamma` is in money.
 */
export type SpendingParameters = { readonly p: number; readonly q: number; readonly gamma: number };

const fromPoint = (point: readonly number[]): SpendingParameters => {
  const [p, q, gamma] = point.map(Math.exp) as [number, number, number];
  return { p, q, gamma };
};

/**
 * Returns the gamma-gamma log-likelihood divided by −(number of customers), as a function of ln p, ln q and ln gamma,
 * with exact derivatives. For one customer (Fader and Hardie, The Gamma-Gamma Model of Monetary Value, 2013, formula 1a):
 * ln Γ(px + q) − ln Γ(px) − ln Γ(q) + q ln γ + (px − 1) ln m + px ln x − (px + q) ln(γ + x m).
 */
export const createSpendingLikelihood = ({ x, mean }: Spending): Objective => {
  const customers = x.length;
  const xs = levelsOf(x);
  const countOfX = countLevels(xs, new Float64Array(customers).fill(1));
  const total = x.map((each, index) => each * (mean[index] as number));
  const logMeans = mean.reduce((sum, each) => sum + Math.log(each), 0);
  const logTotals = total.reduce((sum, each, index) => sum + (x[index] as number) * Math.log(each), 0);
  return (point, slope) => {
    const { p, q, gamma } = fromPoint(point);
    let value = customers * (q * (point[2] as number) - logGamma(q)) - logMeans + p * logTotals;
    let dp = logTotals;
    let dq = customers * ((point[2] as number) - digamma(q));
    let dGamma = (customers * q) / gamma;
    for (let i = 0; i < countOfX.length; i++) {
      const weight = countOfX[i] as number;
      const orders = xs.values[i] as number;
      const shape = p * orders;
      value += weight * logRising(shape, q);
      dp += weight * orders * digammaRise(shape, q);
      dq += weight * digamma(shape + q);
    }
    for (let i = 0; i < customers; i++) {
      const orders = x[i] as number;
      const scale = gamma + (total[i] as number);
      const log = Math.log(scale);
      const shape = p * orders + q;
      value -= shape * log;
      dp -= orders * log;
      dq -= log;
      dGamma -= shape / scale;
    }
    slope[0] = (-dp * p) / customers;
    slope[1] = (-dq * q) / customers;
    slope[2] = (-dGamma * gamma) / customers;
    return Number.isFinite(value) ? -value / customers : Number.POSITIVE_INFINITY;
  };
};

/**
 * Fits the gamma-gamma model by maximum likelihood to customers with at least one order after the first. Never
 * throws. `limit` where amounts do not vary enough in one direction; `failed` with `no-mean` where q comes out at
 * 1 or less, because then the mean of all customers is infinite.
 */
export const fitSpending = (spending: Spending): Fit<SpendingParameters> => {
  const { x, mean } = spending;
  if (x.length === 0) return { status: 'failed', doubt: 'no-customers' };
  if (x.length < fewestRepeatBuyers) return { status: 'failed', doubt: 'too-few-repeat-buyers' };
  if (mean.every((each) => each === mean[0])) return { status: 'failed', doubt: 'all-equal' };
  const average = mean.reduce((sum, each) => sum + each, 0) / mean.length;
  const objective = createSpendingLikelihood(spending);
  const found = minimise(objective, [1, 3, average].map(Math.log));
  const logErrors = logErrorsAt(objective, found, x.length);
  const parameters = fromPoint(found.point);
  const logLikelihood = -found.value * x.length;
  if (!Number.isFinite(logLikelihood)) return { status: 'failed', doubt: 'no-search' };
  if (parameters.q <= 1) return { status: 'failed', doubt: 'no-mean' };
  if (!logErrors) return { status: 'limit', parameters, logLikelihood, doubt: 'not-determined' };
  const [ep, eq, eGamma] = logErrors as [number, number, number];
  const standardErrors = { p: ep * parameters.p, q: eq * parameters.q, gamma: eGamma * parameters.gamma };
  return { status: 'fitted', parameters, logLikelihood, standardErrors };
};

/**
 * Returns the mean amount to expect of a customer's next orders (above 0, in money), who so far placed `x` orders of
 * `mean` on average: a weighted mean of his own and everyone's, p (γ + x m) / (p x + q − 1). Needs q > 1.
 */
export const expectedAmount = ({ p, q, gamma }: SpendingParameters, x: number, mean: number): number =>
  (p * (gamma + x * mean)) / (p * x + q - 1);
