import { type BlindInterval, mergeBlind, pauseClock } from './calendar/blind.ts';
import { dayFromCivil } from './calendar/civil.ts';
import { type Holidays, type Workdays, workdaysOf } from './calendar/workdays.ts';
import {
  calendarDay,
  createWorkingClock,
  hoursOfDay,
  type WorkingClock,
  wholeDay,
} from './calendar/working-clock.ts';
import { ConfigError } from './errors.ts';
import type { Zone } from './zone.ts';

export type { BlindInterval } from './calendar/blind.ts';

/** When the company works, in minutes of the local day: 0 <= `startMinute` < `endMinute` <= 1440. */
export type BusinessHours = { readonly startMinute: number; readonly endMinute: number };

/** What a calendar is made of. */
export type CalendarOptions = {
  readonly zone: Zone;
  readonly holidays: Holidays;
  /** Left out: 9:00 to 18:00. */
  readonly businessHours?: BusinessHours;
  /** Times in which the bot could not hear, in any order; they may overlap. */
  readonly blind?: readonly BlindInterval[];
};

/**
 * Working time of a company: working days without holidays, business hours, and time in which the bot was blind.
 * Moments are epoch milliseconds, days day numbers (see {@link Zone}), amounts real numbers, 0 where `until` is
 * not after `from`. Days are rounded to 1e-9, minutes to 1e-6: less than a millisecond; so amounts over adjoining
 * times add up to that. They never fall as `until` grows. A working day counts by the share of it that has
 * passed, whether it has 23, 24 or 25 hours.
 */
export type Calendar = {
  readonly zone: Zone;
  /** The blind intervals, merged and in order. */
  readonly blind: readonly BlindInterval[];
  /** Returns whether a day is worked: not a weekend or holiday, or a make-up workday (调休补班). */
  readonly isWorkday: (day: number) => boolean;
  /** Returns whether the public holidays of a year are known; in other years only weekends are free. */
  readonly knowsHolidaysOf: (year: number) => boolean;
  /** Returns the working days between two moments, less blind time. */
  readonly workingDaysBetween: (from: number, until: number) => number;
  /**
   * Returns the days of silence between two moments: working days × 7/5, so that weekends, holidays and blind
   * time are no silence while "30 days" keeps its everyday meaning.
   */
  readonly silenceDays: (from: number, until: number) => number;
  /**
   * Returns the earliest moment `at` with `silenceDays(from, at) >= days`, exactly: one millisecond earlier it is
   * less. `from` when `days` is not positive, Infinity when it is never reached.
   */
  readonly silenceReaches: (from: number, days: number) => number;
  /** Returns the minutes of business hours between two moments, less blind time. */
  readonly businessMinutesBetween: (from: number, until: number) => number;
  /** Returns the earliest moment `at` with `businessMinutesBetween(from, at) >= minutes`; as `silenceReaches`. */
  readonly businessReaches: (from: number, minutes: number) => number;
  /** Returns `at` if it is in business hours, else the start of the next ones. Blind time plays no part. */
  readonly nextWorkingMoment: (at: number) => number;
  /** Returns the number of the local month: year × 12 + month − 1. */
  readonly monthOf: (at: number) => number;
  /** Returns the first moment of a month as numbered by `monthOf`. */
  readonly startOfMonth: (month: number) => number;
  /** What calendars of the same company share. For {@link withBlind} only. */
  readonly base: CalendarBase;
};

type CalendarBase = {
  readonly zone: Zone;
  readonly workdays: Workdays;
  readonly hours: BusinessHours;
  readonly wholeDays: WorkingClock;
  readonly businessDays: WorkingClock;
};

const nineToSix: BusinessHours = { startMinute: 540, endMinute: 1080 };
const workingDays: Unit = { perDay: 1, partsOfOne: 1e9 };
/** Seven calendar days to five working days. */
const silentDays: Unit = { perDay: 7 / 5, partsOfOne: 1e9 };
/** Clocks that are set back over midnight show the day before once more, for no longer than this. */
const setBackMs = 3 * 60 * 60 * 1000;
/** 2011-12-30, a Friday: the only weekday since 1970 that a zone skipped (Apia and Fakaofo, over the date line). */
const skippedFriday = 15_338;

/**
 * Returns a calendar. With `holidays: 'cn'` it knows the Chinese public holidays and make-up workdays of 2004 to
 * 2026 (ask `knowsHolidaysOf`).
 *
 * @throws ConfigError when the business hours are not within a day or end before they start.
 */
