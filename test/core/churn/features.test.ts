import { describe, expect, test } from 'vitest';
import { type EventColumns, gatherActivity } from '../../../core/churn/activity.ts';
import { featuresOf } from '../../../core/churn/features.ts';
import { toColumns } from './simulate.ts';

const one = (days: readonly number[], more: Partial<EventColumns> = {}) => {
  const activity = gatherActivity({ ...toColumns(days.map((day) => ({ customer: 'a', day }))), ...more });
  const { features, write } = featuresOf(activity, 90);
  const at = (day: number): Record<string, number> | null => {
    const values = new Float64Array(features.length);
    if (!write(0, day, values, 0)) return null;
    return Object.fromEntries(features.map(({ key }, j) => [key, values[j] ?? Number.NaN]));
  };
  return { features, at };
};

describe('features', () => {
  const customer = one([-100, -40, -20, -10]);

  test('measure the rhythm as of the day', () => {
    const values = customer.at(0) ?? {};
    expect(values['recency']).toBeCloseTo(Math.log1p(10), 12);
    expect(values['frequency']).toBeCloseTo(Math.log(4), 12);
    expect(values['age']).toBeCloseTo(Math.log1p(100), 12);
    expect(values['gap']).toBeCloseTo(Math.log1p(120 / 4), 12);
    expect(values['gaps-missed']).toBeCloseTo(10 / 30, 12);
    expect(values['active-14']).toBeCloseTo(Math.log1p(1), 12);
    expect(values['active-30']).toBeCloseTo(Math.log1p(2), 12);
    expect(values['active-90']).toBeCloseTo(Math.log1p(3), 12);
    expect(values['trend']).toBeCloseTo(Math.log(2.5 / 1), 12);
    expect(values['gap-quantile']).toBeCloseTo(1.5 / 4, 12);
  });

  test('know nothing of later days', () => {
    expect(customer.at(-40)).toEqual(one([-100, -40]).at(-40));
    expect(customer.at(-101)).toBeNull();
  });

  test('take up mood, money, our side and kinds where there are such columns', () => {
    const { at, features } = one([-20, -10, -5], {
      ours: Uint8Array.of(0, 0, 1),
      amounts: Float64Array.of(10, 30, 0),
      sentiments: Float64Array.of(1, -1, 0),
      kinds: { names: ['order', 'visit', 'mail'], of: Int32Array.of(0, 1, 2) },
    });
    const values = at(0) ?? {};
    expect(values['amount']).toBeCloseTo(Math.log1p(20), 12);
    expect(values['last-amount']).toBeCloseTo(Math.log(31 / 21), 12);
    expect(values['mood']).toBeLessThan(0);
    expect(values['mood-change']).toBeLessThan(0);
    expect(values['our-silence']).toBeCloseTo(Math.log1p(5), 12);
    expect(values['unanswered']).toBeCloseTo(Math.log1p(1), 12);
    expect(values['kind-order']).toBeCloseTo(Math.log1p(2 ** (-20 / 30)), 12);
    expect(at(-15)?.['unanswered']).toBe(0);
    for (const { say, key } of features) {
      const words = say(values[key] ?? Number.NaN);
      expect(`${words.zh}${words.en}`).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});
