import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPastTime } from '../../bot/past-time.ts';
import { createZone } from '../../core/zone.ts';

const zone = createZone('Asia/Shanghai');
/** Friday, 20 November 2026, three in the afternoon. */
const now = Date.parse('2026-11-20T15:00:00+08:00');

const local = (at: number | undefined): string | undefined => {
  if (at === undefined) return undefined;
  const { hour, minute } = zone.parts(at);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return clock === '23:59' ? zone.isoDate(zone.dayOf(at)) : `${zone.isoDate(zone.dayOf(at))} ${clock}`;
};

test.each([
  ['today', '2026-11-20'],
  ['Yesterday', '2026-11-19'],
  ['the day before yesterday', '2026-11-18'],
  ['last friday', '2026-11-13'],
  ['Friday', '2026-11-20'],
  ['thu', '2026-11-19'],
  ['last week', '2026-11-15'],
  ['tuesday last week', '2026-11-10'],
  ['last week tuesday', '2026-11-10'],
  ['end of last month', '2026-10-31'],
  ['last year', '2025-12-31'],
  ['3 days ago', '2026-11-17'],
  ['a week ago', '2026-11-13'],
  ['two months ago', '2026-09-20'],
  ['1 year ago', '2025-11-20'],
  ['March 1', '2026-03-01'],
  ['Dec 1st', '2025-12-01'],
  ['1 Mar 2025', '2025-03-01'],
  ['march 1st, 2025', '2025-03-01'],
  ['feb 29', '2024-02-29'],
  ['2026-03-01', '2026-03-01'],
  ['2026/3/1', '2026-03-01'],
  ['2026-03-01 18:30', '2026-03-01 18:30'],
  ['last friday at 3pm', '2026-11-13 15:00'],
  ['9:15', '2026-11-20 09:15'],
  ['2026-03-01T10:00:00Z', '2026-03-01 18:00'],
  ['今天', '2026-11-20'],
  ['昨天', '2026-11-19'],
  ['前天', '2026-11-18'],
  ['大前天', '2026-11-17'],
  ['上周五', '2026-11-13'],
  ['上上周五', '2026-11-06'],
  ['周三', '2026-11-18'],
  ['星期日', '2026-11-15'],
  ['本周二', '2026-11-17'],
  ['上周', '2026-11-15'],
  ['上个月', '2026-10-31'],
  ['上月底', '2026-10-31'],
  ['上个月5号', '2026-10-05'],
  ['去年', '2025-12-31'],
  ['3月1日', '2026-03-01'],
  ['12月25日', '2025-12-25'],
  ['十二月二十五号', '2025-12-25'],
  ['去年3月1日', '2025-03-01'],
  ['2025年3月1日', '2025-03-01'],
  ['3天前', '2026-11-17'],
  ['两周前', '2026-11-06'],
  ['三个月前', '2026-08-20'],
  ['昨天下午3点半', '2026-11-19 15:30'],
  ['３月１日　上午９：０５', '2026-03-01 09:05'],
  ['2026-12-01', '2026-12-01'],
])('%s is %s', (phrase, expected) => {
  expect(local(readPastTime(phrase, now, zone))).toBe(expected);
});

test.each([
  '',
  'acme',
  '2026-02-30',
  '31 feb',
  '13月1日',
  '25:00',
  'status acme',
  'friday acme',
  '2026-03-01T99:00:00Z',
])('"%s" is no time', (phrase) => {
  expect(readPastTime(phrase, now, zone)).toBeUndefined();
});

test('a day is named by its date from every day on, and is its last moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 20_000 }), (day, later) => {
      const end = zone.startOfDay(day + 1) - 1;
      expect(readPastTime(zone.isoDate(day), end + later * 86_400_000, zone)).toBe(end);
      expect(readPastTime(`${later} days ago`, zone.startOfDay(day + later), zone)).toBe(
        later > 9999 ? undefined : end,
      );
    }),
  );
});
