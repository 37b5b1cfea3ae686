import { digammaRise, logRising } from './gamma.ts';
import type { Histories } from './history.ts';
import { countLevels, levelsOf } from './levels.ts';
import type { Objective } from './optimise.ts';

/**
 * Returns the log-likelihood of the NBD model (Ehrenberg 1959: orders at a rate λ ~ Gamma(r, alpha), nobody ever
 * leaves), divided by −(number of customers), as a function of ln r and ln alpha, with exact derivatives. It is
 * where BG/NBD and MBG/NBD end when a → 0, so it tells whether the data show any leaving at all.
 */
export const createNbdLikelihood = ({ x, T, count }: Histories): Objective => {
  const [xs, ts] = [levelsOf(x), levelsOf(T)];
  const [countOfX, countOfT] = [countLevels(xs, count), countLevels(ts, count)];
  const ordersAtT = countLevels(
    ts,
    count.map((each, index) => each * (x[index] as number)),
  );
  const customers = countOfX.reduce((sum, each) => sum + each, 0);
  return (point, slope) => {
    const [logR, logAlpha] = point as [number, number];
    const [r, alpha] = [Math.exp(logR), Math.exp(logAlpha)];
    let value = 0;
    let dr = 0;
    let dAlpha = 0;
    for (let i = 0; i < countOfX.length; i++) {
      value += (countOfX[i] as number) * logRising(r, xs.values[i] as number);
      dr += (countOfX[i] as number) * digammaRise(r, xs.values[i] as number);
    }
    for (let i = 0; i < countOfT.length; i++) {
      const time = ts.values[i] as number;
      const passed = Math.log1p(time / alpha);
      const weight = countOfT[i] as number;
      const orders = ordersAtT[i] as number;
      value -= r * weight * passed + orders * (logAlpha + passed);
      dr -= weight * passed;
      dAlpha += (weight * r * time) / (alpha * (alpha + time)) - orders / (alpha + time);
    }
    slope[0] = (-dr * r) / customers;
    slope[1] = (-dAlpha * alpha) / customers;
    return Number.isFinite(value) ? -value / customers : Number.POSITIVE_INFINITY;
  };
};
