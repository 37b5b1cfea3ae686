import { describe, expect, test } from 'vitest';
import { gatherActivity } from '../../../core/churn/activity.ts';
import { recentShift } from '../../../core/churn/drift.ts';
import { featuresOf } from '../../../core/churn/features.ts';
import { type Learnt, learn, scoreOf } from '../../../core/churn/learn.ts';
import { toProbability } from '../../../core/churn/metrics.ts';
import { drawCustomers } from '../../../core/churn/sample.ts';
import { silenceShift } from '../../../core/churn/silence-level.ts';
import { createRandom, simulateEvents, toColumns } from './simulate.ts';

const window = { leadDays: 14, horizonDays: 60 };

/** A model that gives everyone the same logit. */
const level = (logit: number, width: number): Learnt => ({
  intercept: logit,
  coefficients: Array.from({ length: width }, () => 0),
  means: Array.from({ length: width }, () => 0),
  spreads: Array.from({ length: width }, () => 1),
});

describe('the shift to the level of a silence model', () => {
  const horizonDays = 60;
  const activity = gatherActivity(toColumns(simulateEvents(1500)));
  const set = featuresOf(activity, horizonDays);
  const shiftFrom = (logit: number): number =>
    silenceShift(activity, set, level(logit, set.features.length), horizonDays) ?? Number.NaN;

  test('ends at one level, wherever it begins', () => {
    const reached = shiftFrom(0);
    expect(2 + shiftFrom(2)).toBeCloseTo(reached, 9);
    const later = gatherActivity(toColumns(simulateEvents(1500, { after: horizonDays })));
    const silent = later.customers.filter((_, i) => {
      const own = later.days.subarray(later.begins[i], later.begins[i + 1]);
      return (own[0] ?? 1) <= 0 && !own.some((day) => day > 0);
    });
    expect(toProbability(reached)).toBeCloseTo(silent.length / activity.customers.length, 1);
  });

  test('is unknown where no such model can be fitted', () => {
    const few = gatherActivity(
      toColumns([
        { customer: 'a', day: -9 },
        { customer: 'b', day: -3 },
      ]),
    );
    const some = featuresOf(few, horizonDays);
    expect(silenceShift(few, some, level(0, some.features.length), horizonDays)).toBeNull();
    const shift = recentShift(few, some, Int32Array.of(0, 1), [-80, -90], window, {
      learnt: level(0, some.features.length),
      ridge: 1,
    });
    expect(shift).toBe(0);
  });
});

test('where horizon and lead are so short that no date lies between, short silences say nothing', () => {
  const activity = gatherActivity(toColumns(simulateEvents(300)));
  const set = featuresOf(activity, 1);
  const width = set.features.length;
  const dates = [-1, -2, -3];
  const customers = drawCustomers(activity, dates, 1e6);
  const reached = silenceShift(activity, set, level(0, width), 1) ?? Number.NaN;
  const shift = recentShift(
    activity,
    set,
    customers,
    dates,
    { leadDays: 0, horizonDays: 1 },
    { learnt: level(reached - 1, width), ridge: 1 },
  );
  expect(shift).toBeCloseTo(0.3, 9);
});

describe('drawn customers', () => {
  const activity = gatherActivity(toColumns(simulateEvents(4000, { span: 300 })));
  const dates = [-10, -20];

  test('are a share that their names alone decide', () => {
    const all = drawCustomers(activity, dates, 1e9);
    const some = drawCustomers(activity, dates, all.length);
    expect(some.length / all.length).toBeGreaterThan(0.45);
    expect(some.length / all.length).toBeLessThan(0.55);
    const fewer = new Set(drawCustomers(activity, dates, all.length / 2));
    expect([...fewer].every((i) => some.includes(i))).toBe(true);
  });
});

test('a feature that never varies teaches nothing and breaks nothing', () => {
  const random = createRandom(3);
  const size = 400;
  const values = Float64Array.from({ length: size * 2 }, (_, at) => (at % 2 === 0 ? 7 : random()));
  const outcomes = Uint8Array.from({ length: size }, (_, row) => ((values[2 * row + 1] ?? 0) > 0.5 ? 1 : 0));
  const learnt = learn({ size, width: 2, values, outcomes, groups: new Uint8Array(size), groupCount: 1 }, 1);
  expect(learnt.spreads[0]).toBe(1);
  expect(learnt.coefficients[0]).toBeCloseTo(0, 9);
  expect(scoreOf(learnt, Float64Array.of(7, 0.9), 0)).toBeGreaterThan(0);
  expect(scoreOf(learnt, Float64Array.of(7, 0.1), 0)).toBeLessThan(0);
});
