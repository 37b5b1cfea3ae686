import { describe, expect, test } from 'vitest';
import { workdaysOf } from '../../../core/calendar/workdays.ts';
import {
  calendarDay,
  createWorkingClock,
  hoursOfDay,
  wholeDay,
} from '../../../core/calendar/working-clock.ts';
import { createZone } from '../../../core/zone.ts';

const london = createZone('Europe/London');
const workdays = workdaysOf('none');

describe('a clock of whole working days', () => {
  const clock = createWorkingClock(london, workdays, wholeDay(london));

  test('advances by one over a working day and stands over a weekend', () => {
    const friday = Date.parse('2026-03-06T00:00Z');
    const monday = Date.parse('2026-03-09T00:00Z');
    expect(clock.read(monday) - clock.read(friday)).toBe(1);
    expect(clock.read(friday + 12 * 3_600_000) - clock.read(friday)).toBe(0.5);
    expect(clock.momentOf(clock.read(friday) + 1)).toBe(Date.parse('2026-03-07T00:00Z'));
  });

  test('never ends where time does not', () => {
    expect(clock.read(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(clock.momentOf(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});

test('a clock of business hours runs only in them', () => {
  const clock = createWorkingClock(london, workdays, hoursOfDay(london, 540, 1080));
  const read = (time: string): number =>
    clock.read(Date.parse(time)) - clock.read(Date.parse('2026-03-06T00:00Z'));
  expect(read('2026-03-06T09:00Z')).toBe(0);
  expect(read('2026-03-06T13:30Z')).toBe(0.5);
  expect(read('2026-03-06T23:00Z')).toBe(1);
});

test('the day that has begun stays, though the clocks show the day before once more', () => {
  const stJohns = createZone('America/St_Johns');
  // At 00:01 on 7 November 2010 clocks went back to 23:01.
  const before = Date.parse('2010-11-07T00:00:30-02:30');
  const after = Date.parse('2010-11-06T23:30:00-03:30');
  expect(after).toBeGreaterThan(before);
  expect(stJohns.dayOf(after)).toBe(stJohns.dayOf(before) - 1);
  expect(calendarDay(stJohns, after)).toBe(calendarDay(stJohns, before));
});
