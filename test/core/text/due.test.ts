import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveDue } from '../../../core/text/due.ts';
import { createZone } from '../../../core/zone.ts';

const zone = createZone('Asia/Shanghai');
/** Wednesday 4 March 2026, ten in the morning. */
const wednesday = Date.parse('2026-03-04T10:00+08:00');

function local(phrase: string, at = wednesday): string | undefined {
  const due = resolveDue(phrase, at, zone);
  if (due === undefined) return undefined;
  const { hour, minute } = zone.parts(due);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${zone.isoDate(zone.dayOf(due))} ${two(hour)}:${two(minute)}`;
}

const chinese: readonly (readonly [phrase: string, due: string])[] = [
  ['今天', '2026-03-04 18:00'],
  ['明天', '2026-03-05 18:00'],
  ['后天', '2026-03-06 18:00'],
  ['大后天', '2026-03-07 18:00'],
  ['本周五', '2026-03-06 18:00'],
  ['周五前发您', '2026-03-06 18:00'],
  ['下周五', '2026-03-13 18:00'],
  ['下下周一', '2026-03-16 18:00'],
  ['周三', '2026-03-04 18:00'],
  ['周二', '2026-03-10 18:00'],
  ['星期天', '2026-03-08 18:00'],
  ['这周内', '2026-03-06 18:00'],
  ['下周', '2026-03-13 18:00'],
  ['周末', '2026-03-08 18:00'],
  ['月底', '2026-03-31 18:00'],
  ['下个月底', '2026-04-30 18:00'],
  ['年底', '2026-12-31 18:00'],
  ['15号', '2026-03-15 18:00'],
  ['2号', '2026-04-02 18:00'],
  ['2月3号', '2027-02-03 18:00'],
  ['三月十五日', '2026-03-15 18:00'],
  ['2026/3/20', '2026-03-20 18:00'],
  ['3天内', '2026-03-07 18:00'],
  ['十天后', '2026-03-14 18:00'],
  ['两周内', '2026-03-18 18:00'],
  ['3个工作日内', '2026-03-09 18:00'],
  ['半小时内', '2026-03-04 10:30'],
  ['一个半小时后', '2026-03-04 11:30'],
  ['20分钟内', '2026-03-04 10:20'],
  ['稍后', '2026-03-04 18:00'],
  ['尽快', '2026-03-04 18:00'],
  ['明天上午', '2026-03-05 12:00'],
  ['明早', '2026-03-05 12:00'],
  ['今晚', '2026-03-04 23:59'],
  ['今晚8点前', '2026-03-04 20:00'],
  ['明天下午三点半', '2026-03-05 15:30'],
  ['下周一上午10点', '2026-03-09 10:00'],
  ['下午3点', '2026-03-04 15:00'],
  ['3点前', '2026-03-04 15:00'],
  ['9点', '2026-03-05 09:00'],
  ['10:30', '2026-03-04 10:30'],
  ['下班前给您', '2026-03-04 18:00'],
  ['本月', '2026-03-31 18:00'],
  ['月初', '2026-03-05 18:00'],
  ['月中', '2026-03-15 18:00'],
  ['3/20', '2026-03-20 18:00'],
  ['半天内', '2026-03-04 18:00'],
  ['一个半星期内', '2026-03-15 18:00'],
  ['一个月内', '2026-04-03 18:00'],
  ['二十天内', '2026-03-24 18:00'],
  ['一刻钟内', '2026-03-04 10:15'],
  ['晚上20点', '2026-03-04 20:00'],
  ['下午15点', '2026-03-04 15:00'],
  ['中午1点', '2026-03-04 13:00'],
  ['中午12点', '2026-03-04 12:00'],
  ['凌晨12点', '2026-03-05 00:00'],
];

const english: readonly (readonly [phrase: string, due: string])[] = [
  ['today', '2026-03-04 18:00'],
  ['tonight', '2026-03-04 23:59'],
  ['tomorrow', '2026-03-05 18:00'],
  ['the day after tomorrow', '2026-03-06 18:00'],
  ['Friday', '2026-03-06 18:00'],
  ['next Friday', '2026-03-13 18:00'],
  ['by Wed', '2026-03-04 18:00'],
  ['Tuesday', '2026-03-10 18:00'],
  ['by EOD', '2026-03-04 18:00'],
  ['by end of day', '2026-03-04 18:00'],
  ['this week', '2026-03-06 18:00'],
  ['next week', '2026-03-13 18:00'],
  ['by the end of next week', '2026-03-13 18:00'],
  ['end of month', '2026-03-31 18:00'],
  ['next month', '2026-04-30 18:00'],
  ['in 3 days', '2026-03-07 18:00'],
  ['within two weeks', '2026-03-18 18:00'],
  ['2 business days', '2026-03-06 18:00'],
  ['in 2 hours', '2026-03-04 12:00'],
  ['in half an hour', '2026-03-04 10:30'],
  ['within 24 hours', '2026-03-05 10:00'],
  ['later today', '2026-03-04 18:00'],
  ['soon', '2026-03-04 18:00'],
  ['tomorrow morning', '2026-03-05 12:00'],
  ['tomorrow at 3pm', '2026-03-05 15:00'],
  ['at 5pm on Friday', '2026-03-06 17:00'],
  ['Monday 9am', '2026-03-09 09:00'],
  ['by noon', '2026-03-04 12:00'],
  ['at 14:30', '2026-03-04 14:30'],
  ['by 5', '2026-03-04 17:00'],
  ['on the 15th', '2026-03-15 18:00'],
  ['March 15', '2026-03-15 18:00'],
  ['3rd of February', '2027-02-03 18:00'],
  ['2026-03-20', '2026-03-20 18:00'],
  ['this afternoon', '2026-03-04 18:00'],
  ['this morning', '2026-03-04 12:00'],
  ['tomorrow afternoon', '2026-03-05 18:00'],
  ['tomorrow evening', '2026-03-05 23:59'],
  ['by EOW', '2026-03-06 18:00'],
  ['this weekend', '2026-03-08 18:00'],
  ['by end of year', '2026-12-31 18:00'],
  ["by 11 o'clock", '2026-03-04 11:00'],
  ['by midnight', '2026-03-05 00:00'],
  ['in 5 minutes', '2026-03-04 10:05'],
  ['in an hour', '2026-03-04 11:00'],
  ['in a couple of days', '2026-03-06 18:00'],
  ['in a few days', '2026-03-07 18:00'],
  ['within two months', '2026-05-03 18:00'],
];

describe('said on a Wednesday at ten', () => {
  test.each(chinese)('%s is %s', (phrase, due) => expect(local(phrase)).toBe(due));
  test.each(english)('%s is %s', (phrase, due) => expect(local(phrase)).toBe(due));

  test.each([
    '早上好',
    '第3号线',
    '长安街15号',
    '上周五',
    '每周一',
    'hello',
    'last Friday',
    '2026-13-45',
    '2020-01-01',
    '50%',
    '0分钟内',
    '',
  ])('"%s" names no time to come', (phrase) => expect(local(phrase)).toBeUndefined());
});

describe('when the moment has passed', () => {
  const evening = Date.parse('2026-03-06T19:00+08:00');
  const midnight = Date.parse('2026-03-06T23:59:30+08:00');

  test('today lasts until its end', () => {
    expect(local('今天', evening)).toBe('2026-03-06 23:59');
    expect(local('by EOD', evening)).toBe('2026-03-06 23:59');
    expect(local('today', midnight)).toBe('2026-03-07 00:00');
  });

  test('a weekday is the next one, an hour that of tomorrow', () => {
    expect(local('周五', evening)).toBe('2026-03-13 18:00');
    expect(local('this Friday', evening)).toBe('2026-03-13 18:00');
    expect(local('at 3pm', evening)).toBe('2026-03-07 15:00');
  });
});

test('the moment is local, across a change of clocks', () => {
  const newYork = createZone('America/New_York');
  const saturday = Date.parse('2026-03-07T10:00-05:00');
  expect(resolveDue('tomorrow', saturday, newYork)).toBe(Date.parse('2026-03-08T18:00-04:00'));
});

test('whatever is said, the moment is a number after it was said, or none', () => {
  const parts = [...chinese, ...english].map(([phrase]) => phrase);
  const phrases = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...parts), { maxLength: 3 }).map((some) => some.join(' ')),
    fc
      .tuple(fc.nat(400), fc.constantFrom('天内', '号', '点', '月底', '小时后', 'pm', ' days'))
      .map((pair) => pair.join('')),
  );
  const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(phrases, moments, (phrase, at) => {
      const due = resolveDue(phrase, at, zone);
      if (due !== undefined) expect(due).toBeGreaterThan(at);
    }),
    { numRuns: 400 },
  );
});
