import { weekdayOf } from '../calendar/civil.ts';
import type { Calendar } from '../calendar.ts';
import type { Zone } from '../zone.ts';
import type { CareLimits } from './limits.ts';

type QuietLimits = Pick<CareLimits, 'quietFromMinute' | 'quietUntilMinute' | 'quietHolidays'>;

/** Public holidays last no longer than this in a row. */
const longestHoliday = 30;

/**
 * Returns whether a day (number of a local date) is a public holiday of the company's calendar: one of a row of free
 * days that has a weekday in it. A plain weekend is none; the weekend inside 国庆 is.
 */
export const isHoliday = (day: number, calendar: Pick<Calendar, 'isWorkday'>): boolean => {
  const isFreeWeekday = (each: number): boolean => weekdayOf(each) <= 5 && !calendar.isWorkday(each);
  for (const step of [-1, 1]) {
    for (let each = day; !calendar.isWorkday(each); each += step) {
      if (isFreeWeekday(each)) return true;
    }
  }
  return false;
};

const isQuietMinute = (minute: number, { quietFromMinute: from, quietUntilMinute: until }: QuietLimits) =>
  from <= until ? minute >= from && minute < until : minute >= from || minute < until;

/** Why a moment is quiet: the hour, the day, or not at all. */
export const quietAt = (
  at: number,
  zone: Zone,
  calendar: Pick<Calendar, 'isWorkday'>,
  limits: QuietLimits,
): 'quiet-hours' | 'holiday' | undefined => {
  const { hour, minute } = zone.parts(at);
  if (limits.quietHolidays && isHoliday(zone.dayOf(at), calendar)) return 'holiday';
  return isQuietMinute(hour * 60 + minute, limits) ? 'quiet-hours' : undefined;
};

/** Returns the first moment from `at` on that is not quiet in `zone`; `at` itself when it is not. */
export const firstLoudMoment = (
  at: number,
  zone: Zone,
  calendar: Pick<Calendar, 'isWorkday'>,
  limits: QuietLimits,
): number => {
  let moment = at;
  for (let tries = 0; tries <= longestHoliday; tries++) {
    const quiet = quietAt(moment, zone, calendar, limits);
    if (quiet === undefined) return moment;
    const day = zone.dayOf(moment);
    const ends = zone.at(day, limits.quietUntilMinute);
    if (quiet === 'holiday') moment = zone.startOfDay(day + 1);
    else moment = ends > moment ? ends : zone.startOfDay(day + 1);
  }
  return moment;
};
