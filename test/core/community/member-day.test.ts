import { describe, expect, test } from 'vitest';
import {
  isMemberDay,
  type MemberDaySchedule,
  nextMemberDayAt,
  type PointsDay,
  timesAt,
} from '../../../core/community/member-day.ts';
import { createZone } from '../../../core/zone.ts';
import { at, local } from '../../support/given.ts';

const zone = createZone('Asia/Shanghai');
const monthly = (day: number): MemberDaySchedule => ({ every: 'month', day });
const weekly = (day: number): MemberDaySchedule => ({ every: 'week', day });

test.each([
  ['the day itself', monthly(18), '2025-03-18', true],
  ['the day before', monthly(18), '2025-03-17', false],
  ['the last day of a month that is too short', monthly(31), '2025-02-28', true],
  ['not the last but one', monthly(31), '2025-02-27', false],
  ['the last of a leap February', monthly(30), '2024-02-29', true],
  ['the day of the week', weekly(5), '2025-03-07', true],
  ['another day of the week', weekly(5), '2025-03-08', false],
])('%s', (_name, schedule, day, expected) => {
  expect(isMemberDay(schedule, zone.dayOf(at(day)))).toBe(expected);
});

test.each([
  [monthly(18), '2025-03-18 09:59', '2025-03-18 10:00'],
  [monthly(18), '2025-03-18 10:00', '2025-04-18 10:00'],
  [monthly(31), '2025-01-31 12:00', '2025-02-28 10:00'],
  [weekly(1), '2025-03-03 10:00', '2025-03-10 10:00'],
])('the next one is announced at ten of its day', (schedule, now, next) => {
  expect(local(nextMemberDayAt(schedule, at(now), zone))).toBe(next);
});

describe('points', () => {
  const days: readonly PointsDay[] = [
    { schedule: monthly(18), times: 2, sinceAt: at('2025-03-01') },
    { schedule: weekly(2), times: 3, sinceAt: at('2025-03-20') },
  ];
  test.each([
    ['are as ever on other days', '2025-03-17 23:59', 1],
    ['count double from the day’s first minute', '2025-03-18 00:00', 2],
    ['are those of the better of two days, and only since it was set', '2025-11-18 12:00', 3],
    ['are as ever before the day was set', '2025-02-18 12:00', 1],
  ])('%s', (_name, when, times) => {
    expect(timesAt(days, at(when), zone)).toBe(times);
  });
});
