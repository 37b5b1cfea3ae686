import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { History } from '../../../core/value/history.ts';
import type { Model, Parameters } from '../../../core/value/model.ts';
import {
  aliveProbability,
  expectedOrders,
  ordersWhileAlive,
  silenceProbability,
} from '../../../core/value/predict.ts';
import { customers, parameters, reference } from './published.ts';
import { createChance, simulate } from './simulate.ts';

const models = ['bg', 'mbg'] as const;

/** Formula 10 of Fader, Hardie and Lee (2005) with 2F1 by Euler's transformation: another way to the same number. */
const byHypergeometric = (
  model: Model,
  { r, alpha, a, b }: Parameters,
  { x, T }: History,
  t: number,
): number => {
  const top = a + b + x - (model === 'bg' ? 1 : 0);
  const [first, second] = [top - r - x, a - 1];
  const z = t / (alpha + T + t);
  let [term, sum] = [1, 1];
  for (let n = 0; n < 200_000 && Math.abs(term) > 1e-18; n++) {
    term *= (((first + n) * (second + n)) / ((top + n) * (n + 1))) * z;
    sum += term;
  }
  return (top / (a - 1)) * (1 - (1 - z) ** (a - 1) * sum);
};

describe.each(models)('predictions of %s', (model) => {
  test.each(customers.map((each, index) => [index, each] as const))(
    'agree with the reference for customer %d',
    (index, each) => {
      const p = parameters[model];
      const { alive, orders2, orders39, silent90Days } = reference[model];
      expect(aliveProbability(model, p, each) / (alive[index] ?? 0)).toBeCloseTo(1, 11);
      expect(expectedOrders(model, p, each, 2) / (orders2[index] ?? 0)).toBeCloseTo(1, 11);
      expect(expectedOrders(model, p, each, 39) / (orders39[index] ?? 0)).toBeCloseTo(1, 11);
      expect(silenceProbability(model, p, each, 90 / 7) / (silent90Days[index] ?? 0)).toBeCloseTo(1, 11);
    },
  );

  const shape = fc.double({ min: 0.05, max: 5, noNaN: true });
  const anyone = fc.record({
    r: shape,
    alpha: fc.double({ min: 0.1, max: 50, noNaN: true }),
    a: shape,
    b: shape,
    x: fc.integer({ min: 0, max: 40 }),
    T: fc.double({ min: 0, max: 100, noNaN: true }),
    last: fc.double({ min: 0, max: 1, noNaN: true }),
    horizon: fc.double({ min: 0.01, max: 100, noNaN: true }),
  });

  test('keep to what must be true of them', () => {
    fc.assert(
      fc.property(anyone, ({ x, T, last, horizon, ...p }) => {
        const history = { x, T, tx: x === 0 ? 0 : last * T };
        const alive = aliveProbability(model, p, history);
        const [sooner, later] = [horizon / 2, horizon].map((t) => expectedOrders(model, p, history, t)) as [
          number,
          number,
        ];
        const silent = silenceProbability(model, p, history, horizon);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(sooner).toBeGreaterThanOrEqual(0);
        expect(later).toBeGreaterThanOrEqual(sooner);
        expect(later).toBeLessThanOrEqual((alive * (p.r + x) * horizon * (1 + 1e-9)) / (p.alpha + T));
        expect(silent).toBeGreaterThanOrEqual(1 - alive - 1e-12);
        expect(silent).toBeLessThanOrEqual(1);
        // At least one order is expected at least as often as it happens.
        expect(later).toBeGreaterThanOrEqual(1 - silent - 1e-9);
      }),
    );
  });

  test('equal the hypergeometric formula', () => {
    fc.assert(
      fc.property(anyone, ({ x, T, last, horizon, ...p }) => {
        fc.pre(Math.abs(p.a - 1) > 0.05 && p.a + p.b > 1.05 && horizon > 0.1);
        const history = { x, T, tx: last * T };
        const expected = byHypergeometric(model, p, history, horizon);
        expect(Math.abs(ordersWhileAlive(model, p, history, horizon) - expected)).toBeLessThan(
          1e-7 * Math.max(1, expected),
        );
      }),
    );
  });

  test('come true for simulated customers', () => {
    const truth = { r: 0.8, alpha: 5, a: 0.9, b: 2.2 };
    const made = simulate(model, truth, 20_000, 26, createChance(11));
    const mean = (of: (each: (typeof made)[number]) => number): number =>
      made.reduce((sum, each) => sum + of(each), 0) / made.length;
    const actual = mean(({ later }) => later);
    const noise = Math.sqrt(mean(({ later }) => (later - actual) ** 2) / made.length);
    expect(Math.abs(mean((each) => expectedOrders(model, truth, each, 26)) - actual)).toBeLessThan(3 * noise);
    const share = 3 * Math.sqrt(0.25 / made.length);
    expect(
      Math.abs(mean((each) => aliveProbability(model, truth, each)) - mean(({ alive }) => Number(alive))),
    ).toBeLessThan(share);
    const silent = mean(({ later }) => Number(later === 0));
    expect(Math.abs(mean((each) => silenceProbability(model, truth, each, 26)) - silent)).toBeLessThan(share);
  });
});

