import { describe, expect, test } from 'vitest';
import { digamma, digammaRise, logGamma, logRising } from '../../../core/value/gamma.ts';

// 40-digit values of mpmath, rounded to 17.
const gammas = [
  [1e-9, 20.723265836369194, -1000000000.5772157],
  [0.243, 1.3180435846996699, -4.351093864423211],
  [0.5, 0.5723649429247001, -1.9635100260214235],
  [1, 0, -0.5772156649015329],
  [1.5, -0.12078223763524522, 0.03648997397857652],
  [2, 0, 0.42278433509846713],
  [4.414, 2.335220052201891, 1.367249664207545],
  [11.9, 17.25847745059552, 2.4339335368825377],
  [12, 17.502307845873887, 2.442661679975812],
  [100.25, 360.28455963776423, 4.602671243274712],
  [1e6, 12815504.5691476, 13.815510057964191],
  [1e8, 1742068066.103835, 18.420680738952363],
] as const;
const rises = [
  [0.243, 3, -0.3893517675749433, 5.365563042434735],
  [1e-6, 2, -13.815509557964774, 1000000.999999],
  [5, 0.37, 0.5720171642519093, 0.078720415939241],
  [1e8, 3, 55.2620422618571, 2.99999997e-8],
  [1e5, 2.5, 28.782332412300573, 2.49998125025e-5],
  [0.8, 1e6, 12815515.4694963, 14.780519424670409],
  [13, 40, 136.3736218074169, 1.434833272486771],
] as const;

const error = (value: number, truth: number): number =>
  Math.abs(value - truth) / Math.max(1, Math.abs(truth));

describe('the gamma function', () => {
  test.each(gammas)('ln Γ and ψ of %d agree with 40-digit values to 1e-14', (z, log, derivative) => {
    expect(error(logGamma(z), log)).toBeLessThan(1e-14);
    expect(error(digamma(z), derivative)).toBeLessThan(1e-14);
  });

  test.each(rises)('rising from %d by %d loses nothing to subtraction', (z, n, log, derivative) => {
    expect(error(logRising(z, n), log)).toBeLessThan(1e-14);
    expect(Math.abs(digammaRise(z, n) / derivative - 1)).toBeLessThan(1e-13);
  });

  test('rising by nothing is nothing', () => {
    expect(logRising(3.7, 0)).toBe(0);
    expect(digammaRise(3.7, 0)).toBe(0);
  });
});
