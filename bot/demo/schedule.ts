import chineseDays from 'chinese-days';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** One calendar day in the company's zone. `daysAgo` is 0 on the day of `until`, negative after it. */
export type Day = {
  readonly startAt: number;
  readonly daysAgo: number;
  readonly kind: 'workday' | 'weekend' | 'holiday';
  readonly weekday: number;
  /** `2 Oct` and `10月2日`, for texts that name a date. */
  readonly label: { readonly zh: string; readonly en: string };
  /** The public holiday that this day belongs to. */
  readonly festival?: { readonly zh: string; readonly en: string };
};

/** The days around the demo history, with China's public holidays and make-up workdays. */
export type Schedule = {
  readonly until: number;
  /** The day that many days before `until`; throws RangeError outside 440 days before to 60 days after. */
  readonly day: (daysAgo: number) => Day;
  /** The day that holds this moment. */
  readonly dayOf: (at: number) => Day;
  /** The latest workday on or before the day that many days ago. */
  readonly workdayBack: (daysAgo: number) => Day;
  /** The first workday after this day. */
  readonly workdayAfter: (day: Day) => Day;
};

const zoneOffsetMs = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at: number): number => {
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(at)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * hourMs + Number(minutes ?? 0) * minuteMs);
  };
};

const englishMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const describeDay = (localMidnight: number, offsetOf: (at: number) => number, daysAgo: number): Day => {
  const date = new Date(localMidnight);
  const detail = chineseDays.getDayDetail(date.toISOString().slice(0, 10));
  const weekday = date.getUTCDay();
  const names = detail.name.split(',');
  const festival =
    !detail.work && names.length === 3 ? { zh: names[1] ?? '', en: names[0] ?? '' } : undefined;
  const month = date.getUTCMonth();
  return {
    startAt: localMidnight - offsetOf(localMidnight - offsetOf(localMidnight)),
    daysAgo,
    kind: detail.work ? 'workday' : festival !== undefined ? 'holiday' : 'weekend',
    weekday,
    label: {
      zh: `${month + 1}月${date.getUTCDate()}日`,
      en: `${date.getUTCDate()} ${englishMonths[month]}`,
    },
    ...(festival === undefined ? {} : { festival }),
  };
};

const daysBefore = 440;
const daysAfter = 60;

/**
 * Lays out the calendar around `until` (epoch milliseconds) in `zone` (IANA name; an unknown one throws
 * RangeError). Holidays are China's as the chinese-days package knows them; in years that it does not know,
 * only weekends are free.
 */
export function createSchedule(until: number, zone: string): Schedule {
  const offsetOf = zoneOffsetMs(zone);
  const local = until + offsetOf(until);
  const today = local - (((local % dayMs) + dayMs) % dayMs);
  const known = new Map<number, Day>();
  const day = (daysAgo: number): Day => {
    if (daysAgo > daysBefore || daysAgo < -daysAfter) throw new RangeError(`No day ${daysAgo} days ago.`);
    const found = known.get(daysAgo) ?? describeDay(today - daysAgo * dayMs, offsetOf, daysAgo);
    known.set(daysAgo, found);
    return found;
  };
  const dayOf = (at: number): Day => {
    // A guess by days of 24 hours is one off at most, around a change of clocks.
    let found = day(Math.ceil((day(0).startAt - at) / dayMs));
    if (at < found.startAt) found = day(found.daysAgo + 1);
    else if (at >= day(found.daysAgo - 1).startAt) found = day(found.daysAgo - 1);
    return found;
  };
  const workdayBack = (daysAgo: number): Day => {
    let found = day(daysAgo);
    while (found.kind !== 'workday') found = day(found.daysAgo + 1);
    return found;
  };
  return {
    until,
    day,
    workdayBack,
    dayOf,
    workdayAfter: (from) => {
      let found = day(from.daysAgo - 1);
      while (found.kind !== 'workday') found = day(found.daysAgo - 1);
      return found;
    },
  };
}
