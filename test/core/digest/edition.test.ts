import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, createCalendar } from '../../../core/calendar.ts';
import { editions, latestIssue, periodAround } from '../../../core/digest/edition.ts';
import { createZone } from '../../../core/zone.ts';

const calendarIn = (zone: string, holidays: 'cn' | 'none' = 'none'): Calendar =>
  createCalendar({ zone: createZone(zone), holidays });
const shanghai = calendarIn('Asia/Shanghai');
const hour = 3_600_000;
const nine = 9 * 60;

/** A local time as `2026-10-01 09:00` in a calendar's zone, and back. */
const at = (text: string, { zone }: Calendar): number => {
  const [date = '', time = '00:00'] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return zone.at(Date.parse(`${date}T00:00:00Z`) / (24 * hour), hours * 60 + minutes);
};
const local = (moment: number, { zone }: Calendar): string => {
  const { hour: hours, minute } = zone.parts(moment);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${zone.isoDate(zone.dayOf(moment))} ${two(hours)}:${two(minute)}`;
};

describe('the latest digest whose hour has come', () => {
  test('of a day is from one hour of the company to the next', () => {
    const before = latestIssue('daily', at('2026-10-02 08:59', shanghai), shanghai, nine);
    expect(local(before.dueAt, shanghai)).toBe('2026-10-01 09:00');
    expect(local(before.from, shanghai)).toBe('2026-09-30 09:00');
    expect(before.until).toBe(before.dueAt);
    const after = latestIssue('daily', at('2026-10-02 09:00', shanghai), shanghai, nine);
    expect(after.day).toBe(before.day + 1);
    expect(after.from).toBe(before.until);
  });

  test('of a week is posted on Monday and tells of the week that is over', () => {
    const { dueAt, from, until } = latestIssue('weekly', at('2026-10-07 12:00', shanghai), shanghai, nine);
    expect(local(dueAt, shanghai)).toBe('2026-10-05 09:00');
    expect(local(from + 1, shanghai)).toBe('2026-09-28 00:00');
    expect(local(until, shanghai)).toBe('2026-10-04 23:59');
    const early = latestIssue('weekly', at('2026-10-05 08:00', shanghai), shanghai, nine);
    expect(local(early.dueAt, shanghai)).toBe('2026-09-28 09:00');
  });

  test('of a month is posted on the first working day and tells of the month that is over', () => {
    // 2026-11-01 is a Sunday.
    const november = latestIssue('monthly', at('2026-11-02 09:00', shanghai), shanghai, nine);
    expect(local(november.dueAt, shanghai)).toBe('2026-11-02 09:00');
    expect(local(november.from + 1, shanghai)).toBe('2026-10-01 00:00');
    expect(local(november.until, shanghai)).toBe('2026-10-31 23:59');
    const sunday = latestIssue('monthly', at('2026-11-01 12:00', shanghai), shanghai, nine);
    expect(local(sunday.dueAt, shanghai)).toBe('2026-10-01 09:00');
    const tooEarly = latestIssue('monthly', at('2026-11-02 08:00', shanghai), shanghai, nine);
    expect(tooEarly).toEqual(sunday);
  });

  test('of a month that begins with holidays waits for their end', () => {
    const cn = calendarIn('Asia/Shanghai', 'cn');
    const { dueAt, until } = latestIssue('monthly', at('2025-10-12 09:00', cn), cn, nine);
    expect(local(dueAt, cn)).toBe('2025-10-09 09:00');
    expect(local(until, cn)).toBe('2025-09-30 23:59');
  });
});

describe.each([
  // Clocks go forward on the first date and back on the second, at 02:00 and 03:00 local time.
  ['Europe/Berlin', '2026-03-29', '2026-10-25'],
  ['America/New_York', '2026-03-08', '2026-11-01'],
] as const)('through the changes of clocks in %s', (name, forward, back) => {
  const calendar = calendarIn(name);

  test.each([
    [forward, nine, 23],
    [back, nine, 25],
  ] as const)(
    'the digest of %s comes at the company’s hour and tells of a day of another length',
    (day, minute, hours) => {
      const { dueAt, from } = latestIssue('daily', at(`${day} 09:00`, calendar), calendar, minute);
      expect(local(dueAt, calendar)).toBe(`${day} 09:00`);
      expect((dueAt - from) / hour).toBe(hours);
    },
  );

  test('an hour that is skipped moves forward, one that comes twice is the first, and each day has one digest', () => {
    for (const [day, minute, shown] of [
      [forward, 2 * 60 + 30, '03:30'],
      [back, 60 + 30, '01:30'],
      [back, 2 * 60 + 30, '02:30'],
    ] as const) {
      const begin = at(`${day} 00:00`, calendar);
      const seen = new Map<number, number>();
      for (let now = begin - 24 * hour; now < begin + 50 * hour; now += hour / 4) {
        const issue = latestIssue('daily', now, calendar, minute);
        expect(issue.dueAt).toBeLessThanOrEqual(now);
        expect(seen.get(issue.day) ?? issue.dueAt).toBe(issue.dueAt);
        seen.set(issue.day, issue.dueAt);
      }
      const due = [...seen.values()];
      expect(new Set(due).size).toBe(due.length);
      expect(due.map((each) => local(each, calendar))).toContain(`${day} ${shown}`);
    }
  });

  test('the next digest of any edition begins where the one before ended', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...editions),
        fc.integer({ min: at('2025-01-01', calendar), max: at('2027-12-31', calendar) }),
        fc.integer({ min: 0, max: 1439 }),
        (edition, now, minute) => {
          const issue = latestIssue(edition, now, calendar, minute);
          const before = latestIssue(edition, issue.dueAt - 1, calendar, minute);
          expect(before.day).toBeLessThan(issue.day);
          expect(before.until).toBe(issue.from);
        },
      ),
    );
  });
});

describe('the time around a day', () => {
  test('is its local day, its week from Monday, its month, midnight to midnight', () => {
    const day = shanghai.zone.dayOf(at('2026-10-01 12:00', shanghai));
    const spans = editions.map((edition) => {
      const { from, until } = periodAround(edition, day, shanghai);
      return `${local(from + 1, shanghai)} – ${local(until, shanghai)}`;
    });
    expect(spans).toEqual([
      '2026-10-01 00:00 – 2026-10-01 23:59',
      '2026-09-28 00:00 – 2026-10-04 23:59',
      '2026-10-01 00:00 – 2026-10-31 23:59',
    ]);
  });
});
