import { describe, expect, test } from 'vitest';
import { type Absence, standInFor, toldFor } from '../../../core/follow-ups/absence.ts';

const away = (...pairs: readonly (readonly [number, number | null])[]): ReadonlyMap<number, Absence> =>
  new Map(pairs.map(([memberId, deputyId]) => [memberId, { memberId, deputyId, untilAt: null }]));

describe('who is told in whose place', () => {
  test('whoever is there is told themselves', () => {
    expect(standInFor(1, away([2, 1]))).toBe(1);
    expect(toldFor(3, away([2, 1]))).toEqual([3]);
  });

  test('a deputy is told for whoever is away, and still for themselves', () => {
    expect(standInFor(2, away([2, 1]))).toBe(1);
    expect(toldFor(1, away([2, 1]))).toEqual([1, 2]);
    expect(toldFor(2, away([2, 1]))).toEqual([]);
  });

  test('a deputy who is away too passes it on', () => {
    expect(standInFor(3, away([3, 2], [2, 1]))).toBe(1);
    expect(toldFor(1, away([3, 2], [2, 1]))).toEqual([1, 3, 2]);
  });

  test('nobody is told where nobody stands in, or two stand in for each other', () => {
    expect(standInFor(2, away([2, null]))).toBeUndefined();
    expect(standInFor(2, away([2, 3], [3, 2]))).toBeUndefined();
  });
});
