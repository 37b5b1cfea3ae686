import { describe, expect, test } from 'vitest';
import { gatherActivity } from '../../../core/churn/activity.ts';
import { createEstimator } from '../../../core/churn/estimate.ts';
import { areaUnderCurve, calibrationLine, toLogit } from '../../../core/churn/metrics.ts';
import { trainChurn } from '../../../core/churn/train.ts';
import { isGone } from '../../../core/churn/window.ts';
import { type Event, simulateEvents, toColumns } from './simulate.ts';

const window = { leadDays: 14, horizonDays: 60 };

const estimateAll = (events: readonly Event[]) => {
  const past = gatherActivity(toColumns(events.filter(({ day }) => day <= 0)));
  const training = trainChurn(past, window);
  const estimate = createEstimator(past, window, training);
  return { past, training, estimates: past.customers.map((_, i) => estimate(i)) };
};

const judge = (events: readonly Event[]) => {
  const { past, training, estimates } = estimateAll(events);
  const whole = gatherActivity(toColumns(events));
  const placeOf = new Map(whole.customers.map((name, i) => [name, i]));
  const outcomes = Uint8Array.from(past.customers, (name) =>
    isGone(whole, placeOf.get(name) ?? -1, 0, window) ? 1 : 0,
  );
  const values = Float64Array.from(estimates, (each) => toLogit(each?.probability ?? Number.NaN));
  return {
    training,
    values,
    outcomes,
    mean: estimates.reduce((sum, each) => sum + (each?.probability ?? 0), 0) / values.length,
  };
};

describe('a model of a known process', () => {
  const judged = judge(simulateEvents(4000, { after: 74 }));

  test('tells who will be gone from who will not', () => {
    expect(judged.training.status).toBe('trained');
    expect(areaUnderCurve(judged)).toBeGreaterThan(0.85);
  });

  test('says it with the right certainty', () => {
    const gone = judged.outcomes.reduce((sum, each) => sum + each, 0) / judged.outcomes.length;
    expect(Math.abs(judged.mean - gone)).toBeLessThan(0.03);
    const { slope } = calibrationLine(judged) ?? { slope: 0 };
    expect(slope).toBeGreaterThan(0.85);
    expect(slope).toBeLessThan(1.15);
  });

  test('was checked on a date that it did not learn from', () => {
    const model = judged.training.status === 'trained' ? judged.training.model : null;
    expect(model?.check?.strict).toBe(true);
    expect(model?.check?.auc).toBeGreaterThan(0.8);
    expect(model?.dates.every((day) => day + 74 <= 0)).toBe(true);
  });
});

test('the longer a customer is silent, the likelier gone, all else being equal', () => {
  const events = simulateEvents(1500);
  for (const silent of [2, 30, 90]) {
    for (let k = 0; k < 10; k++) events.push({ customer: `probe-${silent}`, day: -silent - 7 * k });
  }
  const { past, estimates } = estimateAll(events);
  const [short, middle, long] = [2, 30, 90].map(
    (silent) => estimates[past.customers.indexOf(`probe-${silent}`)]?.probability ?? Number.NaN,
  ) as [number, number, number];
  expect(short).toBeLessThan(middle);
  expect(middle).toBeLessThan(long);
});

test('a population that has gone quiet lately is held for likelier gone', () => {
  const events = simulateEvents(1200, { life: 400 });
  const quiet = events.filter(({ day }) => day < -50 || day % 4 === 0);
  const driftOf = (some: readonly Event[]): number => {
    const { training } = estimateAll(some);
    return training.status === 'trained' ? training.model.drift : Number.NaN;
  };
  expect(driftOf(quiet)).toBeGreaterThan(driftOf(events) + 0.1);
  expect(driftOf(quiet)).toBeLessThanOrEqual(1);
});