export function createCalendar(options: CalendarOptions): Calendar {
  const { zone, holidays, businessHours: hours = nineToSix } = options;
  if (!(hours.startMinute >= 0 && hours.startMinute < hours.endMinute && hours.endMinute <= 1440)) {
    throw new ConfigError(
      `Business hours must start before they end, within minutes 0 to 1440 of a day; got ${hours.startMinute} to ${hours.endMinute}.`,
    );
  }
  const skips = zone.startOfDay(skippedFriday) === zone.startOfDay(skippedFriday + 1);
  const workdays = workdaysOf(holidays, skips ? [skippedFriday] : []);
  const wholeDays = createWorkingClock(zone, workdays, wholeDay(zone));
  const window = hoursOfDay(zone, hours.startMinute, hours.endMinute);
  const businessDays = createWorkingClock(zone, workdays, window);
  return assemble({ zone, workdays, hours, wholeDays, businessDays }, mergeBlind(options.blind ?? []));
}

/**
 * Returns the calendar with more blind time, added to what it has. Cheap: everything but the intervals is shared.
 */
export function withBlind(calendar: Calendar, intervals: readonly BlindInterval[]): Calendar {
  if (intervals.length === 0) return calendar;
  return assemble(calendar.base, mergeBlind([...calendar.blind, ...intervals]));
}

function assemble(base: CalendarBase, blind: readonly BlindInterval[]): Calendar {
  const { zone, workdays, hours } = base;
  const heardDays = pauseClock(base.wholeDays, blind);
  const heardBusiness = pauseClock(base.businessDays, blind);
  const minutes: Unit = { perDay: hours.endMinute - hours.startMinute, partsOfOne: 1e6 };

  function nextWorkingMoment(at: number): number {
    if (!Number.isFinite(at)) return at;
    const today = calendarDay(zone, at);
    if (workdays.isWorkday(today) && at < zone.at(today, hours.endMinute)) {
      return Math.max(at, zone.at(today, hours.startMinute));
    }
    const next = workdays.dayOfCount(workdays.countBefore(today + 1));
    return zone.at(next, hours.startMinute);
  }

  // The month that was asked for last is nearly always asked for next.
  let known = { month: Number.NaN, from: Number.NaN, until: Number.NaN };

  function monthOf(at: number): number {
    if (at >= known.from + setBackMs && at < known.until) return known.month;
    const { year, month: ofYear } = zone.parts(at);
    const month = year * 12 + ofYear - 1;
    known = { month, from: firstMomentOf(month), until: firstMomentOf(month + 1) };
    return month;
  }

  function firstMomentOf(month: number): number {
    return zone.startOfDay(dayFromCivil(0, month + 1, 1));
  }

  function startOfMonth(month: number): number {
    if (month === known.month) return known.from;
    return month === known.month + 1 ? known.until : firstMomentOf(month);
  }

  return {
    zone,
    blind,
    base,
    isWorkday: workdays.isWorkday,
    knowsHolidaysOf: workdays.knowsHolidaysOf,
    workingDaysBetween: (from, until) => elapsed(heardDays, from, until, workingDays),
    silenceDays: (from, until) => elapsed(heardDays, from, until, silentDays),
    silenceReaches: (from, days) => reaches(heardDays, from, days, silentDays),
    businessMinutesBetween: (from, until) => elapsed(heardBusiness, from, until, minutes),
    businessReaches: (from, amount) => reaches(heardBusiness, from, amount, minutes),
    nextWorkingMoment,
    monthOf,
    startOfMonth,
  };
}

/** What a clock's working day is worth in a unit, and to how many parts of the unit amounts are rounded. */
type Unit = { readonly perDay: number; readonly partsOfOne: number };

function elapsed(clock: WorkingClock, from: number, until: number, unit: Unit): number {
  if (!(until > from)) return 0;
  // Far coarser than the rounding errors of the readings and finer than a millisecond: 15 minutes are 15.
  return Math.round((clock.read(until) - clock.read(from)) * unit.perDay * unit.partsOfOne) / unit.partsOfOne;
}

function reaches(clock: WorkingClock, from: number, amount: number, unit: Unit): number {
  if (!(amount > 0)) return from;
  const target = clock.read(from) + amount / unit.perDay;
  // The formula is right up to rounding; a search on the very comparison that callers make settles the rest.
  const slack = 2 / unit.partsOfOne / unit.perDay;
  let tooEarly = Math.floor(Math.max(from, clock.momentOf(target - slack) - 2));
  let reached = Math.ceil(clock.momentOf(target + slack)) + 2;
  if (!Number.isFinite(reached)) return Number.POSITIVE_INFINITY;
  while (reached - tooEarly > 1) {
    const middle = Math.floor((tooEarly + reached) / 2);
    if (elapsed(clock, from, middle, unit) >= amount) reached = middle;
    else tooEarly = middle;
  }
  return reached;
}
