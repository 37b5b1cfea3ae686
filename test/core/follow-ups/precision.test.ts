import { describe, expect, test } from 'vitest';
import { precisionOf, stricterNumber } from '../../../core/follow-ups/precision.ts';
import { shippedRules } from '../../../core/rules/presets.ts';

describe('the precision of a rule', () => {
  test('is none without a judgement', () => {
    expect(precisionOf(0, 0)).toBeUndefined();
  });

  // The intervals are those of the Wilson score method, as R's binom::binom.wilson gives them.
  test.each([
    [9, 1, 0.9, 0.596, 0.982, false],
    [0, 10, 0, 0, 0.278, true],
    [2, 10, 0.167, 0.047, 0.448, true],
    [3, 7, 0.3, 0.108, 0.603, false],
    [1, 8, 0.111, 0.02, 0.435, false],
  ])('of %i right and %i wrong is %d (%d to %d)', (done, wrong, share, low, high, mostlyWrong) => {
    const found = precisionOf(done, wrong);
    expect(found).toMatchObject({ judged: done + wrong, wrong, mostlyWrong });
    expect(found?.share).toBeCloseTo(share, 3);
    expect(found?.low).toBeCloseTo(low, 3);
    expect(found?.high).toBeCloseTo(high, 3);
  });
});

test('a stricter number is a step from the rule’s own, or none', () => {
  const proposed = shippedRules.map((rule) => {
    const number = stricterNumber(rule.test);
    return `${rule.id} ${number ? `${number.key} ${number.value}` : '–'}`;
  });
  expect(proposed).toEqual([
    'R1 belowPercent 30',
    'R2 months 4',
    'R3 businessMinutes 30',
    'R4 –',
    'R5 months 4',
    'R6 count 3',
    'R7 days 45',
    'R8 days 21',
    'R9 –',
    'R9b gapTimes 2',
    'R10 –',
    'R10b –',
    'R10c –',
    'R14 percent 70',
    'R16 belowPercent 30',
    'R17 belowPercent 30',
    'R20 –',
    'P1 –',
    'S1 –',
  ]);
});
