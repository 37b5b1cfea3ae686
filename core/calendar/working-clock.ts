import type { Zone } from '../zone.ts';
import type { Workdays } from './workdays.ts';

/**
 * A clock that runs only in a window of each working day and advances by 1 from the window's start to its end.
 * Its reading is continuous and never falls, so time between two moments is one subtraction.
 */
export type WorkingClock = {
  /** Returns the clock's reading at a moment, in working days from an arbitrary origin. */
  readonly read: (at: number) => number;
  /** Returns the earliest moment, to the millisecond, at which the clock shows `reading` or more. */
  readonly momentOf: (reading: number) => number;
};

/** The part of a local day in which a clock runs, in epoch milliseconds. */
export type DayWindow = {
  readonly opensAt: (day: number) => number;
  readonly closesAt: (day: number) => number;
};

/** Returns the window that is the whole local day, 23 to 25 hours where clocks change. */
export function wholeDay(zone: Zone): DayWindow {
  return { opensAt: zone.startOfDay, closesAt: (day) => zone.startOfDay(day + 1) };
}

/** Returns the window from one minute of the local day to another. */
export function hoursOfDay(zone: Zone, startMinute: number, endMinute: number): DayWindow {
  return { opensAt: (day) => zone.at(day, startMinute), closesAt: (day) => zone.at(day, endMinute) };
}

/**
 * Returns the day a moment counts to: the last one that has begun. It differs from the local date only where
 * clocks, set back over midnight, show the day before once more (St. John's until 2011).
 */
export function calendarDay(zone: Zone, at: number): number {
  let day = zone.dayOf(at);
  while (at >= zone.startOfDay(day + 1) && Number.isFinite(at)) day += 1;
  return day;
}

/** Returns the clock of a window on working days. */
export function createWorkingClock(zone: Zone, workdays: Workdays, window: DayWindow): WorkingClock {
  function read(at: number): number {
    if (!Number.isFinite(at)) return at;
    const day = calendarDay(zone, at);
    const before = workdays.countBefore(day);
    if (!workdays.isWorkday(day)) return before;
    const opens = window.opensAt(day);
    if (at <= opens) return before;
    const closes = window.closesAt(day);
    return at >= closes ? before + 1 : before + (at - opens) / (closes - opens);
  }

  function momentOf(reading: number): number {
    if (!Number.isFinite(reading)) return reading;
    const count = Math.ceil(reading) - 1;
    const day = workdays.dayOfCount(count);
    const opens = window.opensAt(day);
    const closes = window.closesAt(day);
    return Math.min(closes, opens + Math.ceil((reading - count) * (closes - opens)));
  }

  return { read, momentOf };
}
