import { civilFromDay, dayFromCivil, weekdayOf } from '../core/calendar/civil.ts';
import { foldCharacters } from '../core/text/normalise.ts';
import type { Zone } from '../core/zone.ts';

type Found = readonly (string | undefined)[];
type DayRule = readonly [
  pattern: RegExp,
  /** The day that is meant, seen from `today` (day numbers), or undefined where there is none. */
  day: (found: Found, today: number) => number | undefined,
];

const weekdaysEn = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const monthsEn = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const countsEn = ['a', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const weekdayEn = '(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const monthEn =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const numberZh = '(\\d{1,4}|[一二两三四五六七八九十]{1,3})';

const valueZh = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (sign: string): number => (sign === '两' ? 2 : '零一二三四五六七八九'.indexOf(sign));
  const ten = text.indexOf('十');
  if (ten < 0) return digit(text.slice(-1));
  return (
    (ten === 0 ? 1 : digit(text.slice(0, 1))) * 10 + (ten === text.length - 1 ? 0 : digit(text.slice(-1)))
  );
};
const valueEn = (text: string): number => {
  const spoken = countsEn.indexOf(text.replace(/^(?:an|one)$/, 'a'));
  return spoken >= 0 ? spoken + 1 : Number(text);
};

const dateOf = (year: number, month: number, day: number): number | undefined => {
  const found = dayFromCivil(year, month, day);
  const civil = civilFromDay(found);
  return civil.month === month && civil.day === day ? found : undefined;
};
/** The latest such date that is not to come; 29 February may lie eight years back. */
const latestDate = (month: number, day: number, today: number): number | undefined => {
  const { year } = civilFromDay(today);
  for (let back = 0; back <= 8; back++) {
    const found = dateOf(year - back, month, day);
    if (found !== undefined && found <= today) return found;
  }
  return undefined;
};
const monthsBefore = (today: number, count: number): number => {
  const { year, month, day } = civilFromDay(today);
  const last = civilFromDay(dayFromCivil(year, month - count + 1, 0));
  return dayFromCivil(last.year, last.month, Math.min(day, last.day));
};
const endOfMonth = (today: number, months: number): number => {
  const { year, month } = civilFromDay(today);
  return dayFromCivil(year, month + months + 1, 0);
};
const endOfYear = (today: number, years: number): number =>
  dayFromCivil(civilFromDay(today).year + years, 12, 31);
/** The day of the week so many calendar weeks ago; weeks begin on Monday. */
const weekdayIn = (today: number, weeks: number, weekday: number): number =>
  today - weekdayOf(today) - 7 * weeks + weekday;
const latestWeekday = (today: number, weekday: number): number =>
  today - ((weekdayOf(today) - weekday + 7) % 7);
const weekdayNumberEn = (name: string): number => weekdaysEn.indexOf(name.slice(0, 3)) + 1;
const weekdayNumberZh = (name: string): number => '一二三四五六'.indexOf(name) + 1 || 7;
const monthNumberEn = (name: string): number => monthsEn.indexOf(name.slice(0, 3)) + 1;

const spans: Readonly<Record<string, (today: number, count: number) => number>> = {
  day: (today, count) => today - count,
  week: (today, count) => today - 7 * count,
  month: monthsBefore,
  year: (today, count) => monthsBefore(today, 12 * count),
};
const spanZh: Readonly<Record<string, string>> = {
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  月: 'month',
  年: 'year',
};
const endings: Readonly<Record<string, (today: number) => number>> = {
  week: (today) => weekdayIn(today, 1, 7),
  month: (today) => endOfMonth(today, -1),
  year: (today) => endOfYear(today, -1),
};

