import { describe, expect, test } from 'vitest';
import { type EventColumns, gatherActivity } from '../../../core/churn/activity.ts';
import { featuresOf, writeRhythm } from '../../../core/churn/features.ts';
import { extraWords, rhythmWords } from '../../../core/churn/words.ts';
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
    expect(values['recency-by-frequency']).toBeCloseTo(Math.log1p(10) * Math.log(4), 12);
    expect(values['age-by-frequency']).toBeCloseTo(Math.log1p(100) * Math.log(4), 12);
    expect(values['latest-2']).toBeCloseTo(Math.log1p(20), 12);
    expect(values['latest-3']).toBeCloseTo(Math.log1p(40), 12);
    // There is no fifth: it is put a third of the horizon before the first.
    expect(values['latest-5']).toBeCloseTo(Math.log1p(130), 12);
  });

  test('are the same from a plain list of days, from which some can be passed over', () => {
    const into = new Float64Array(rhythmWords.length + 2);
    writeRhythm([-500, -100, -40, -20, -10, 7], 1, 5, 0, 90, into, 1);
    expect([...into.subarray(1, -1)]).toEqual(Object.values(customer.at(0) ?? {}));
    expect([into[0], into.at(-1)]).toEqual([0, 0]);
  });

  test('let old days and days without a mood count for nothing', () => {
    const kinds = { names: ['order', 'visit'], of: Int32Array.of(0, 0, 1) };
    const sentiments = Float64Array.of(-1, Number.NaN, 1);
    const values = one([-900, -12, -10], { sentiments, kinds }).at(0) ?? {};
    const share = (halfLife: number): number => 2 ** (-10 / halfLife);
    expect(values['mood']).toBeCloseTo(share(14) / (1 + share(14)), 12);
    expect(values['mood-change']).toBeCloseTo((values['mood'] ?? 0) - share(56) / (1 + share(56)), 12);
    expect(values['kind-order']).toBeCloseTo(Math.log1p(2 ** (-12 / 30)), 12);
  });

  test('are told as what they count', () => {
    const say = (key: string, value: number) =>
      [...rhythmWords, ...Object.values(extraWords)].find((each) => each.key === key)?.say(value);
    expect(say('gaps-missed', 5)).toEqual({
      zh: '沉默至少为通常间隔的 5 倍',
      en: 'silent for at least 5 usual gaps',
    });
    expect(say('gaps-missed', 1.5)).toEqual({
      zh: '沉默为通常间隔的 1.5 倍',
      en: 'silent for 1.5 usual gaps',
    });
    expect(say('recency', Math.log1p(1))?.en).toBe('silent for 1 day');
    for (const key of ['trend', 'mood-change', 'last-amount']) {
      expect(say(key, -1)).not.toEqual(say(key, 0));
      expect(say(key, 1)).toEqual(say(key, 0));
    }
  });

  test('look at no more than the latest days where told so', () => {
    const long = gatherActivity(
      toColumns([-500, -300, -100, -40, -20, -10].map((day) => ({ customer: 'a', day }))),
    );
    const bounded = featuresOf({ ...long, amounts: Float64Array.of(900, 900, 10, 20, 30, 40) }, 90, 4);
    const values = new Float64Array(bounded.features.length);
    expect(bounded.write(0, 0, values, 0)).toBe(true);
    expect([...values.subarray(0, rhythmWords.length)]).toEqual(Object.values(customer.at(0) ?? {}));
    expect(values[rhythmWords.length]).toBeCloseTo(Math.log1p(25), 12);
    expect(bounded.write(0, -501, values, 0)).toBe(false);
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
