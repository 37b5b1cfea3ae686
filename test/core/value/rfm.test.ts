import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cutPointsOf,
  type Score,
  scoreOf,
  segmentOf,
  segments,
  segmentWords,
  tierOf,
} from '../../../core/value/rfm.ts';

const scores = [1, 2, 3, 4, 5] as const;

describe('fifths', () => {
  test('are even where all differ', () => {
    const values = Float64Array.from({ length: 50 }, (_, at) => (at * 37) % 50);
    const cuts = cutPointsOf(values);
    expect(cuts).toEqual([9, 19, 29, 39]);
    for (const score of scores)
      expect(values.filter((value) => scoreOf(value, cuts) === score)).toHaveLength(10);
  });

  test('never part equals, so that some may be empty', () => {
    const values = Float64Array.from([1, 1, 1, 1, 1, 1, 1, 2, 2, 9]);
    const cuts = cutPointsOf(values);
    expect(cuts).toEqual([1, 1, 1, 2]);
    expect(Array.from(values, (value) => scoreOf(value, cuts))).toEqual([1, 1, 1, 1, 1, 1, 1, 4, 4, 5]);
  });

  test('do not depend on the order of the input', () => {
    const some = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 });
    fc.assert(
      fc.property(some, (values) => {
        const cuts = cutPointsOf(Float64Array.from(values));
        expect(cutPointsOf(Float64Array.from(values.toReversed()))).toEqual(cuts);
        for (const value of values)
          expect(scoreOf(value + 1, cuts)).toBeGreaterThanOrEqual(scoreOf(value, cuts));
      }),
    );
  });

  test('need a population', () => {
    expect(() => cutPointsOf(new Float64Array())).toThrow('no fifths');
  });
});

test('every pair of scores has a segment, and every segment a pair', () => {
  const met = scores.flatMap((r) => scores.map((f) => segmentOf(r, f)));
  expect(new Set(met)).toEqual(new Set(segments));
  for (const segment of segments) expect(segmentWords[segment].zh).not.toBe(segmentWords[segment].en);
  expect(segmentOf(5, 5)).toBe('champions');
  expect(segmentOf(5, 1)).toBe('new');
  expect(segmentOf(1, 5)).toBe('cannot-lose');
  expect(segmentOf(1, 1)).toBe('hibernating');
});

test.each([
  [5, 5, 5, 'A'],
  [4, 4, 4, 'A'],
  [4, 4, 3, 'B'],
  [3, 3, 2, 'B'],
  [1, 1, 5, 'C'],
] as const)('scores %d, %d, %d make tier %s', (r: Score, f: Score, m: Score, tier) => {
  expect(tierOf(r, f, m)).toBe(tier);
});
