import { civilFromDay, dayFromCivil, weekdayOf } from '../calendar/civil.ts';
import type { Zone } from '../zone.ts';

/** When a community has its member day: a day of the month (1–31), or a day of the week (1 = Monday … 7 = Sunday). */
export type MemberDaySchedule =
  | { readonly every: 'month'; readonly day: number }
  | { readonly every: 'week'; readonly day: number };

/** What a member day brings: points times so many (above 1), or a coupon for every customer who is there. */
export type MemberDayBenefit =
  | { readonly kind: 'points'; readonly times: number }
  | { readonly kind: 'coupon'; readonly title: string; readonly validDays: number };

/** The local hour at which a member day is announced, as minutes since midnight. */
export const memberDayMinute = 10 * 60;

/**
 * Returns whether a local day (days since 1970-01-01) is a member day. In a month that is shorter than its day it is the
 * last of the month.
 */
export const isMemberDay = ({ every, day }: MemberDaySchedule, localDay: number): boolean => {
  if (every === 'week') return weekdayOf(localDay) === day;
  const { year, month, day: today } = civilFromDay(localDay);
  const last = civilFromDay(dayFromCivil(year, month + 1, 0)).day;
  return today === Math.min(day, last);
};

/** Returns when the next member day after `at` is announced: its hour in the company's zone. */
export const nextMemberDayAt = (schedule: MemberDaySchedule, at: number, zone: Zone): number => {
  // Every week and every month has one, so this ends within two months.
  for (let day = zone.dayOf(at); ; day++) {
    const moment = zone.at(day, memberDayMinute);
    if (moment > at && isMemberDay(schedule, day)) return moment;
  }
};

/** A member day of more points, and from when on it counts. */
export type PointsDay = {
  readonly schedule: MemberDaySchedule;
  readonly times: number;
  readonly sinceAt: number;
};

/** Returns how many times the usual points are earned at a moment: the most of these days, 1 where it is none of them. */
export const timesAt = (days: readonly PointsDay[], at: number, zone: Zone): number =>
  Math.max(
    1,
    ...days
      .filter(({ schedule, sinceAt }) => sinceAt <= at && isMemberDay(schedule, zone.dayOf(at)))
      .map(({ times }) => times),
  );
