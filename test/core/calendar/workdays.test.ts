import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayFromCivil, weekdayOf } from '../../../core/calendar/civil.ts';
import { workdaysOf } from '../../../core/calendar/workdays.ts';

const dayOf = (date: string): number => Math.round(Date.parse(date) / 86_400_000);
const cn = workdaysOf('cn');
const anyDay = fc.integer({ min: dayFromCivil(1969, 12, 1), max: dayFromCivil(2101, 1, 31) });

describe('working days in China', () => {
  test.each([
    ['2025-01-28', '2025-02-04'],
    ['2025-10-01', '2025-10-08'],
    ['2026-02-15', '2026-02-23'],
    ['2026-10-01', '2026-10-07'],
  ])('none from %s to %s', (first, last) => {
    for (let day = dayOf(first); day <= dayOf(last); day += 1) expect(cn.isWorkday(day)).toBe(false);
  });

  test.each(['2025-01-26', '2025-02-08', '2025-09-28', '2025-10-11', '2026-02-14', '2026-02-28'])(
    'the weekend day %s is made up for',
    (date) => {
      expect(weekdayOf(dayOf(date))).toBeGreaterThan(5);
      expect(cn.isWorkday(dayOf(date))).toBe(true);
    },
  );

  test('holidays are known from 2004 to 2026 and only weekends are free in other years', () => {
    expect(cn.knowsHolidaysOf(2003)).toBe(false);
    for (let year = 2004; year <= 2026; year += 1) expect(cn.knowsHolidaysOf(year)).toBe(true);
    expect(cn.knowsHolidaysOf(2090)).toBe(false);
    expect(cn.isWorkday(dayOf('2003-10-01'))).toBe(true);
    expect(weekdayOf(dayOf('2092-10-01'))).toBe(3);
    expect(cn.isWorkday(dayOf('2092-10-01'))).toBe(true);
  });
});

describe('without holidays', () => {
  const plain = workdaysOf('none');

  test('a day is worked when it is Monday to Friday', () => {
    fc.assert(fc.property(anyDay, (day) => plain.isWorkday(day) === weekdayOf(day) <= 5));
  });

  test('nothing is unknown', () => expect(plain.knowsHolidaysOf(2090)).toBe(true));
});

describe('counting', () => {
  test('a count grows by one over a working day and by nothing over others', () => {
    fc.assert(
      fc.property(
        anyDay,
        (day) => cn.countBefore(day + 1) - cn.countBefore(day) === (cn.isWorkday(day) ? 1 : 0),
      ),
    );
  });

  test('the day of a count is the working day that has it', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const found = cn.dayOfCount(cn.countBefore(day));
        expect(cn.isWorkday(found)).toBe(true);
        expect(cn.countBefore(found)).toBe(cn.countBefore(day));
        expect(found).toBeGreaterThanOrEqual(day);
      }),
    );
  });

  test('counts are found again among make-up days that come before their holiday', () => {
    for (let day = dayOf('2004-01-12'); day <= dayOf('2004-02-02'); day += 1) {
      if (cn.isWorkday(day)) expect(cn.dayOfCount(cn.countBefore(day))).toBe(day);
    }
  });

  test('2025 had 248 working days', () => {
    expect(cn.countBefore(dayFromCivil(2026, 1, 1)) - cn.countBefore(dayFromCivil(2025, 1, 1))).toBe(248);
  });

  test('a skipped day is not worked', () => {
    const skipped = dayOf('2011-12-30');
    expect(workdaysOf('none', [skipped]).isWorkday(skipped)).toBe(false);
    expect(workdaysOf('none').isWorkday(skipped)).toBe(true);
  });
});