describe('without enough history', () => {
  const shortageOf = (events: readonly Event[]): string => {
    const { training, estimates } = estimateAll(events);
    expect(estimates.every((each) => each && each.probability > 0 && each.probability < 1)).toBe(true);
    expect(estimates.every((each) => each?.method === 'recency')).toBe(true);
    return training.status === 'not-enough' ? training.shortage : 'none';
  };
  const many = (days: (i: number) => readonly number[]): Event[] =>
    Array.from({ length: 400 }, (_, i) => days(i).map((day) => ({ customer: `c${i}`, day }))).flat();
  const weekly = Array.from({ length: 60 }, (_, k) => -7 * k);

  test('there is no model, the shortage is named, and everyone still gets an estimate', () => {
    expect(shortageOf([{ customer: 'only', day: -3 }])).toBe('too-short');
    expect(shortageOf(many(() => [-5]))).toBe('too-short');
    expect(shortageOf(simulateEvents(100))).toBe('too-few-customers');
    expect(shortageOf(many(() => weekly))).toBe('too-few-gone');
    expect(shortageOf(many((i) => [-400 + (i % 7)]))).toBe('too-few-staying');
  });

  test('more silence is still likelier gone', () => {
    const { past, estimates } = estimateAll([
      { customer: 'long', day: -80 },
      { customer: 'short', day: -5 },
    ]);
    expect(past.customers).toEqual(['long', 'short']);
    expect(estimates[0]?.probability).toBeGreaterThan(estimates[1]?.probability ?? 1);
    expect(estimates[0]?.factors[0]?.because.en).toContain('silent for 80 days');
  });
});

describe('a check', () => {
  const many = (groups: readonly (readonly number[])[]): Event[] =>
    groups.flatMap((days, group) =>
      Array.from({ length: 200 }, (_, i) => days.map((day) => ({ customer: `c${group}-${i}`, day }))).flat(),
    );
  const modelOf = (events: readonly Event[]) => {
    const { training } = estimateAll(events);
    return training.status === 'trained' ? training.model : null;
  };

  test('that tells nobody from anybody says so', () => {
    // Alike until all dates that can be learnt from; then half of them come back.
    const model = modelOf(
      many([
        [-125, -112],
        [-125, -112, -40],
      ]),
    );
    expect(model?.check).toMatchObject({ auc: 0.5, slope: null, strict: false });
    expect(model?.learnt.coefficients.every((each) => Math.abs(each) < 1e-9)).toBe(true);
  });

  test('is missing where nobody was gone at older dates', () => {
    // By the newest date that can be learnt from all are there, and half of them are heard of no more.
    const model = modelOf(
      many([
        [-125, -65],
        [-125, -65, -5],
      ]),
    );
    expect(model?.dates).toEqual([-74, -84, -94, -104, -114]);
    expect(model?.check).toBeNull();
    expect(model?.ridge).toBe(100);
  });
});

test('a customer first seen after the date has no estimate, with a model or without', () => {
  const events = simulateEvents(1500);
  const { training } = estimateAll(events);
  const whole = gatherActivity(toColumns([...events, { customer: 'new', day: 5 }]));
  for (const each of [training, { status: 'not-enough', shortage: 'too-short' } as const]) {
    const estimate = createEstimator(whole, window, each);
    expect(estimate(whole.customers.indexOf('new'))).toBeNull();
    expect(estimate(whole.customers.indexOf('c7'))).not.toBeNull();
  }
});

test('a model is not applied to other columns than it was trained on', () => {
  const events = toColumns(simulateEvents(1500));
  const training = trainChurn(gatherActivity(events), window);
  const richer = gatherActivity({ ...events, amounts: new Float64Array(events.owners.length).fill(1) });
  expect(() => createEstimator(richer, window, training)).toThrow('other columns');
});

test('factors add up the ways of saying one thing and come largest first', () => {
  const { estimates } = estimateAll(simulateEvents(1500));
  for (const each of estimates) {
    const points = each?.factors.map((factor) => Math.abs(factor.points)) ?? [];
    expect(points).toHaveLength(3);
    expect(points).toEqual(points.toSorted((one, other) => other - one));
    expect(each?.factors.some(({ key }) => key === 'gaps-missed')).toBe(false);
  }
});
