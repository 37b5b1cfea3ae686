import { civilFromDay, DAY_MS, dayFromCivil } from '../calendar/civil.ts';
import type { Bilingual } from '../language.ts';

/** A day of every year, by the sun or by the Chinese moon. Never a year: nobody's age is known or asked for. */
export type YearlyDay = {
  readonly calendar: 'solar' | 'lunar';
  /** 1–12. */
  readonly month: number;
  /** 1–31, by the moon 1–30. */
  readonly day: number;
};

/** Days that a playbook may name. */
export const holidays: Readonly<Record<string, { readonly name: Bilingual; readonly on: YearlyDay }>> = {
  'new-year': { name: { zh: '元旦', en: 'New Year' }, on: { calendar: 'solar', month: 1, day: 1 } },
  'spring-festival': {
    name: { zh: '春节', en: 'Chinese New Year' },
    on: { calendar: 'lunar', month: 1, day: 1 },
  },
  'lantern-festival': {
    name: { zh: '元宵节', en: 'the Lantern Festival' },
    on: { calendar: 'lunar', month: 1, day: 15 },
  },
  'womens-day': {
    name: { zh: '妇女节', en: 'Women’s Day' },
    on: { calendar: 'solar', month: 3, day: 8 },
  },
  'dragon-boat': {
    name: { zh: '端午节', en: 'the Dragon Boat Festival' },
    on: { calendar: 'lunar', month: 5, day: 5 },
  },
  qixi: { name: { zh: '七夕', en: 'Qixi' }, on: { calendar: 'lunar', month: 7, day: 7 } },
  'mid-autumn': {
    name: { zh: '中秋节', en: 'the Mid-Autumn Festival' },
    on: { calendar: 'lunar', month: 8, day: 15 },
  },
  'double-ninth': {
    name: { zh: '重阳节', en: 'the Double Ninth Festival' },
    on: { calendar: 'lunar', month: 9, day: 9 },
  },
  'national-day': {
    name: { zh: '国庆节', en: 'National Day' },
    on: { calendar: 'solar', month: 10, day: 1 },
  },
  christmas: { name: { zh: '圣诞节', en: 'Christmas' }, on: { calendar: 'solar', month: 12, day: 25 } },
};

const monthAndDay = /^(lunar )?(\d{1,2})-(\d{1,2})$/;

/** Returns the day that `08-15`, `lunar 08-15` or the name of a holiday stands for, else undefined. */
export const yearlyDay = (date: string): YearlyDay | undefined => {
  if (Object.hasOwn(holidays, date)) return holidays[date]?.on;
  const found = monthAndDay.exec(date);
  if (!found) return undefined;
  const calendar = found[1] === undefined ? 'solar' : 'lunar';
  const [month, day] = [Number(found[2]), Number(found[3])];
  const most = calendar === 'lunar' ? 30 : dayFromCivil(2024, month + 1, 1) - dayFromCivil(2024, month, 1);
  return month >= 1 && month <= 12 && day >= 1 && day <= most ? { calendar, month, day } : undefined;
};

const monthly = /^monthly (\d{1,2})$/;

/** Returns the day of every month (1–28, so that each month has it) that `monthly 18` stands for, else undefined. */
export const monthlyDay = (date: string): number | undefined => {
  const day = Number(monthly.exec(date)?.[1] ?? 0);
  return day >= 1 && day <= 28 ? day : undefined;
};

const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/** Month and day of a local day by the Chinese moon; a leap month has no days of its own here. */
const lunarDay = (day: number): { readonly month: number; readonly day: number } | undefined => {
  const parts = chinese.formatToParts(day * DAY_MS);
  const [month, found] = (['month', 'day'] as const).map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  // A leap month is called 6bis.
  return Number.isNaN(month) ? undefined : { month: month as number, day: found as number };
};

/**
 * Returns the yearly days that fall on a local day (see `Zone.dayOf`): by the sun and by the Chinese moon. Where the
 * month is too short this year its last day stands in: 29 February falls on the 28th, a lunar 30th on the 29th.
 */
export const yearlyDaysOn = (day: number): readonly YearlyDay[] => {
  const { month, day: ofMonth } = civilFromDay(day);
  const found: YearlyDay[] = [{ calendar: 'solar', month, day: ofMonth }];
  if (month === 2 && ofMonth === 28 && civilFromDay(day + 1).month === 3) {
    found.push({ calendar: 'solar', month, day: 29 });
  }
  const lunar = lunarDay(day);
  if (lunar) {
    found.push({ calendar: 'lunar', ...lunar });
    if (lunar.day === 29 && lunarDay(day + 1)?.day !== 30)
      found.push({ calendar: 'lunar', month: lunar.month, day: 30 });
  }
  return found;
};

/** Returns whether a day of everybody's (a holiday, `08-15`, `lunar 08-15`, `monthly 18`) falls on a local day. */
export const fallsOn = (date: string, day: number): boolean => {
  const ofMonth = monthlyDay(date);
  if (ofMonth !== undefined) return civilFromDay(day).day === ofMonth;
  const wanted = yearlyDay(date);
  return (
    wanted !== undefined &&
    yearlyDaysOn(day).some(
      (each) => each.calendar === wanted.calendar && each.month === wanted.month && each.day === wanted.day,
    )
  );
};

const englishMonths =
  'January February March April May June July August September October November December'.split(' ');

/** Returns a local day as month and day in words, never with a year. */
export const monthAndDayOf = (day: number, language: 'zh' | 'en'): string => {
  const { month, day: ofMonth } = civilFromDay(day);
  return language === 'zh' ? `${month}月${ofMonth}日` : `${ofMonth} ${englishMonths[month - 1]}`;
};
