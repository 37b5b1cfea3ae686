import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../core/errors.ts';
import { createZone, isZone } from '../../core/zone.ts';

const shanghai = createZone('Asia/Shanghai');
const newYork = createZone('America/New_York');
const london = createZone('Europe/London');
const apia = createZone('Pacific/Apia');
const hourMs = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const dayNumber = (date: string): number => Math.round(Date.parse(date) / 86_400_000);

describe('names', () => {
  test('are told from what is none', () => {
    expect(['asia/shanghai', 'Europe/London', '+08:00', 'Mars/Olympus'].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test.each(['', 'Mars/Olympus', '+08:00', '2025-01-01T00:00[Asia/Shanghai]', 'Asia/Shanghai '])(
    'refuses "%s" and says what to write',
    (name) => {
      expect(() => createZone(name)).toThrow(ConfigError);
      expect(() => createZone(name)).toThrow(/IANA name/);
    },
  );

  test('takes any case and gives the same zone again', () => {
    expect(createZone('asia/shanghai')).toBe(shanghai);
    expect(shanghai.name).toBe('Asia/Shanghai');
  });
});

describe('clock changes', () => {
  test('a time that New York skipped in March moves forward by an hour', () => {
    const day = dayNumber('2026-03-08');
    expect(iso(newYork.at(day, 150))).toBe('2026-03-08T07:30:00.000Z');
    expect(newYork.parts(newYork.at(day, 150))).toMatchObject({ hour: 3, minute: 30 });
  });

  test('a time that occurred twice in November is the first', () => {
    expect(iso(newYork.at(dayNumber('2026-11-01'), 90))).toBe('2026-11-01T05:30:00.000Z');
  });

  test('days have 23 and 25 hours in London', () => {
    const spring = dayNumber('2026-03-29');
    const autumn = dayNumber('2026-10-25');
    expect(london.startOfDay(spring + 1) - london.startOfDay(spring)).toBe(23 * hourMs);
    expect(london.startOfDay(autumn + 1) - london.startOfDay(autumn)).toBe(25 * hourMs);
  });

  test('Shanghai had summer time until September 1991', () => {
    expect(shanghai.offsetMsAt(Date.UTC(1991, 6, 1))).toBe(9 * hourMs);
    expect(shanghai.offsetMsAt(Date.UTC(1992, 6, 1))).toBe(8 * hourMs);
    const day = dayNumber('1991-09-15');
    expect(shanghai.startOfDay(day + 1) - shanghai.startOfDay(day)).toBe(25 * hourMs);
  });

  test('Apia skipped 30 December 2011', () => {
    const skipped = dayNumber('2011-12-30');
    expect(iso(apia.startOfDay(skipped))).toBe('2011-12-30T10:00:00.000Z');
    expect(apia.startOfDay(skipped + 1)).toBe(apia.startOfDay(skipped));
    expect(apia.isoDate(apia.dayOf(apia.startOfDay(skipped) - 1))).toBe('2011-12-29');
    expect(apia.isoDate(apia.dayOf(apia.startOfDay(skipped)))).toBe('2011-12-31');
  });

  test('a day begins after midnight where clocks skip it', () => {
    const cairo = createZone('Africa/Cairo');
    const day = dayNumber('2024-04-26');
    expect(cairo.parts(cairo.startOfDay(day))).toMatchObject({ day: 26, hour: 1, minute: 0 });
    expect(cairo.dayOf(cairo.startOfDay(day) - 1)).toBe(day - 1);
  });
});

describe('a midnight inside a gap', () => {
  test('is the moment the gap ends: Toronto skipped from 23:30 to 0:30', () => {
    const toronto = createZone('America/Toronto');
    expect(iso(toronto.startOfDay(dayNumber('1919-03-31')))).toBe('1919-03-31T04:30:00.000Z');
  });
});

describe('agrees with Temporal', () => {
  const names = [
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'Pacific/Apia',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ];
  const moments = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 11, 31) });

  test.each(names)('in %s, at any moment from 1970 to 2100', (name) => {
    const zone = createZone(name);
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 1439 }), (at, minute) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
        const day = zone.dayOf(at);
        expect(zone.offsetMsAt(at)).toBe(expected.offsetNanoseconds / 1_000_000);
        expect(zone.isoDate(day)).toBe(expected.toPlainDate().toString());
        expect(zone.startOfDay(day)).toBe(expected.startOfDay().epochMilliseconds);
        expect(zone.parts(at)).toEqual({
          year: expected.year,
          month: expected.month,
          day: expected.day,
          hour: expected.hour,
          minute: expected.minute,
          weekday: expected.dayOfWeek,
        });
        const time = { hour: Math.floor(minute / 60), minute: minute % 60 };
        const local = expected.toPlainDate().toPlainDateTime(time);
        expect(zone.at(day, minute)).toBe(local.toZonedDateTime(name).epochMilliseconds);
      }),
      { numRuns: 60 },
    );
  });

  test.each(names)('in %s, around every clock change of 2010 to 2026', (name) => {
    const zone = createZone(name);
    let change = Temporal.Instant.from('2010-01-01T00:00Z').toZonedDateTimeISO(name);
    for (;;) {
      const next = change.getTimeZoneTransition('next');
      if (next === null || next.year > 2026) return;
      change = next;
      for (const hours of [-25, -1, -1 / hourMs, 0, 0.5, 1, 25]) {
        const at = Math.round(change.epochMilliseconds + hours * hourMs);
        const expected = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
        expect(zone.offsetMsAt(at)).toBe(expected.offsetNanoseconds / 1_000_000);
        expect(zone.startOfDay(zone.dayOf(at))).toBe(expected.startOfDay().epochMilliseconds);
      }
    }
  });
});

test('far outside the known years the offset at the edge stands', () => {
  expect(shanghai.offsetMsAt(8.64e15)).toBe(8 * hourMs);
  expect(shanghai.offsetMsAt(-8.64e15)).toBe(shanghai.offsetMsAt(Date.UTC(1900, 0, 1)));
  expect(shanghai.dayOf(Number.NaN)).toBeNaN();
});
