import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areaUnderCurve,
  boundProbability,
  brierScore,
  calibrationLine,
  levelOf,
  logLoss,
  toLogit,
  toProbability,
} from '../../../core/churn/metrics.ts';
import { createRandom } from './simulate.ts';

const judged = (values: number[], outcomes: number[]) => ({
  values: Float64Array.from(values),
  outcomes: Uint8Array.from(outcomes),
});

describe('the area under the curve', () => {
  test('is the share of pairs in the right order, ties counting half', () => {
    expect(areaUnderCurve(judged([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]))).toBe(0.75);
    expect(areaUnderCurve(judged([1, 1, 1], [0, 1, 0]))).toBe(0.5);
  });

  test('is not known where an outcome does not occur', () => {
    expect(areaUnderCurve(judged([1, 2], [1, 1]))).toBeNull();
    expect(areaUnderCurve(judged([1, 2], [0, 0]))).toBeNull();
  });

  test('ends even where a value is not a number', () => {
    expect(areaUnderCurve(judged([Number.NaN, Number.NaN, 1], [0, 1, 1]))).toBeGreaterThanOrEqual(0);
  });

  test('equals the count over all pairs', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const [ones, zeros] = [rows.filter(([, y]) => y === 1), rows.filter(([, y]) => y === 0)];
        const right = ones.flatMap(([a]) => zeros.map(([b]) => (a > b ? 1 : 0) + (a === b ? 0.5 : 0)));
        const found = areaUnderCurve(
          judged(
            rows.map(([x]) => x),
            rows.map(([, y]) => y),
          ),
        );
        if (right.length === 0) expect(found).toBeNull();
        else expect(found).toBeCloseTo(right.reduce((sum, each) => sum + each, 0) / right.length, 12);
      }),
    );
  });
});

test('the Brier score is the mean squared error', () => {
  expect(brierScore(judged([0.5, 1], [1, 0]))).toBe((0.25 + 1) / 2);
  expect(brierScore(judged([], []))).toBeNull();
});

test('log loss takes any logit without overflow', () => {
  expect(logLoss(judged([0], [1]))).toBeCloseTo(Math.LN2, 12);
  expect(logLoss(judged([1000, -1000], [1, 0]))).toBe(0);
  expect(logLoss(judged([1000], [0]))).toBe(1000);
});

test('logits and probabilities turn into each other and stay inside the bounds', () => {
  expect(toProbability(toLogit(0.3))).toBeCloseTo(0.3, 12);
  expect(boundProbability(1)).toBe(0.9999);
  expect(boundProbability(0)).toBe(0.0001);
});

test('the calibration line finds the slope that logits were stretched by', () => {
  const random = createRandom(3);
  const truth = Float64Array.from({ length: 20_000 }, () => 3 * (random() - 0.5));
  const outcomes = Uint8Array.from(truth, (logit) => (random() < toProbability(logit) ? 1 : 0));
  expect(calibrationLine({ values: truth, outcomes })?.slope).toBeCloseTo(1, 1);
  expect(calibrationLine({ values: truth.map((each) => 2 * each), outcomes })?.slope).toBeCloseTo(0.5, 1);
});

test('there is no calibration line where all outcomes or all values are the same', () => {
  expect(calibrationLine(judged([1, 2], [1, 1]))).toBeNull();
  expect(calibrationLine(judged([1, 2], [0, 0]))).toBeNull();
  expect(calibrationLine(judged([1, 1], [0, 1]))).toBeNull();
});

test('the level makes probabilities add up to the outcomes', () => {
  const some = judged([-1, 0, 2, 3], [0, 1, 0, 1]);
  const level = levelOf(some) ?? Number.NaN;
  expect(some.values.reduce((sum, each) => sum + toProbability(each + level), 0)).toBeCloseTo(2, 9);
  expect(levelOf(judged([1, 2], [1, 1]))).toBeNull();
});
