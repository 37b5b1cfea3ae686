import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilFromDay, dayFromCivil, isoDateOf, weekdayOf } from '../../../core/calendar/civil.ts';

describe('day numbers', () => {
  test.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [2000, 2, 29, 11_016],
    [2026, 2, 17, 20_501],
    [2100, 3, 1, 47_541],
  ])('%i-%i-%i is day %i', (year, month, day, number) => {
    expect(dayFromCivil(year, month, day)).toBe(number);
    expect(civilFromDay(number)).toEqual({ year, month, day });
  });

  test('months and days beyond their range carry over', () => {
    expect(dayFromCivil(2025, 13, 1)).toBe(dayFromCivil(2026, 1, 1));
    expect(dayFromCivil(0, 2026 * 12 + 1, 1)).toBe(dayFromCivil(2026, 1, 1));
    expect(dayFromCivil(2026, 3, 0)).toBe(dayFromCivil(2026, 2, 28));
  });

  test('agree with the Date of JavaScript over four hundred years and more', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (number) => {
        const date = new Date(number * 86_400_000);
        const { year, month, day } = civilFromDay(number);
        expect([year, month, day]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(dayFromCivil(year, month, day)).toBe(number);
        expect(weekdayOf(number) % 7).toBe(date.getUTCDay());
        expect(isoDateOf(number)).toBe(date.toISOString().slice(0, date.toISOString().indexOf('T')));
      }),
    );
  });

  test('years outside 0 to 9999 are written with sign and six digits', () => {
    expect(isoDateOf(dayFromCivil(12_345, 6, 7))).toBe('+012345-06-07');
    expect(isoDateOf(dayFromCivil(-5, 1, 2))).toBe('-000005-01-02');
  });
});