describe('published figures', () => {
  const fitted = {
    r: 0.2425928830381531,
    alpha: 4.4135311556908485,
    a: 0.7928862297544002,
    b: 2.425754106689388,
  };

  test('the worked example of the BG/NBD paper: 1.226 orders in 39 weeks', () => {
    const example = { x: 2, tx: 30.43, T: 38.86 };
    expect(expectedOrders('bg', parameters.bg, example, 39)).toBeCloseTo(1.226, 3);
    expect(aliveProbability('bg', parameters.bg, example)).toBeCloseTo(0.7266, 4);
  });

  test.each([
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.858],
  ])('a new customer of BG/NBD orders so often in %d weeks', (weeks, orders) => {
    expect(expectedOrders('bg', fitted, { x: 0, tx: 0, T: 0 }, weeks)).toBeCloseTo(orders, 4);
  });
});

// 50-digit values of mpmath from the formula with 2F1.
test.each([
  ['a is 1', 'mbg', { r: 0.5, alpha: 6, a: 1, b: 2 }, 3, 30, 500, 12.963171011332603],
  ['the horizon dwarfs the past', 'bg', { r: 0.2, alpha: 0.01, a: 0.3, b: 0.4 }, 0, 0, 52, 77.94294339865974],
  ['nobody leaves', 'mbg', { r: 0.7, alpha: 8, a: 1e-7, b: 1e5 }, 40, 50, 100, 70.17241379058252],
  ['all buy alike', 'mbg', { r: 50, alpha: 300, a: 0.8, b: 2 }, 5, 20, 60, 7.287371399951866],
  ['x is 5,000', 'bg', parameters.bg, 5000, 52, 52, 3497.79451405577],
] as const)('the expectation is exact where %s', (_, model, p, x, T, horizon, expected) => {
  expect(ordersWhileAlive(model, p, { x, T }, horizon) / expected).toBeCloseTo(1, 11);
});

test('the expectation ends where there are too many terms to add', () => {
  const p = { r: 1, alpha: 1, a: 1e-12, b: 1 };
  expect(ordersWhileAlive('mbg', p, { x: 3_000_000, T: 99 }, 100)).toBeCloseTo(3_000_001, -1);
  const steady = ordersWhileAlive('bg', { r: 0.2, alpha: 1e-6, a: 1e-12, b: 1 }, { x: 0, T: 0 }, 10);
  expect(steady / 2_000_000).toBeCloseTo(1, 6);
});

test('no horizon, no orders', () => {
  expect(ordersWhileAlive('mbg', parameters.mbg, { x: 3, T: 9 }, 0)).toBe(0);
  expect(silenceProbability('mbg', parameters.mbg, { x: 3, tx: 8, T: 9 }, -1)).toBe(1);
});
