import { describe, expect, test } from 'vitest';
import { initialState } from '../../../core/customer/state.ts';
import { firesOn, lookAt, silentSince } from '../../../core/playbook/daily.ts';
import { fallsOn, monthAndDayOf, monthlyDay, yearlyDay, yearlyDaysOn } from '../../../core/playbook/dates.ts';
import { at, company, local } from '../../support/given.ts';

const dayOf = (when: string): number => company.zone.dayOf(at(when));

test.each([
  ['08-15', { calendar: 'solar', month: 8, day: 15 }],
  ['lunar 8-15', { calendar: 'lunar', month: 8, day: 15 }],
  ['mid-autumn', { calendar: 'lunar', month: 8, day: 15 }],
  ['2-29', { calendar: 'solar', month: 2, day: 29 }],
  ['lunar 1-30', { calendar: 'lunar', month: 1, day: 30 }],
  ['2-30', undefined],
  ['0-1', undefined],
  ['13-1', undefined],
  ['4-31', undefined],
  ['lunar 1-31', undefined],
  ['1-0', undefined],
  ['toString', undefined],
])('the day %s is %j', (date, expected) => {
  expect(yearlyDay(date)).toEqual(expected);
});

test('days of a month end where every month has them', () => {
  expect(['monthly 1', 'monthly 28', 'monthly 29', 'monthly 0', 'monthly'].map(monthlyDay)).toEqual([
    1,
    28,
    undefined,
    undefined,
    undefined,
  ]);
});

// Dates of the Chinese calendar as published by the Hong Kong Observatory.
test.each([
  ['2025-01-29', 'spring-festival', true],
  ['2025-10-06', 'mid-autumn', true],
  ['2025-05-31', 'dragon-boat', true],
  ['2026-02-17', 'spring-festival', true],
  ['2026-02-16', 'spring-festival', false],
  ['2025-10-01', 'national-day', true],
  ['2025-03-18', 'monthly 18', true],
  ['2025-03-19', 'monthly 18', false],
  ['2025-03-19', 'nonsense', false],
])('%s is %s: %s', (date, holiday, expected) => {
  expect(fallsOn(holiday, dayOf(date))).toBe(expected);
});

test('a day that a year or month lacks falls on the last that it has', () => {
  expect(yearlyDaysOn(dayOf('2025-02-28'))).toContainEqual({ calendar: 'solar', month: 2, day: 29 });
  expect(yearlyDaysOn(dayOf('2024-02-28'))).not.toContainEqual({ calendar: 'solar', month: 2, day: 29 });
  // The first lunar month of 2025 has 30 days, the second 29.
  expect(yearlyDaysOn(dayOf('2025-02-26'))).toEqual([
    { calendar: 'solar', month: 2, day: 26 },
    { calendar: 'lunar', month: 1, day: 29 },
  ]);
  expect(yearlyDaysOn(dayOf('2025-03-28'))).toContainEqual({ calendar: 'lunar', month: 2, day: 30 });
});

test('a leap month has no holidays of its own', () => {
  // 2025-08-01 is the 8th of the second sixth month.
  expect(yearlyDaysOn(dayOf('2025-08-01'))).toEqual([{ calendar: 'solar', month: 8, day: 1 }]);
});

test('month and day are shown, never the year', () => {
  expect(monthAndDayOf(dayOf('2025-08-15'), 'zh')).toBe('8月15日');
  expect(monthAndDayOf(dayOf('2025-08-15'), 'en')).toBe('15 August');
});

describe('a day brings about', () => {
  const customer = {
    state: { ...initialState(), lastIn: { at: at('2025-03-03 15:00'), key: 'k' } },
    birthday: { calendar: 'solar', month: 3, day: 10 } as const,
  };
  const fires = (
    trigger: Parameters<typeof firesOn>[0],
    date: string,
    who = customer as Parameters<typeof firesOn>[1],
  ) => firesOn(trigger, who, company, dayOf(date));

  test('silence on the first look after it is long enough, and never again', () => {
    const on = { on: 'silence', days: 7 } as const;
    const days = Array.from({ length: 20 }, (_, index) => company.zone.isoDate(dayOf('2025-03-03') + index));
    const reached = company.calendar.silenceReaches(at('2025-03-03 15:00'), 7);
    const found = days.filter((date) => fires(on, date) !== undefined);
    expect(found).toHaveLength(1);
    const look = lookAt(company.zone, dayOf(found[0] ?? ''));
    expect(look).toBeGreaterThanOrEqual(reached);
    expect(look - reached).toBeLessThan(86_400_000);
    expect(fires(on, '2025-03-12', { ...customer, state: initialState() })).toBeUndefined();
  });

  test('a birthday, before or after it', () => {
    expect(fires({ on: 'date', date: 'birthday' }, '2025-03-10')).toMatch(/^date\/birthday\//);
    expect(fires({ on: 'date', date: 'birthday', offset: -3 }, '2025-03-07')).toBeDefined();
    expect(fires({ on: 'date', date: 'birthday', offset: 2 }, '2025-03-12')).toBeDefined();
    expect(fires({ on: 'date', date: 'birthday' }, '2025-03-11')).toBeUndefined();
    expect(
      fires({ on: 'date', date: 'birthday' }, '2025-03-10', { ...customer, birthday: null }),
    ).toBeUndefined();
  });

  test('a renewal and a holiday', () => {
    const renewing = {
      ...customer,
      state: { ...customer.state, renewals: [{ key: 'r', what: 'plan', dueAt: at('2025-04-09 08:00') }] },
    };
    expect(fires({ on: 'date', date: 'renewal', offset: -30 }, '2025-03-10', renewing)).toBeDefined();
    expect(fires({ on: 'date', date: 'renewal', offset: -30 }, '2025-03-11', renewing)).toBeUndefined();
    expect(fires({ on: 'date', date: 'womens-day' }, '2025-03-08')).toBeDefined();
    expect(fires({ on: 'date', date: 'womens-day' }, '2025-03-09')).toBeUndefined();
  });

  test('and silence is known to have begun', () => {
    const look = lookAt(company.zone, dayOf('2025-03-31'));
    const since = silentSince(company.calendar, look, 14);
    expect(company.calendar.silenceDays(since, look)).toBeGreaterThanOrEqual(14);
    expect(company.calendar.silenceDays(since + 1, look)).toBeLessThan(14);
    expect(local(look)).toBe('2025-03-31 10:00');
    expect(silentSince({ silenceDays: () => 0 }, look, 14)).toBe(Number.NEGATIVE_INFINITY);
  });
});
