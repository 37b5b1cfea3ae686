import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ArmCounts,
  analyseEffect,
  countedUntil,
  type EffectReport,
} from '../../../core/effect/analyse.ts';
import { armOf, armsWithinTiers, shippedShares, unitOf } from '../../../core/effect/arms.ts';
import {
  differenceOfMeans,
  differenceOfProportions,
  normalQuantile,
  studentQuantile,
  wilson,
} from '../../../core/effect/intervals.ts';
import { day } from '../../support/given.ts';

const units = (count: number) =>
  Array.from({ length: count }, (_, id) => ({
    unit: unitOf(id, null),
    tier: ['A', 'B', 'C', ''][id % 4] as string,
  }));

describe('arms', () => {
  test('are the same again, and nobody is held out of one flow but not of another', () => {
    for (const { unit } of units(500)) {
      const arm = armOf('playbook:a@1', unit, shippedShares);
      expect(armOf('playbook:a@1', unit, shippedShares)).toBe(arm);
      expect(armOf('playbook:b@1', unit, shippedShares) === 'hold-out').toBe(arm === 'hold-out');
    }
  });

  test('have their shares, one by one and within every tier of a list', () => {
    const all = units(40_000);
    const oneByOne = all.map(({ unit }) => armOf('playbook:a@1', unit, shippedShares));
    const share = (arm: string) => oneByOne.filter((each) => each === arm).length / all.length;
    // Five standard errors of a share of 5 % among 40,000 are 0.5 %.
    expect(share('hold-out')).toBeCloseTo(0.05, 2);
    expect(Math.abs(share('control') - 0.05 * 0.95)).toBeLessThan(0.0055);
    const arms = armsWithinTiers('broadcast:1', all, shippedShares);
    for (const tier of ['A', 'B', 'C', '']) {
      const open = all.filter((each) => each.tier === tier && arms.get(each.unit) !== 'hold-out');
      const controls = open.filter((each) => arms.get(each.unit) === 'control').length;
      expect(Math.abs(controls - open.length * 0.05)).toBeLessThanOrEqual(1);
    }
  });

  test('of one flow say nothing about those of another', () => {
    const all = units(40_000);
    const both = all.filter(
      ({ unit }) =>
        armOf('playbook:a@1', unit, { holdOut: 0, control: 0.5 }) === 'control' &&
        armOf('playbook:b@1', unit, { holdOut: 0, control: 0.5 }) === 'control',
    );
    expect(both.length / all.length).toBeCloseTo(0.25, 1);
  });

  test('do not depend on the order of the list', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(units(200), { minLength: 200 }), (shuffled) => {
        const arms = armsWithinTiers('broadcast:1', shuffled, shippedShares);
        const again = armsWithinTiers('broadcast:1', units(200), shippedShares);
        expect(Object.fromEntries(arms)).toEqual(Object.fromEntries(again));
      }),
      { numRuns: 20 },
    );
  });

  test('are given to the customer, and to a person who is none', () => {
    expect([unitOf(3, 7), unitOf(null, 7), unitOf(null, null)]).toStrictEqual([
      'customer/3',
      'person/7',
      'person/0',
    ]);
  });
});

describe('intervals', () => {
  test('are those of the tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.005)).toBeCloseTo(-2.575829, 6);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.2281, 3);
    expect(studentQuantile(0.975, 60)).toBeCloseTo(2.0003, 4);
    expect(studentQuantile(0.9938, 30)).toBeCloseTo(2.658, 2);
  });

  test('of two proportions are those that Newcombe printed', () => {
    // Newcombe 1998, table II, method 10: 56/70 less 48/80, and 10/10 less 0/10.
    const first = differenceOfProportions({ hits: 56, of: 70 }, { hits: 48, of: 80 }, 0.95);
    expect([first.low, first.high].map((each) => each.toFixed(4))).toStrictEqual(['0.0524', '0.3339']);
    const second = differenceOfProportions({ hits: 10, of: 10 }, { hits: 0, of: 10 }, 0.95);
    expect([second.low, second.high].map((each) => each.toFixed(4))).toStrictEqual(['0.6075', '1.0000']);
    expect(wilson({ hits: 81, of: 263 }, 0.95).map((each) => each.toFixed(4))).toStrictEqual([
      '0.2553',
      '0.3662',
    ]);
  });

  test('of two means, also where nothing varies', () => {
    const sums = (values: readonly number[]) => ({
      of: values.length,
      sum: values.reduce((a, b) => a + b, 0),
      squares: values.reduce((a, b) => a + b * b, 0),
    });
    const found = differenceOfMeans(
      sums([27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]),
      sums([27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 25.5]),
      0.95,
    );
    // Computed with R: t.test(one, other): -2.907, df 27.9.
    expect(found.difference).toBeCloseTo(-2.907, 2);
    expect(found.low).toBeLessThan(found.difference);
    expect(found.high).toBeLessThan(0);
    expect(differenceOfMeans(sums([1, 1]), sums([2, 2]), 0.95)).toStrictEqual({
      difference: -1,
      low: -1,
      high: -1,
    });
  });
});

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

