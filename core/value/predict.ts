import type { History } from './history.ts';
import { chancesToLeave, logOddsGone, type Model, type Parameters } from './model.ts';

/** More terms than this are not added one by one; see {@link ordersWhileAlive} for what stands in for the rest. */
const mostTerms = 100_000;
/** Below this the chance of one more order changes no digit. */
const nothing = 1e-18;
const deepest = -700;

/** Returns the chance, 0 to 1, that a customer with this history has not left. BG/NBD: 1 wherever x = 0. */
export const aliveProbability = (model: Model, parameters: Parameters, history: History): number =>
  1 / (1 + Math.exp(logOddsGone(model, parameters, history)));

/**
 * Returns the orders expected in the next `horizon` from a customer who is alive now; only x and T matter then.
 *
 * Without leaving, the number N of orders would be negative binomial with R = r + x and chance z = t / (alpha + T + t)
 * of one more; the customer stays through j of them with chance (B)_j / (a + B)_j, B = b + chances to leave so far.
 * So the expectation is Σ_j P(N > j) (B)_j / (a + B)_j. It equals formula 10 of Fader, Hardie and Lee (2005) with
 * its hypergeometric function, but every term is positive: nothing cancels or overflows, and a = 1 is no exception.
 * After 100,000 terms the rest is taken with the last chance of staying: their sum is known, Σ_j P(N > j) = R t / (alpha + T).
 */
export const ordersWhileAlive = (
  model: Model,
  { r, alpha, a, b }: Parameters,
  { x, T }: { readonly x: number; readonly T: number },
  horizon: number,
): number => {
  if (!(horizon > 0)) return 0;
  const power = r + x;
  const age = alpha + T;
  const more = horizon / (age + horizon);
  const stay = b + chancesToLeave(model, x);
  const logNone = -power * Math.log1p(horizon / age);
  let logTerm = logNone;
  let term = Math.exp(logTerm);
  let beyond = -Math.expm1(logNone);
  let staying = 1;
  let expected = 0;
  let mean = 0;
  for (let j = 0; j < mostTerms; j++) {
    expected += beyond * staying;
    mean += beyond;
    const ratio = ((power + j) / (j + 1)) * more;
    if (ratio < 1 && term < nothing * (1 - ratio) && logTerm >= deepest) return expected;
    staying *= (stay + j) / (a + stay + j);
    if (logTerm < deepest) {
      logTerm += Math.log(ratio);
      term = Math.exp(logTerm);
    } else {
      term *= ratio;
    }
    beyond = Math.max(0, beyond - term);
  }
  return expected + staying * Math.max(0, (power * horizon) / age - mean);
};

/**
 * Returns the orders expected in the next `horizon` (0 or more, in the histories' unit of time) from a customer with
 * this history: 0 or more, rising with the horizon, at most (r + x) · horizon / (alpha + T).
 */
export const expectedOrders = (
  model: Model,
  parameters: Parameters,
  history: History,
  horizon: number,
): number =>
  aliveProbability(model, parameters, history) * ordersWhileAlive(model, parameters, history, horizon);

/**
 * Returns the chance, 0 to 1, that the next `horizon` brings no order: the customer has left, or is alive and silent,
 * which at a Gamma rate has the chance ((alpha + T) / (alpha + T + horizon))^(r + x).
 */
export const silenceProbability = (
  model: Model,
  parameters: Parameters,
  history: History,
  horizon: number,
): number => {
  const { r, alpha } = parameters;
  const some = -Math.expm1(-(r + history.x) * Math.log1p(Math.max(0, horizon) / (alpha + history.T)));
  return 1 - aliveProbability(model, parameters, history) * some;
};
