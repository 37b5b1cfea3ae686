import { describe, expect, test } from 'vitest';
import { discountedOrdersWhileAlive } from '../../../core/value/lifetime-value.ts';
import { ordersWhileAlive } from '../../../core/value/predict.ts';
import { parameters } from './published.ts';

const weeks = { unitsPerYear: 365.25 / 7 };
const customer = { x: 2, T: 38.86 };
const p = parameters.mbg;

describe('discounted orders', () => {
  test('are the plain ones at a rate of 0', () => {
    expect(discountedOrdersWhileAlive('mbg', p, customer, 39, { ...weeks, yearlyRate: 0 })).toBe(
      ordersWhileAlive('mbg', p, customer, 39),
    );
  });

  test.each([39, 156])('over %d weeks agree with a sum over small steps', (horizon) => {
    const steps = 4000;
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const [from, to] = [(step * horizon) / steps, ((step + 1) * horizon) / steps];
      const orders = ordersWhileAlive('mbg', p, customer, to) - ordersWhileAlive('mbg', p, customer, from);
      sum += orders * 1.1 ** (-(from + to) / 2 / weeks.unitsPerYear);
    }
    const value = discountedOrdersWhileAlive('mbg', p, customer, horizon, { ...weeks, yearlyRate: 0.1 });
    expect(value / sum).toBeCloseTo(1, 6);
  });

  test('are worth less the higher the rate, and nothing without a horizon', () => {
    const at = (yearlyRate: number, horizon = 104): number =>
      discountedOrdersWhileAlive('bg', parameters.bg, customer, horizon, { ...weeks, yearlyRate });
    expect(at(0.1)).toBeLessThan(at(0));
    expect(at(0.5)).toBeLessThan(at(0.1));
    expect(at(0.1, 0)).toBe(0);
  });
});
