import { describe, expect, test } from 'vitest';
import { distributionOf, npsOf, shareOf } from '../../../core/survey/results.ts';

const scores = (promoters: number, passives: number, detractors: number): readonly number[] => [
  ...Array<number>(promoters).fill(9),
  ...Array<number>(passives).fill(7),
  ...Array<number>(detractors).fill(6),
];

describe('NPS', () => {
  test('is the promoters less the detractors, in percent', () => {
    expect(npsOf([10, 9, 8, 7, 6, 0])).toMatchObject({
      answers: 6,
      promoters: 2,
      passives: 2,
      detractors: 2,
      score: { value: 0 },
    });
    expect(npsOf([])).toBeUndefined();
  });

  test('its interval is the adjusted Wald one of Rocks (2016)', () => {
    // n = 103, p = 60.75/103, d = 15.75/103: net 0.43689, se = sqrt((0.74272 − 0.19087)/103) = 0.073198
    const { score } = npsOf(scores(60, 25, 15)) ?? { score: { value: 0, from: 0, to: 0 } };
    expect(score.value).toBe(45);
    expect(score.from).toBeCloseTo(29.343, 2);
    expect(score.to).toBeCloseTo(58.036, 2);
  });

  test('one answer says almost nothing', () => {
    const { score } = npsOf([10]) ?? { score: { value: 0, from: 0, to: 0 } };
    expect(score.to - score.from).toBeGreaterThan(100);
  });

  test('never leaves −100 to 100', () => {
    expect(npsOf(scores(0, 0, 400))?.score.from).toBeGreaterThanOrEqual(-100);
    expect(npsOf(scores(0, 0, 2))?.score.from).toBe(-100);
    expect(npsOf(scores(2, 0, 0))?.score.to).toBe(100);
  });
});

describe('a share', () => {
  test('has the Wilson interval', () => {
    // Newcombe (1998), table I: 81 of 263, 0.2553 to 0.3662.
    const share = shareOf(81, 263);
    expect(share?.from).toBeCloseTo(0.2553, 4);
    expect(share?.to).toBeCloseTo(0.3662, 4);
  });

  test('of nobody is none, and of nothing it begins at 0', () => {
    expect(shareOf(0, 0)).toBeUndefined();
    expect(shareOf(0, 10)?.from).toBe(0);
  });
});

test('every answer is counted, also those that nobody gave', () => {
  expect(distributionOf([1, 5, 5], 1, 5)).toEqual([
    { score: 1, count: 1 },
    { score: 2, count: 0 },
    { score: 3, count: 0 },
    { score: 4, count: 0 },
    { score: 5, count: 2 },
  ]);
});
