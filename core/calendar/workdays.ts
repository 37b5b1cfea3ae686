import holidayData from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { DAY_MS, weekdayOf } from './civil.ts';

/** Which public holidays move working days: `cn` mainland China with its make-up workdays, `none` weekends only. */
export type Holidays = 'cn' | 'none';

/** Monday to Friday, corrected by holidays; counted, so that any distance costs the same. */
export type Workdays = {
  /** Returns whether a day number is a working day. */
  readonly isWorkday: (day: number) => boolean;
  /** Returns the working days before a day, from an arbitrary origin: the number of this day, if it is one. */
  readonly countBefore: (day: number) => number;
  /** Returns the working day `day` for which `countBefore(day)` is `count`, an integer. */
  readonly dayOfCount: (count: number) => number;
  /** Returns whether the year's holidays are known (`none`: always); else only weekends are free in it. */
  readonly knowsHolidaysOf: (year: number) => boolean;
};

const tables = new Map<string, Workdays>();

/**
 * Returns the working days of a holiday scheme, less `skipped` days (which never existed in a zone). Built once.
 *
 * `cn`: what the State Council announced for 2004 to 2026, as package chinese-days 1.5 has it; its data file is
 * read directly because its functions answer by the time zone of the machine.
 */
export function workdaysOf(holidays: Holidays, skipped: readonly number[] = []): Workdays {
  const key = `${holidays} ${skipped.join(' ')}`;
  let table = tables.get(key);
  if (table === undefined) {
    const cn = holidays === 'cn';
    const free = cn ? Object.keys(holidayData.holidays).map(dayFromIso) : [];
    // Days of weekends, all of them.
    const madeUp = cn ? Object.keys(holidayData.workdays).map(dayFromIso) : [];
    const years = new Set(Object.keys(holidayData.holidays).map((date) => Number(date.slice(0, 4))));
    table = buildWorkdays([...free, ...skipped], madeUp, (year) => !cn || years.has(year));
    tables.set(key, table);
  }
  return table;
}

function buildWorkdays(
  free: readonly number[],
  madeUp: readonly number[],
  knowsHolidaysOf: (year: number) => boolean,
): Workdays {
  const changes = new Map<number, number>();
  for (const day of free) if (weekdayOf(day) <= 5) changes.set(day, -1);
  for (const day of madeUp) changes.set(day, 1);
  const changed = [...changes.keys()].sort((a, b) => a - b);
  const firstDay = changed[0] ?? 0;
  const length = changed.length === 0 ? 0 : (changed.at(-1) as number) - firstDay + 1;

  // corrections[i]: by how much the count before day firstDay + i differs from plain weekdays.
  const corrections = new Int32Array(length + 1);
  for (let i = 0; i < length; i += 1) {
    corrections[i + 1] = (corrections[i] as number) + (changes.get(firstDay + i) ?? 0);
  }
  const least = corrections.reduce((a, b) => Math.min(a, b), 0);
  const most = corrections.reduce((a, b) => Math.max(a, b), 0);

  function countBefore(day: number): number {
    const index = day - firstDay;
    const correction = index <= 0 ? 0 : (corrections[Math.min(index, length)] as number);
    return weekdaysBefore(day) + correction;
  }

  function dayOfCount(count: number): number {
    let low = weekdayOfCount(count - most);
    let high = weekdayOfCount(count - least) + 7;
    while (high - low > 0) {
      const middle = Math.floor((low + high) / 2);
      if (countBefore(middle + 1) > count) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return {
    isWorkday: (day) => countBefore(day + 1) > countBefore(day),
    countBefore,
    dayOfCount,
    knowsHolidaysOf,
  };
}

/** Mondays to Fridays before a day, from Monday 1969-12-29. */
function weekdaysBefore(day: number): number {
  const sinceMonday = day + 3;
  const weeks = Math.floor(sinceMonday / 7);
  return weeks * 5 + Math.min(sinceMonday - weeks * 7, 5);
}

function weekdayOfCount(count: number): number {
  const weeks = Math.floor(count / 5);
  return weeks * 7 + (count - weeks * 5) - 3;
}

const dayFromIso = (date: string): number => Date.parse(`${date}T00:00Z`) / DAY_MS;
