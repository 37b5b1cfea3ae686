import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallCount, gradeCalls } from '../../../core/churn/grading.ts';
import { areaUnderCurve, brierScore } from '../../../core/churn/metrics.ts';

const anyCounts: fc.Arbitrary<readonly CallCount[]> = fc
  .uniqueArray(
    fc.record({
      probability: fc.integer({ min: 1, max: 9999 }).map((each) => each / 10_000),
      staying: fc.integer({ min: 0, max: 5 }),
      gone: fc.integer({ min: 0, max: 5 }),
    }),
    { selector: ({ probability }) => probability, maxLength: 30 },
  )
  .map((list) =>
    list.map(({ probability, staying, gone }) => ({ probability, count: staying + gone, gone })),
  );

/** The same calls one by one. */
const oneByOne = (counts: readonly CallCount[]) => {
  const calls = counts.flatMap(({ probability, count, gone }) =>
    Array.from({ length: count }, (_, index) => ({ probability, outcome: index < gone ? 1 : 0 })),
  );
  return {
    values: Float64Array.from(calls, ({ probability }) => probability),
    outcomes: Uint8Array.from(calls, ({ outcome }) => outcome),
  };
};

test('counted calls are graded as they would be one by one, in any order', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const grades = gradeCalls(counts);
      const judged = oneByOne(counts);
      const [area, brier] = [areaUnderCurve(judged), brierScore(judged)];
      if (area === null) expect(grades.auc).toBeNull();
      else expect(grades.auc).toBeCloseTo(area, 10);
      if (brier === null) expect(grades.brier).toBeNull();
      else expect(grades.brier).toBeCloseTo(brier, 10);
      expect(gradeCalls(counts.toReversed())).toEqual(grades);
      expect(grades.tenths.reduce((sum, each) => sum + each.calls, 0)).toBe(grades.calls);
      expect(grades.tenths.reduce((sum, each) => sum + each.calls * each.happened, 0)).toBeCloseTo(
        grades.gone,
        8,
      );
      for (const { from, predicted } of grades.tenths) {
        expect(predicted).toBeGreaterThanOrEqual(from - 1e-9);
        expect(predicted).toBeLessThan(from + 0.1 + 1e-9);
      }
    }),
  );
});

test('precision and recall are those of calls of 60 % and more', () => {
  const grades = gradeCalls([
    { probability: 0.59, count: 10, gone: 4 },
    { probability: 0.6, count: 4, gone: 2 },
    { probability: 0.95, count: 6, gone: 5 },
  ]);
  expect(grades).toMatchObject({ calls: 20, gone: 11, high: 10, precision: 0.7, recall: 7 / 11 });
  expect(grades.tenths.map(({ from, calls }) => [from, calls])).toEqual([
    [0.5, 10],
    [0.6, 4],
    [0.9, 6],
  ]);
});

test('of no calls nothing is said', () => {
  expect(gradeCalls([])).toEqual({
    calls: 0,
    gone: 0,
    brier: null,
    auc: null,
    tenths: [],
    high: 0,
    precision: null,
    recall: null,
  });
});
