import { expect, test } from 'vitest';
import { createSchedule, dayMs } from '../../../bot/demo/schedule.ts';

const until = Date.parse('2026-10-12T10:00:00+08:00');
const schedule = createSchedule(until, 'Asia/Shanghai');

test('days begin at midnight in the zone and know holidays and make-up workdays', () => {
  expect(schedule.day(0).startAt).toBe(Date.parse('2026-10-12T00:00:00+08:00'));
  expect(schedule.day(11)).toMatchObject({ kind: 'holiday', festival: { zh: '国庆节' } });
  expect(schedule.day(2)).toMatchObject({
    kind: 'workday',
    weekday: 6,
    label: { zh: '10月10日', en: '10 Oct' },
  });
  expect(schedule.day(1).kind).toBe('weekend');
});

test('a moment is found in its day, also across a change of clocks', () => {
  const berlin = createSchedule(Date.parse('2026-11-02T12:00:00+01:00'), 'Europe/Berlin');
  for (let daysAgo = 0; daysAgo < 20; daysAgo += 1) {
    const day = berlin.day(daysAgo);
    expect(berlin.dayOf(day.startAt).daysAgo).toBe(daysAgo);
    expect(berlin.dayOf(day.startAt - 1).daysAgo).toBe(daysAgo + 1);
  }
  expect(berlin.day(8).startAt - berlin.day(9).startAt).toBe(dayMs);
  expect(berlin.day(7).startAt - berlin.day(8).startAt).toBe(dayMs + 3_600_000);
});

test('workdays are found before and after free days', () => {
  expect(schedule.workdayBack(7).startAt).toBe(Date.parse('2026-09-30T00:00:00+08:00'));
  expect(schedule.workdayAfter(schedule.day(12)).startAt).toBe(Date.parse('2026-10-08T00:00:00+08:00'));
});