type Truth = {
  readonly reply: number;
  readonly repurchase: number;
  readonly stage: number;
  readonly mood: number;
};
const nothing: Truth = { reply: 0, repurchase: 0, stage: 0, mood: 0 };
const base = { reply: 0.2, repurchase: 0.08, stage: 0.03 };

/** One flow of 4,000 people as it might have gone, and its report. */
const simulate = (seed: number, truth: Truth): Extract<EffectReport, { status: 'read' }> => {
  const random = randomFrom(seed);
  const counts = { treated: empty(), control: empty() };
  for (let id = 0; id < 4000; id++) {
    const arm = armOf(`flow-${seed}`, unitOf(id, null), { holdOut: 0, control: 0.2 });
    const isTreated = arm === 'treated';
    const count = isTreated ? counts.treated : counts.control;
    const effect = isTreated ? truth : nothing;
    count.of++;
    if (random() < base.reply + effect.reply) count.reply++;
    if (random() < base.repurchase + effect.repurchase) count.repurchase++;
    if (random() < base.stage + effect.stage) count.stage++;
    const mood = (random() + random() + random() - 1.5) * 0.5 + effect.mood;
    count.sentiment = {
      of: count.sentiment.of + 1,
      sum: count.sentiment.sum + mood,
      squares: count.sentiment.squares + mood * mood,
    };
  }
  const plan = { horizonDays: 14, readAt: 100 * day, leastPerArm: 50 };
  const report = analyseEffect(plan, counts.treated, counts.control, 100 * day);
  if (report.status !== 'read') throw new Error(report.status);
  return report;
};

type Mutable = { -readonly [Key in keyof ArmCounts]: ArmCounts[Key] };
const empty = (): Mutable => ({
  of: 0,
  reply: 0,
  repurchase: 0,
  stage: 0,
  sentiment: { of: 0, sum: 0, squares: 0 },
});

describe('a hundred simulated flows', () => {
  const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

  test('an effect of known size lies within its interval in at least 95, on every outcome', () => {
    const truth: Truth = { reply: 0.08, repurchase: 0.05, stage: 0.02, mood: 0.1 };
    const sizes = [truth.reply, truth.repurchase, truth.stage, truth.mood];
    const reports = seeds.map((seed) => simulate(seed, truth));
    for (const [index, size] of sizes.entries()) {
      const right = reports.filter((report) => {
        const { low, high } = report.outcomes[index] as { low: number; high: number };
        return low <= size && size <= high;
      });
      expect(right.length).toBeGreaterThanOrEqual(95);
    }
    const seen = reports.filter((report) => report.outcomes[0]?.verdict === 'more');
    expect(seen.length).toBeGreaterThanOrEqual(95);
  });

  test('no effect is claimed of any outcome in more than 5 when there is none', () => {
    const claims = seeds.filter((seed) =>
      simulate(seed + 1000, nothing).outcomes.some((each) => each.verdict !== 'unclear'),
    );
    expect(claims.length).toBeLessThanOrEqual(5);
  });

  test('harm is called so', () => {
    const report = simulate(7, { ...nothing, reply: -0.15 });
    expect(report.outcomes[0]).toMatchObject({ outcome: 'reply', verdict: 'less' });
  });
});

describe('what is not said', () => {
  const plan = { horizonDays: 14, readAt: 100 * day, leastPerArm: 50 };
  const arm = (of: number): ArmCounts => ({ ...empty(), of, sentiment: { of, sum: 0, squares: 0 } });

  test('anything before the time that was planned', () => {
    expect(analyseEffect(plan, arm(1000), arm(1000), 100 * day - 1)).toStrictEqual({
      status: 'too-early',
      readAt: 100 * day,
      treated: 1000,
      control: 1000,
    });
  });

  test('anything from few people', () => {
    const report = analyseEffect(plan, arm(1000), arm(49), 100 * day);
    expect(report).toStrictEqual({ status: 'not-enough-data', treated: 1000, control: 49, least: 50 });
  });

  test('anything about people whose time has not passed', () => {
    expect(countedUntil(plan)).toBe(86 * day);
  });
});
