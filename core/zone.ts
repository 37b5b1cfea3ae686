import { Temporal } from 'temporal-polyfill';
import { civilFromDay, DAY_MS, isoDateOf, weekdayOf } from './calendar/civil.ts';
import { ConfigError } from './errors.ts';

/** The local date and time of a moment. `month` 1–12, `weekday` 1 = Monday … 7 = Sunday. */
export type LocalParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
};

/**
 * A time zone as plain arithmetic on numbers. Moments are epoch milliseconds, days are day numbers (days since
 * 1970-01-01 of the local date). Exact from 1900 to 2200; outside, the offset at that edge stands.
 */
export type Zone = {
  /** The IANA name, in its usual spelling. */
  readonly name: string;
  /** Returns local time minus UTC at a moment, in milliseconds: +28,800,000 in Shanghai today. */
  readonly offsetMsAt: (at: number) => number;
  /** Returns the day number of the local date at a moment. */
  readonly dayOf: (at: number) => number;
  /**
   * Returns the first moment of a local day: its midnight, the earlier one if there are two, or where clocks
   * skip midnight the first moment after. For a day the zone skipped whole it is the start of the next.
   */
  readonly startOfDay: (day: number) => number;
  /**
   * Returns the moment at which local clocks show `minuteOfDay` (0–1440, beyond carries over) on `day`. A time
   * that occurs twice is the first; one that clocks skip moves forward by the length of the gap (02:30 → 03:30).
   */
  readonly at: (day: number, minuteOfDay: number) => number;
  /** Returns the local date, time and weekday at a moment. */
  readonly parts: (at: number) => LocalParts;
  /** Returns a day number as `2026-02-17`. */
  readonly isoDate: (day: number) => string;
};

/** The offsets of one stretch of time: `offsets[i]` holds from `starts[i]` until the next start. */
type Stretch = { readonly starts: readonly number[]; readonly offsets: readonly number[] };

const stretchMs = 366 * DAY_MS;
const knownFromAt = Date.UTC(1900, 0, 1);
const stretchCount = 301;

// Asking the time zone data costs microseconds to milliseconds, so each zone keeps its answers, a stretch of
// about a year at a time, at most 301 of them. Names are checked before they get here: bounded as well.
const zones = new Map<string, Zone>();

/**
 * Returns the zone of an IANA name, whatever its case; the same object each time, so it may be called often.
 *
 * @throws ConfigError when the name is not an IANA time zone known to this runtime; `+08:00` is none.
 */
export function createZone(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const id = canonicalName(name);
  const zone = zones.get(id) ?? buildZone(id);
  zones.set(id, zone);
  return zone;
}

/** Returns whether a name is an IANA time zone known to this runtime. */
export function isZone(name: string): boolean {
  try {
    createZone(name);
    return true;
  } catch {
    return false;
  }
}

function canonicalName(name: string): string {
  try {
    const id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
    // Temporal also takes "+08:00" and whole timestamps; both would be surprises in a setting.
    if (id.toLowerCase() === name.toLowerCase() && !/^[+-]/.test(id)) return id;
  } catch {
    // Falls through to the one message.
  }
  throw new ConfigError(
    `"${name.slice(0, 60)}" is not a time zone. Use an IANA name such as Asia/Shanghai or Europe/London.`,
  );
}

const rememberedDays = 47_848;

function buildZone(name: string): Zone {
  const stretches = Array.from<Stretch | undefined>({ length: stretchCount });

  function offsetMsAt(at: number): number {
    const position = Math.floor((at - knownFromAt) / stretchMs);
    const index = position > 0 ? Math.min(position, stretchCount - 1) : 0;
    let stretch = stretches[index];
    if (stretch === undefined) {
      stretch = readStretch(name, index);
      stretches[index] = stretch;
    }
    const { starts, offsets } = stretch;
    let i = starts.length - 1;
    while (i > 0 && at < (starts[i] as number)) i -= 1;
    return offsets[i] as number;
  }

  const dayOf = (at: number): number => Math.floor((at + offsetMsAt(at)) / DAY_MS);

  /** The moment of a local time, or undefined where clocks skip it. No offset is a whole day from UTC. */
  function momentOf(local: number, before: number, after: number): number | undefined {
    const first = local - before;
    if (before === after || offsetMsAt(first) === before) return first;
    const second = local - after;
    return offsetMsAt(second) === after ? second : undefined;
  }

  function at(day: number, minuteOfDay: number): number {
    const local = day * DAY_MS + minuteOfDay * 60_000;
    const before = offsetMsAt(local - DAY_MS);
    return momentOf(local, before, offsetMsAt(local + DAY_MS)) ?? local - before;
  }

  // Asked for at every reading of a calendar, mostly for the same days: 1970 to 2100 are remembered once found.
  const starts = new Float64Array(rememberedDays).fill(Number.NaN);

  function startOfDay(day: number): number {
    if (!(day >= 0 && day < rememberedDays)) return findStartOfDay(day);
    const known = starts[day] as number;
    if (!Number.isNaN(known)) return known;
    const found = findStartOfDay(day);
    starts[day] = found;
    return found;
  }

  function findStartOfDay(day: number): number {
    const local = day * DAY_MS;
    const before = offsetMsAt(local - DAY_MS);
    const after = offsetMsAt(local + DAY_MS);
    const moment = momentOf(local, before, after);
    if (moment !== undefined) return moment;
    let tooEarly = local - after;
    let reached = local - before;
    while (reached - tooEarly > 1) {
      const middle = Math.floor((tooEarly + reached) / 2);
      if (middle + offsetMsAt(middle) >= local) reached = middle;
      else tooEarly = middle;
    }
    return reached;
  }

  function parts(moment: number): LocalParts {
    const local = moment + offsetMsAt(moment);
    const day = Math.floor(local / DAY_MS);
    const minuteOfDay = Math.floor((local - day * DAY_MS) / 60_000);
    const hour = Math.floor(minuteOfDay / 60);
    return { ...civilFromDay(day), hour, minute: minuteOfDay - hour * 60, weekday: weekdayOf(day) };
  }

  return { name, offsetMsAt, dayOf, startOfDay, at, parts, isoDate: isoDateOf };
}

function readStretch(name: string, index: number): Stretch {
  const startAt = knownFromAt + index * stretchMs;
  const starts: number[] = [];
  const offsets: number[] = [];
  let moment: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(startAt).toZonedDateTimeISO(name);
  while (moment !== null && moment.epochMilliseconds < startAt + stretchMs) {
    starts.push(moment.epochMilliseconds);
    offsets.push(Math.round(moment.offsetNanoseconds / 1_000_000));
    moment = moment.getTimeZoneTransition('next');
  }
  return { starts, offsets };
}
