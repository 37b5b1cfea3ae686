import { weekdayOf } from '../calendar/civil.ts';
import type { Calendar } from '../calendar.ts';

/** The digests there are: of a day, of a calendar week (from Monday) and of a calendar month. */
export const editions = ['daily', 'weekly', 'monthly'] as const;

/** One kind of digest. */
export type Edition = (typeof editions)[number];

/** The time that a digest tells of: after `from`, up to and with `until`, epoch milliseconds. */
export type Period = { readonly from: number; readonly until: number };

/** A digest that falls due: `day` is the local day (number) on which it is posted, which names it for ever. */
export type Issue = Period & { readonly edition: Edition; readonly day: number; readonly dueAt: number };

/** Posted later than this after its hour, a digest says that it is late. */
export const lateAfterMs = 30 * 60_000;

const mondayOf = (day: number): number => day - weekdayOf(day) + 1;

const firstWorkday = ({ zone, calendar }: { zone: Calendar['zone']; calendar: Calendar }, month: number) =>
  zone.dayOf(calendar.nextWorkingMoment(calendar.startOfMonth(month)));

/**
 * Returns the calendar period of an edition that holds the local day: the day from midnight to midnight, its week from
 * Monday, or its month. Its end may lie ahead.
 */
export const periodAround = (edition: Edition, day: number, calendar: Calendar): Period => {
  const { zone } = calendar;
  if (edition === 'daily') return { from: zone.startOfDay(day) - 1, until: zone.startOfDay(day + 1) - 1 };
  if (edition === 'weekly') {
    const monday = mondayOf(day);
    return { from: zone.startOfDay(monday) - 1, until: zone.startOfDay(monday + 7) - 1 };
  }
  const month = calendar.monthOf(zone.startOfDay(day));
  return { from: calendar.startOfMonth(month) - 1, until: calendar.startOfMonth(month + 1) - 1 };
};

/** The day, not after `today`, on which an edition is posted last. */
const postingDay = (edition: Edition, today: number, calendar: Calendar): number => {
  if (edition === 'daily') return today;
  if (edition === 'weekly') return mondayOf(today);
  const { zone } = calendar;
  const month = calendar.monthOf(zone.startOfDay(today));
  const first = firstWorkday({ zone, calendar }, month);
  return first <= today ? first : firstWorkday({ zone, calendar }, month - 1);
};

/**
 * Returns the latest issue of an edition whose hour (`minuteOfDay`, local minutes since midnight) has come at `now`. A
 * daily one tells of the time since the hour of the day before; a weekly one, posted on Mondays, of the week before; a
 * monthly one, posted on the month's first working day, of the month before. Clocks may be set meanwhile: a day has
 * one issue, whether it has 23, 24 or 25 hours.
 */
export const latestIssue = (
  edition: Edition,
  now: number,
  calendar: Calendar,
  minuteOfDay: number,
): Issue => {
  const { zone } = calendar;
  const today = zone.dayOf(now);
  const here = postingDay(edition, today, calendar);
  const day = now >= zone.at(here, minuteOfDay) ? here : postingDay(edition, here - 1, calendar);
  const dueAt = zone.at(day, minuteOfDay);
  if (edition === 'daily') {
    return { edition, day, dueAt, from: zone.at(day - 1, minuteOfDay), until: dueAt };
  }
  // The day before a Monday is of the week that is over; that before a month's first, of the month.
  const within =
    edition === 'weekly' ? day - 1 : zone.dayOf(calendar.startOfMonth(calendar.monthOf(dueAt)) - 1);
  return { edition, day, dueAt, ...periodAround(edition, within, calendar) };
};
