import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar, withBlind } from '../../core/calendar.ts';
import { ConfigError } from '../../core/errors.ts';
import { createZone } from '../../core/zone.ts';

const shanghai = createZone('Asia/Shanghai');
const china = createCalendar({ zone: shanghai, holidays: 'cn' });
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A moment by its local time in Shanghai. */
const at = (local: string): number => Date.parse(`${local}+08:00`);

describe('silence', () => {
  test('a full working week is seven days of silence', () => {
    expect(china.silenceDays(at('2026-03-02T00:00'), at('2026-03-09T00:00'))).toBe(7);
    expect(china.silenceDays(at('2026-03-02T10:30'), at('2026-03-09T10:30'))).toBe(7);
  });

  test('a weekend is none', () => {
    expect(china.silenceDays(at('2026-03-07T00:00'), at('2026-03-09T00:00'))).toBe(0);
  });

  test.each([
    ['国庆 2025', '2025-10-01', '2025-10-09'],
    ['国庆 2026', '2026-10-01', '2026-10-08'],
    ['春节 2025', '2025-01-28', '2025-02-05'],
    ['春节 2026', '2026-02-15', '2026-02-24'],
  ])('%s is none', (_name, first, next) => {
    expect(china.silenceDays(at(`${first}T00:00`), at(`${next}T00:00`))).toBe(0);
  });

  test.each(['2025-09-28', '2025-10-11', '2026-02-14', '2026-02-28', '2026-10-10'])(
    'the make-up workday %s is a working day of it',
    (date) => {
      expect(china.silenceDays(at(`${date}T00:00`), at(`${date}T23:59:59.999`))).toBeCloseTo(1.4, 6);
    },
  );

  test('without Chinese holidays the same days are', () => {
    const plain = createCalendar({ zone: shanghai, holidays: 'none' });
    expect(plain.silenceDays(at('2025-10-01T00:00'), at('2025-10-09T00:00'))).toBe(8.4);
  });

  test('three days in which the bot was blind are none', () => {
    const blind = withBlind(china, [{ from: at('2026-03-03T00:00'), until: at('2026-03-06T00:00') }]);
    expect(blind.silenceDays(at('2026-03-03T00:00'), at('2026-03-06T00:00'))).toBe(0);
    expect(blind.silenceDays(at('2026-03-02T00:00'), at('2026-03-09T00:00'))).toBe(2.8);
    expect(china.silenceDays(at('2026-03-03T00:00'), at('2026-03-06T00:00'))).toBe(4.2);
  });

  test('nothing passes backwards', () => {
    expect(china.silenceDays(at('2026-03-09T00:00'), at('2026-03-02T00:00'))).toBe(0);
    expect(china.silenceDays(0, 0)).toBe(0);
    expect(china.silenceDays(Number.NaN, 0)).toBe(0);
  });

  test('thirty days are reached after 21.43 working days', () => {
    const reached = china.silenceReaches(at('2026-03-02T10:00'), 30);
    expect(shanghai.isoDate(shanghai.dayOf(reached))).toBe('2026-03-31');
    expect(china.workingDaysBetween(at('2026-03-02T10:00'), reached)).toBeCloseTo(150 / 7, 6);
  });

  test('it is reached on Friday midnight, not on Monday, when the week fills it', () => {
    expect(china.silenceReaches(at('2026-03-02T00:00'), 7)).toBe(at('2026-03-07T00:00'));
  });

  test('no silence is reached at once, and none ever while the bot stays blind', () => {
    const blind = withBlind(china, [{ from: at('2026-03-03T00:00'), until: Number.POSITIVE_INFINITY }]);
    expect(china.silenceReaches(at('2026-03-02T00:00'), 0)).toBe(at('2026-03-02T00:00'));
    expect(blind.silenceReaches(at('2026-03-02T00:00'), 1)).toBeLessThan(at('2026-03-03T00:00'));
    expect(blind.silenceReaches(at('2026-03-02T00:00'), 3)).toBe(Number.POSITIVE_INFINITY);
    expect(china.silenceReaches(at('2026-03-02T00:00'), Number.POSITIVE_INFINITY)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe('working days', () => {
  test('the Friday that Apia skipped is none', () => {
    const apia = createZone('Pacific/Apia');
    const calendar = createCalendar({ zone: apia, holidays: 'none' });
    const thursday = apia.startOfDay(15_337);
    const saturday = apia.startOfDay(15_339);
    expect(calendar.isWorkday(15_338)).toBe(false);
    expect(calendar.workingDaysBetween(thursday, saturday)).toBe(1);
    expect(saturday - thursday).toBe(dayMs);
  });

  test('a day of 23 or 25 hours is one working day', () => {
    const shanghai1991 = createCalendar({ zone: shanghai, holidays: 'none' });
    const london = createZone('Europe/London');
    const calendar = createCalendar({ zone: london, holidays: 'none' });
    const sunday = london.dayOf(Date.UTC(2026, 9, 25, 12));
    expect(calendar.workingDaysBetween(london.startOfDay(sunday - 6), london.startOfDay(sunday + 1))).toBe(5);
    const monday1986 = shanghai.dayOf(Date.UTC(1986, 4, 5));
    expect(
      shanghai1991.workingDaysBetween(shanghai.startOfDay(monday1986 - 7), shanghai.startOfDay(monday1986)),
    ).toBe(5);
  });
});

describe('business hours', () => {
  test('only minutes of business hours on working days count', () => {
    expect(china.businessMinutesBetween(at('2026-03-02T08:00'), at('2026-03-02T09:15'))).toBe(15);
    expect(china.businessMinutesBetween(at('2026-03-06T17:50'), at('2026-03-09T09:05'))).toBe(15);
    expect(china.businessMinutesBetween(at('2026-03-07T09:00'), at('2026-03-08T18:00'))).toBe(0);
    expect(china.businessMinutesBetween(at('2026-02-28T09:00'), at('2026-02-28T18:00'))).toBe(540);
  });

  test('a question of Friday evening is 15 minutes old on Monday at 9:15', () => {
    expect(china.businessReaches(at('2026-03-06T20:00'), 15)).toBe(at('2026-03-09T09:15'));
    expect(china.businessReaches(at('2026-03-06T17:50'), 15)).toBe(at('2026-03-09T09:05'));
  });

  test('blind minutes do not count', () => {
    const blind = withBlind(china, [{ from: at('2026-03-02T10:00'), until: at('2026-03-02T11:00') }]);
    expect(blind.businessReaches(at('2026-03-02T09:50'), 15)).toBe(at('2026-03-02T11:05'));
  });

  test('the next working moment is now, this morning, or after the holidays', () => {
    expect(china.nextWorkingMoment(at('2026-03-02T10:00'))).toBe(at('2026-03-02T10:00'));
    expect(china.nextWorkingMoment(at('2026-03-02T07:00'))).toBe(at('2026-03-02T09:00'));
    expect(china.nextWorkingMoment(at('2026-03-02T18:00'))).toBe(at('2026-03-03T09:00'));
    expect(china.nextWorkingMoment(at('2026-02-14T18:00'))).toBe(at('2026-02-24T09:00'));
  });

  test.each([
    { startMinute: 600, endMinute: 600 },
    { startMinute: 1080, endMinute: 540 },
    { startMinute: -1, endMinute: 540 },
    { startMinute: 0, endMinute: 1441 },
    { startMinute: Number.NaN, endMinute: 1000 },
  ])('refuses hours that are none: %o', (businessHours) => {
    expect(() => createCalendar({ zone: shanghai, holidays: 'cn', businessHours })).toThrow(ConfigError);
  });
});

describe('months', () => {
  test('are numbered and begin at local midnight', () => {
    expect(china.monthOf(at('2025-12-31T23:59'))).toBe(2025 * 12 + 11);
    expect(china.monthOf(at('2026-01-01T00:00'))).toBe(2026 * 12);
    expect(china.startOfMonth(2026 * 12)).toBe(at('2026-01-01T00:00'));
    expect(china.startOfMonth(2025 * 12 + 11)).toBe(at('2025-12-01T00:00'));
  });
});

test('never has no next working moment', () => {
  expect(china.nextWorkingMoment(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

describe('blind time', () => {
  test('is added to what the calendar has, in any order', () => {
    const first = { from: at('2026-03-05T00:00'), until: at('2026-03-06T00:00') };
    const second = { from: at('2026-03-03T00:00'), until: at('2026-03-04T12:00') };
    const both = withBlind(createCalendar({ zone: shanghai, holidays: 'cn', blind: [first] }), [second]);
    expect(both.blind).toEqual([second, first]);
    expect(both.workingDaysBetween(at('2026-03-02T00:00'), at('2026-03-07T00:00'))).toBe(2.5);
    expect(withBlind(both, [])).toBe(both);
  });
});

describe.each(['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Pacific/Apia', 'America/St_Johns'])(
  'in %s, from 1970 to 2100',
  (name) => {
    const plain = createCalendar({ zone: createZone(name), holidays: 'cn' });
    const first = Date.UTC(1970, 0, 1);
    const last = Date.UTC(2100, 11, 31);
    // Half of the moments near the years with holidays and clock changes over midnight or the date line.
    const moment = fc.oneof(
      fc.integer({ min: first, max: last }),
      fc.integer({ min: Date.UTC(1986, 0, 1), max: Date.UTC(2026, 11, 31) }),
      fc.integer({ min: Date.UTC(2011, 9, 1), max: Date.UTC(2012, 2, 1) }),
    );
    const span = fc.oneof(fc.integer({ min: 0, max: 3 * dayMs }), fc.integer({ min: 0, max: 400 * dayMs }));
    const near = fc
      .array(
        fc.tuple(
          fc.integer({ min: -100 * dayMs, max: 400 * dayMs }),
          fc.integer({ min: 0, max: 20 * dayMs }),
        ),
        {
          maxLength: 6,
        },
      )
      .map(
        (pairs) => (from: number) =>
          withBlind(
            plain,
            pairs.map(([offset, length]) => ({ from: from + offset, until: from + offset + length })),
          ),
      );
    const runs = { numRuns: 150 };

    test('time adds up, never falls and never exceeds the clock on the wall', () => {
      fc.assert(
        fc.property(moment, span, span, near, (from, one, two, blindAround) => {
          const calendar = blindAround(from);
          for (const measure of [calendar.silenceDays, calendar.businessMinutesBetween]) {
            const whole = measure(from, from + one + two);
            const parts = measure(from, from + one) + measure(from + one, from + one + two);
            expect(Math.abs(whole - parts)).toBeLessThan(measure === calendar.silenceDays ? 2e-9 : 2e-6);
            expect(whole).toBeGreaterThanOrEqual(measure(from, from + one));
            expect(measure(from, from + one)).toBeGreaterThanOrEqual(0);
          }
          expect(calendar.businessMinutesBetween(from, from + one)).toBeLessThanOrEqual(
            one / minuteMs + 1e-6,
          );
          expect(calendar.silenceDays(from, from + one)).toBeLessThanOrEqual(
            plain.silenceDays(from, from + one) + 1e-9,
          );
        }),
        runs,
      );
    });

    test('it is reached exactly when it is said to be', () => {
      const amount = fc.oneof(
        fc.double({ min: 1e-6, max: 120, noNaN: true }),
        fc.constantFrom(1.4, 7, 14, 30, 90),
      );
      fc.assert(
        fc.property(moment, amount, near, (from, days, blindAround) => {
          const calendar = blindAround(from);
          const silent = calendar.silenceReaches(from, days);
          expect(calendar.silenceDays(from, silent)).toBeGreaterThanOrEqual(days);
          expect(calendar.silenceDays(from, silent - 1)).toBeLessThan(days);
          const due = calendar.businessReaches(from, days);
          expect(calendar.businessMinutesBetween(from, due)).toBeGreaterThanOrEqual(days);
          expect(calendar.businessMinutesBetween(from, due - 1)).toBeLessThan(days);
        }),
        runs,
      );
    });

    test('the reading agrees with a walk over the days', () => {
      fc.assert(
        fc.property(moment, fc.integer({ min: 0, max: 40 * dayMs }), (from, length) => {
          const { zone } = plain;
          const until = from + length;
          let days = 0;
          for (let day = zone.dayOf(from) - 1; day <= zone.dayOf(until) + 1; day += 1) {
            const start = zone.startOfDay(day);
            const end = zone.startOfDay(day + 1);
            const shared = Math.min(until, end) - Math.max(from, start);
            if (plain.isWorkday(day) && shared > 0) days += shared / (end - start);
          }
          expect(plain.workingDaysBetween(from, until)).toBeCloseTo(days, 8);
        }),
        runs,
      );
    });

    test('the next working moment is in business hours and no business minute lies before it', () => {
      fc.assert(
        fc.property(moment, (from) => {
          const next = plain.nextWorkingMoment(from);
          expect(plain.nextWorkingMoment(next)).toBe(next);
          expect(plain.businessMinutesBetween(from, next)).toBe(0);
          expect(plain.businessMinutesBetween(next, next + minuteMs)).toBeGreaterThan(0);
        }),
        runs,
      );
    });
  },
);
