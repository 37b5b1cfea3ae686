import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSpendingLikelihood, expectedAmount, fitSpending } from '../../../core/value/gamma-gamma.ts';
import { createChance } from './simulate.ts';

// The CDNOW sample's parameters as fitted by the reference; published to two decimals as 6.25, 3.74, 15.45.
const cdnow = { p: 6.248802098969153, q: 3.744588375530112, gamma: 15.44774874135422 };

const orders = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8];
const means = [
  12.5, 30.1, 8.2, 55, 19.9, 24.3, 33.3, 11, 21.7, 40.2, 27.5, 15.8, 62.1, 18.4, 35, 22.2, 29, 14.6,
];
const spending = { x: Float64Array.from(orders), mean: Float64Array.from(means) };

const draw = (count: number, { p, q, gamma }: typeof cdnow) => {
  const chance = createChance(5);
  const x = Float64Array.from({ length: count }, () => 1 + Math.floor(6 * chance.uniform()));
  const mean = x.map((each) => chance.gamma(p * each, chance.gamma(q, gamma) * each));
  return { x, mean };
};

describe('the gamma-gamma fit', () => {
  test('finds the maximum that scipy finds', () => {
    const fit = fitSpending(spending);
    if (fit.status !== 'fitted') throw new Error(fit.doubt);
    expect(fit.logLikelihood).toBeCloseTo(-69.97943921156987, 9);
    expect(fit.parameters.p / 4.4197214727).toBeCloseTo(1, 6);
    expect(fit.parameters.q / 8.0019055974).toBeCloseTo(1, 6);
    expect(fit.parameters.gamma / 42.42699082).toBeCloseTo(1, 6);
  });

  test('finds again what simulated spenders were made with', () => {
    const fit = fitSpending(draw(20_000, cdnow));
    if (fit.status !== 'fitted') throw new Error(fit.doubt);
    for (const name of ['p', 'q', 'gamma'] as const) {
      expect(Math.abs(fit.parameters[name] - cdnow[name]) / fit.standardErrors[name]).toBeLessThan(3);
    }
  });

  test('has the slope that differences show', () => {
    const objective = createSpendingLikelihood(spending);
    const near = fc.double({ min: -2, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(near, near, near), (at) => {
        const slope = [0, 0, 0];
        objective(at, slope);
        for (const [index, claimed] of slope.entries()) {
          const moved = (by: number): number =>
            objective(
              at.map((each, place) => (place === index ? each + by : each)),
              [0, 0, 0],
            );
          const measured = (moved(1e-5) - moved(-1e-5)) / 2e-5;
          expect(Math.abs(claimed - measured)).toBeLessThan(2e-6 * Math.max(1, Math.abs(claimed)));
        }
      }),
    );
    expect(objective([800, 800, 800], [0, 0, 0])).toBe(Number.POSITIVE_INFINITY);
  });

  test.each([
    ['no-customers', [], []],
    ['too-few-repeat-buyers', orders.slice(0, 9), means.slice(0, 9)],
    ['all-equal', orders, orders.map(() => 20)],
    ['no-search', orders, orders.map((_, at) => 1e308 / (at + 1))],
    ['no-mean', orders, orders.map((_, at) => 10 ** (at - 4))],
  ])('fails with %s', (doubt, x, mean) => {
    expect(fitSpending({ x: Float64Array.from(x), mean: Float64Array.from(mean) })).toEqual({
      status: 'failed',
      doubt,
    });
  });

  test('stays finite where a customer always pays the same', () => {
    const fit = fitSpending({
      x: Float64Array.from(orders),
      mean: Float64Array.from(orders, (_, at) => 20 + (at % 2)),
    });
    if (fit.status === 'failed') throw new Error(fit.doubt);
    expect(expectedAmount(fit.parameters, 3, 21)).toBeCloseTo(20.5, 0);
  });
});

test.each([
  [2, 22.35, 24.65],
  [1, 11.77, 18.91],
  [0, 0, 35.17],
  [7, 73.74, 71.46],
  [2, 25.55, 27.28],
])('%d CDNOW orders of %d on average lead to expect %d, as published', (x, mean, expected) => {
  expect(expectedAmount(cdnow, x, mean)).toBeCloseTo(expected, 1);
});

test('what is expected lies between the own mean and that of all', () => {
  const all = expectedAmount(cdnow, 0, 0);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0.01, max: 1e4, noNaN: true }),
      (x, mean) => {
        const amount = expectedAmount(cdnow, x, mean);
        expect(amount).toBeGreaterThanOrEqual(Math.min(mean, all) - 1e-9);
        expect(amount).toBeLessThanOrEqual(Math.max(mean, all) + 1e-9);
      },
    ),
  );
});
