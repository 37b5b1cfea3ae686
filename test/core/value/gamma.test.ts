import { describe, expect, test } from 'vitest';
import { digamma, digammaRise, logGamma, logRising } from '../../../core/value/gamma.ts';

// 40-digit values of mpmath, rounded to 17.
const gammas = [
  [1e-9, 20.723265836369195, -1000000000.5772157],
  [0.243, 1.3180435846996698, -4.3510938644232106],
  [0.5, 0.5723649429247001, -1.9635100260214235],
  [1, 0, -0.57721566490153286],
  [1.5, -0.12078223763524522, 0.036489973978576521],
  [2, 0, 0.42278433509846714],
  [4.414, 2.335220052201891, 1.367249664207545],
  [11.9, 17.258477450595521, 2.4339335368825375],
  [12, 17.502307845873886, 2.442661679975812],
  [100.25, 360.28455963776423, 4.6026712432747126],
  [1e6, 12815504.569147612, 13.815510057964191],
  [1e8, 1742068066.1038347, 18.420680738952365],
] as const;
const rises = [
  [0.243, 3, -0.38935176757494327, 5.3655630424347346],
  [1e-6, 2, -13.815509557964774, 1000000.999999],
  [5, 0.37, 0.57201716425190925, 0.078720415939241013],
  [1e8, 3, 55.262042261857096, 2.9999999700000005e-8],
  [1e5, 2.5, 28.782332412300572, 2.4999812502499965e-5],
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
