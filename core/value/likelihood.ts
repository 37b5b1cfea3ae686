import { digammaRise, logRising } from './gamma.ts';
import type { Histories } from './history.ts';
import { countLevels, levelsOf } from './levels.ts';
import { chancesToLeave, type Model, type Parameters } from './model.ts';
import type { Objective } from './optimise.ts';

/** Returns the logarithms of parameters, the coordinates of the search: ln r, ln alpha, ln a, ln b. */
export const toPoint = ({ r, alpha, a, b }: Parameters): readonly number[] => [r, alpha, a, b].map(Math.log);

/** Returns the parameters at a point of the search. */
export const fromPoint = (point: readonly number[]): Parameters => {
  const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number];
  return { r, alpha, a, b };
};

/**
 * Returns the log-likelihood of BG/NBD or MBG/NBD, divided by −(number of customers), as a function of the logarithms
 * of its parameters, with exact derivatives. For one customer, with n the chances to leave (x or x + 1):
 *
 *   ln Γ(r + x) − ln Γ(r) + r ln α − (r + x) ln(α + T) + ln B(a, b + n) − ln B(a, b) + ln(1 + odds),
 *   odds = a / (b + n − 1) · ((α + T) / (α + t_x))^(r + x), 0 where n = 0
 *
 * which is formula 6 of Fader, Hardie and Lee (2005) with what both terms share drawn out. Gamma functions are taken
 * once for each x, logarithms once for each T and t_x, as ln(1 + T / α): r and α may run off together, and then a
 * difference of two large logarithms would be noise.
 */
export const createLikelihood = (model: Model, histories: Histories): Objective => {
  const { x, count } = histories;
  const [xs, ts, lasts] = [levelsOf(x), levelsOf(histories.T), levelsOf(histories.tx)];
  const countOfX = countLevels(xs, count);
  const countOfT = countLevels(ts, count);
  const customers = countOfX.reduce((sum, each) => sum + each, 0);
  const [logT, perT] = [new Float64Array(ts.values.length), new Float64Array(ts.values.length)];
  const [logLast, perLast] = [new Float64Array(lasts.values.length), new Float64Array(lasts.values.length)];
  const [logChance, perChance] = [new Float64Array(xs.values.length), new Float64Array(xs.values.length)];

  return (point, slope) => {
    const { r, alpha, a, b } = fromPoint(point);
    const logAlpha = point[1] as number;
    const logA = point[2] as number;
    for (let i = 0; i < logT.length; i++) {
      logT[i] = Math.log1p((ts.values[i] as number) / alpha);
      perT[i] = 1 / (alpha + (ts.values[i] as number));
    }
    for (let i = 0; i < logLast.length; i++) {
      logLast[i] = Math.log1p((lasts.values[i] as number) / alpha);
      perLast[i] = 1 / (alpha + (lasts.values[i] as number));
    }
    let value = 0;
    let dr = 0;
    let dAlpha = 0;
    let da = 0;
    let db = 0;
    for (let i = 0; i < countOfX.length; i++) {
      const weight = countOfX[i] as number;
      const orderCount = xs.values[i] as number;
      const chances = chancesToLeave(model, orderCount);
      const [riseB, riseAB] = [digammaRise(b, chances), digammaRise(a + b, chances)];
      value += weight * (logRising(r, orderCount) + logRising(b, chances) - logRising(a + b, chances));
      dr += weight * digammaRise(r, orderCount);
      da -= weight * riseAB;
      db += weight * (riseB - riseAB);
      perChance[i] = chances === 0 ? 0 : 1 / (b + chances - 1);
      logChance[i] = chances === 0 ? Number.NEGATIVE_INFINITY : logA - Math.log(b + chances - 1);
    }
    for (let i = 0; i < countOfT.length; i++) {
      const weight = countOfT[i] as number;
      value -= weight * r * (logT[i] as number);
      dr -= weight * (logT[i] as number);
      dAlpha += (weight * r * (ts.values[i] as number) * (perT[i] as number)) / alpha;
    }
    for (let i = 0; i < count.length; i++) {
      const level = xs.of[i] as number;
      const atT = ts.of[i] as number;
      const atLast = lasts.of[i] as number;
      const weight = count[i] as number;
      const orderCount = x[i] as number;
      const lt = logT[atT] as number;
      const pt = perT[atT] as number;
      const wait = lt - (logLast[atLast] as number);
      const power = r + orderCount;
      const logOdds = (logChance[level] as number) + power * wait;
      const small = Math.exp(-Math.abs(logOdds));
      const gone = logOdds > 0 ? 1 / (1 + small) : small / (1 + small);
      value += weight * (Math.max(logOdds, 0) + Math.log1p(small) - orderCount * (logAlpha + lt));
      dr += weight * gone * wait;
      dAlpha += weight * (gone * power * (pt - (perLast[atLast] as number)) - orderCount * pt);
      da += (weight * gone) / a;
      db -= weight * gone * (perChance[level] as number);
    }
    slope[0] = (-dr * r) / customers;
    slope[1] = (-dAlpha * alpha) / customers;
    slope[2] = (-da * a) / customers;
    slope[3] = (-db * b) / customers;
    return Number.isFinite(value) ? -value / customers : Number.POSITIVE_INFINITY;
  };
};

/** Returns the log-likelihood of `histories` under `parameters`. */
export const logLikelihood = (model: Model, parameters: Parameters, histories: Histories): number => {
  const customers = histories.count.reduce((sum, each) => sum + each, 0);
  return -customers * createLikelihood(model, histories)(toPoint(parameters), [0, 0, 0, 0]);
};
