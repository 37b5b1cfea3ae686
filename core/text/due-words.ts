/** Which day a promise names, seen from the day it is made. */
export type DueDay =
  | { readonly kind: 'days' | 'working-days'; readonly count: number }
  /** `weekday` 1 = Monday … 7; `week` 0 = this week, 1 = next; null = the next such day, today included. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly week: number | null }
  /** The last day of the month, 0 = this one, or of the year. */
  | { readonly kind: 'month-end'; readonly months: number }
  | { readonly kind: 'year-end' }
  /** A date; without `year` or `month` the next such one. */
  | { readonly kind: 'date'; readonly year?: number; readonly month?: number; readonly day: number };

/** When something is due, as it was said: a number of minutes from now, or a time on a day. */
export type RelativeDue =
  | { readonly kind: 'minutes'; readonly count: number }
  /** `minute` of the local day, 0–1440; without it the end of business. */
  | { readonly kind: 'day'; readonly day: DueDay; readonly minute?: number }
  /** Only a time was named: today's, or tomorrow's when that has passed. */
  | { readonly kind: 'time'; readonly minute: number };

/** Where the time words stand in a text, and what they mean. */
export type DueMatch = { readonly due: RelativeDue; readonly from: number; readonly until: number };

/** A pattern and what a match of it means; undefined where it means nothing after all. */
export type DueRule<Meaning> = readonly [
  pattern: RegExp,
  meaning: (match: readonly (string | undefined)[]) => Meaning | undefined,
];

/** How a language speaks of times, as data. Patterns bound their repetitions, so that reading stays linear. */
export type DueWords = {
  readonly days: readonly DueRule<DueDay>[];
  /** A time of day by the clock, in minutes; may stand alone. */
  readonly clocks: readonly DueRule<number>[];
  /** A part of the day, as the minute it ends; counts only beside a day. */
  readonly parts: readonly DueRule<number>[];
  /** Spans from now (in 2 hours), and what else is complete by itself. */
  readonly moments: readonly DueRule<RelativeDue>[];
  /** What may stand between a day and a time of it. */
  readonly between: RegExp;
};

type Found<Meaning> = { readonly meaning: Meaning; readonly from: number; readonly until: number };

/** Returns the first time that the words name in a text; undefined when none is. */
export function findDue(text: string, words: DueWords): DueMatch | undefined {
  const day = first(text, words.days);
  const clock = first(text, words.clocks);
  const moment = first(text, words.moments);
  const candidates: DueMatch[] = [];
  if (day !== undefined) candidates.push(dayWithTime(text, words, day, clock));
  if (clock !== undefined) {
    candidates.push({ due: { kind: 'time', minute: clock.meaning }, from: clock.from, until: clock.until });
  }
  if (moment !== undefined) candidates.push({ due: moment.meaning, from: moment.from, until: moment.until });
  // The earliest; where two begin together, the one that says more.
  candidates.sort((a, b) => a.from - b.from || b.until - a.until);
  return candidates[0];
}

function dayWithTime(
  text: string,
  { parts, between }: DueWords,
  day: Found<DueDay>,
  clock: Found<number> | undefined,
): DueMatch {
  const whole: DueMatch = { due: { kind: 'day', day: day.meaning }, from: day.from, until: day.until };
  const part = first(text, parts, day.until);
  for (const time of [clock, part]) {
    if (time === undefined) continue;
    const [from, until] = [Math.min(day.from, time.from), Math.max(day.until, time.until)];
    const gap = day.from < time.from ? text.slice(day.until, time.from) : text.slice(time.until, day.from);
    if (!between.test(gap)) continue;
    return { due: { kind: 'day', day: day.meaning, minute: time.meaning }, from, until };
  }
  return whole;
}

function first<Meaning>(
  text: string,
  rules: readonly DueRule<Meaning>[],
  start = 0,
): Found<Meaning> | undefined {
  const rest = start === 0 ? text : text.slice(start);
  let found: Found<Meaning> | undefined;
  for (const [pattern, meaning] of rules) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const from = start + match.index;
    if (found !== undefined && found.from <= from) continue;
    const value = meaning(match);
    if (value !== undefined) found = { meaning: value, from, until: from + match[0].length };
  }
  return found;
}