/** How people name a day that is past, as data. Each pattern stands for the whole phrase. */
const rules: readonly DayRule[] = [
  [/today|今天|今日/, (_, today) => today],
  [/yesterday|昨[天日]/, (_, today) => today - 1],
  [/(?:the )?day before yesterday|前[天日]/, (_, today) => today - 2],
  [/大前天/, (_, today) => today - 3],
  [
    new RegExp(`last ${weekdayEn}`),
    ([, name = ''], today) => latestWeekday(today - 1, weekdayNumberEn(name)),
  ],
  [new RegExp(`(?:on )?${weekdayEn}`), ([, name = ''], today) => latestWeekday(today, weekdayNumberEn(name))],
  [
    new RegExp(`(?:(?:${weekdayEn} (?:of )?last week)|(?:last week,? ${weekdayEn}))`),
    ([, one, other], today) => weekdayIn(today, 1, weekdayNumberEn(one ?? other ?? '')),
  ],
  [/(?:(?:the )?end of )?last (week|month|year)/, ([, span = ''], today) => endings[span]?.(today)],
  [
    new RegExp(`(\\d{1,4}|one|an?|${countsEn.slice(1).join('|')}) (day|week|month|year)s? ago`),
    ([, count = '', span = ''], today) => spans[span]?.(today, valueEn(count)),
  ],
  [
    new RegExp(`${monthEn} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`),
    ([, month = '', day, year], today) =>
      year === undefined
        ? latestDate(monthNumberEn(month), Number(day), today)
        : dateOf(Number(year), monthNumberEn(month), Number(day)),
  ],
  [
    new RegExp(`(\\d{1,2})(?:st|nd|rd|th)? ${monthEn}(?:,? (\\d{4}))?`),
    ([, day, month = '', year], today) =>
      year === undefined
        ? latestDate(monthNumberEn(month), Number(day), today)
        : dateOf(Number(year), monthNumberEn(month), Number(day)),
  ],
  [
    /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/,
    ([, year, , month, day]) => dateOf(Number(year), Number(month), Number(day)),
  ],
  [
    new RegExp(`(?:(\\d{4}|去|今|前)年)?${numberZh}月${numberZh}[日号]?`),
    ([, year, month = '', day = ''], today) => {
      const [number, date] = [valueZh(month), valueZh(day)];
      if (year === undefined) return latestDate(number, date, today);
      const back = ['今', '去', '前'].indexOf(year);
      return dateOf(back < 0 ? Number(year) : civilFromDay(today).year - back, number, date);
    },
  ],
  [
    new RegExp(`上个?月${numberZh}[日号]`),
    ([, day = ''], today) => {
      const { year, month } = civilFromDay(endOfMonth(today, -1));
      return dateOf(year, month, valueZh(day));
    },
  ],
  [
    /(上上|上|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天])/,
    ([, which, name = ''], today) => {
      const weekday = weekdayNumberZh(name);
      if (which === undefined) return latestWeekday(today, weekday);
      return weekdayIn(today, which === '上上' ? 2 : which === '上' ? 1 : 0, weekday);
    },
  ],
  [/上个?(?:周|星期|礼拜)末?/, (_, today) => weekdayIn(today, 1, 7)],
  [/上个?月[底末]?/, (_, today) => endOfMonth(today, -1)],
  [/去年[底末]?/, (_, today) => endOfYear(today, -1)],
  [
    new RegExp(`${numberZh}个?(天|日|周|星期|月|年)(?:之前|以前|前)`),
    ([, count = '', span = ''], today) => spans[spanZh[span] ?? '']?.(today, valueZh(count)),
  ],
];
const anchored = rules.map(([pattern, day]): DayRule => [new RegExp(`^(?:${pattern.source})$`), day]);

const clockForm =
  /^(.*?)[\s,]*(?:at )?(?:(凌晨|早上|上午|中午|下午|傍晚|晚上)?(\d{1,2})(?::(\d{2})|点(半|\d{1,2}分?)?)|(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\.?)$/;

/** The minute of the day that a phrase ends with, and what stands before it. */
const splitClock = (text: string): { readonly day: string; readonly minute?: number } => {
  const found = clockForm.exec(text);
  if (!found) return { day: text };
  const [, day = '', part, hourText, written, spoken, twelve, twelveMinute, half] = found;
  let hour = Number(hourText ?? twelve);
  if (half !== undefined) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  if (part !== undefined && /下午|傍晚|晚上/.test(part) && hour < 12) hour += 12;
  const said = spoken === '半' ? 30 : Number.parseInt(spoken ?? '0', 10);
  const minute = Number(written ?? twelveMinute ?? said);
  if (hour > 24 || minute > 59) return { day: text };
  return { day: day === '' ? 'today' : day, minute: hour * 60 + minute };
};

const isoForm = /^\d{4}-\d{2}-\d{2}t.*(?:z|[+-]\d{2}:?\d{2})$/;

/**
 * Returns the moment that a phrase names as seen from `now`: a date (2026-03-01, 3月1日, March 1, last Friday, 上周五,
 * 3 days ago), with or without a time of day, or an ISO time with offset; a day without a time is its end. Undefined when
 * the whole phrase is no such thing. What is named by its date or time may lie after `now`.
 */
export const readPastTime = (phrase: string, now: number, zone: Zone): number | undefined => {
  const text = foldCharacters(phrase).toLowerCase().replace(/\s+/g, ' ').trim();
  if (isoForm.test(text)) {
    const at = Date.parse(text.toUpperCase());
    return Number.isFinite(at) ? at : undefined;
  }
  const today = zone.dayOf(now);
  const whole = { day: text };
  for (const { day, minute } of [whole, splitClock(text)] as readonly { day: string; minute?: number }[]) {
    for (const [pattern, dayOf] of anchored) {
      const found = pattern.exec(day);
      const number = found ? dayOf(found, today) : undefined;
      if (number === undefined) continue;
      return minute === undefined ? zone.startOfDay(number + 1) - 1 : zone.at(number, minute);
    }
  }
  return undefined;
};
