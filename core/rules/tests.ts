import type { Calendar } from '../calendar.ts';
import type { CustomerState } from '../customer/state.ts';
import type { RuleTest } from './rule.ts';

/** One day in milliseconds. */
export const dayMs = 24 * 60 * 60 * 1000;

/**
 * What a test found. `nextAt` is the earliest time after which the answer may differ although nothing happens
 * (infinite when it never does). When it holds: the numbers for the sentence and the interactions to show.
 */
export type Verdict =
  | { readonly holds: false; readonly nextAt: number }
  | {
      readonly holds: true;
      readonly nextAt: number;
      readonly numbers: Readonly<Record<string, number>>;
      readonly evidence: readonly string[];
    };

/**
 * The earliest time at which so many days of silence since `since` are possible at all: no day counts more than 7/5,
 * less some hours for clock changes. Before it the calendar need not be asked, which for active customers is always.
 */
const soonestSilence = (since: number, days: number): number => since + (days / 1.4) * dayMs - dayMs / 8;

type Tests = {
  readonly [Kind in RuleTest['kind']]: (
    state: CustomerState,
    at: number,
    test: Extract<RuleTest, { kind: Kind }>,
    calendar: Calendar,
  ) => Verdict;
};

const never = Number.POSITIVE_INFINITY;
const no = (nextAt: number = never): Verdict => ({ holds: false, nextAt });
const yes = (
  numbers: Readonly<Record<string, number>>,
  evidence: readonly string[],
  nextAt: number = never,
): Verdict => ({ holds: true, nextAt, numbers, evidence });
const round1 = (value: number): number => Math.round(value * 10) / 10;

/** Active days per full month, scaled to a month of 21 working days, so that holidays do not count as decline. */
const monthlyRate = (state: CustomerState, month: number, calendar: Calendar): number | undefined => {
  const working = calendar.workingDaysBetween(calendar.startOfMonth(month), calendar.startOfMonth(month + 1));
  if (working < 5) return undefined;
  const days = state.months.find((each) => each.month === month)?.days ?? 0;
  return (days / working) * 21;
};

const tests: Tests = {
  'frequency-below-mean': (state, at, test, calendar) => {
    if (state.firstAt === null) return no();
    const thisMonth = calendar.monthOf(at);
    const nextAt = calendar.startOfMonth(thisMonth + 1);
    const firstFull = Math.max(calendar.monthOf(state.firstAt) + 1, thisMonth - 18);
    const recentFrom = thisMonth - test.months;
    if (recentFrom - firstFull < test.minimumMonths) return no(nextAt);
    const rates = (from: number, until: number): number[] => {
      const found: number[] = [];
      for (let month = from; month < until; month++) {
        const rate = monthlyRate(state, month, calendar);
        if (rate !== undefined) found.push(rate);
      }
      return found;
    };
    const before = rates(firstFull, recentFrom);
    const recent = rates(recentFrom, thisMonth);
    if (before.length < test.minimumMonths || recent.length < test.months) return no(nextAt);
    const mean = before.reduce((sum, each) => sum + each, 0) / before.length;
    const limit = mean * (1 - test.belowPercent / 100);
    if (mean < 1 || recent.some((rate) => rate >= limit)) return no(nextAt);
    const recentMean = recent.reduce((sum, each) => sum + each, 0) / recent.length;
    const numbers = {
      months: test.months,
      recent: round1(recentMean),
      mean: round1(mean),
      percent: Math.round((1 - recentMean / mean) * 100),
    };
    return yes(numbers, state.lastIn ? [state.lastIn.key] : [], nextAt);
  },

  'no-order': (state, at, test, calendar) => {
    const last = state.orders.last;
    if (!last) return no();
    const month = calendar.monthOf(last.at);
    const intoMonth = last.at - calendar.startOfMonth(month);
    const dueAt = Math.min(
      calendar.startOfMonth(month + test.months) + intoMonth,
      calendar.startOfMonth(month + test.months + 1),
    );
    if (at < dueAt) return no(dueAt);
    return yes({ months: test.months, days: Math.floor((at - last.at) / dayMs) }, [last.key]);
  },

  complaints: (state, at, test) => {
    const windowMs = test.days * dayMs;
    const recent = state.complaints.filter((each) => each.at > at - windowMs);
    const oldest = recent[0];
    if (!oldest || recent.length < test.count) return no();
    const leaving = recent[recent.length - test.count] ?? oldest;
    return yes(
      { count: recent.length, days: test.days },
      recent.map((each) => each.key),
      leaving.at + windowMs,
    );
  },

  silence: (state, at, test, calendar) => {
    const since = state.lastIn?.at ?? state.firstAt;
    if (since === null) return no();
    const soonest = soonestSilence(since, test.days);
    if (at < soonest) return no(soonest);
    const silent = calendar.silenceDays(since, at);
    if (silent < test.days) return no(Math.max(calendar.silenceReaches(since, test.days), at + 1));
    return yes({ days: test.days, silent: Math.floor(silent) }, state.lastIn ? [state.lastIn.key] : []);
  },

  'no-reply': (state, at, test, calendar) => {
    if (!state.awaiting) return no();
    const soonest = soonestSilence(state.awaiting.at, test.days);
    if (at < soonest) return no(soonest);
    const silent = calendar.silenceDays(state.awaiting.at, at);
    if (silent < test.days)
      return no(Math.max(calendar.silenceReaches(state.awaiting.at, test.days), at + 1));
    return yes({ days: test.days, silent: Math.floor(silent) }, [state.awaiting.key]);
  },

  unanswered: (state, at, test, calendar) => {
    const open = state.openQuestions.filter((each) => each.at > at - test.staleDays * dayMs);
    const first = open[0];
    if (!first) return no();
    const reachesAt = calendar.businessReaches(first.at, test.businessMinutes);
    if (at < reachesAt) return no(reachesAt);
    const late = open.filter((each) => calendar.businessReaches(each.at, test.businessMinutes) <= at);
    return yes(
      { minutes: test.businessMinutes, questions: late.length },
      late.map((each) => each.key),
      first.at + test.staleDays * dayMs,
    );
  },

  'open-complaint': (state, at, test) => {
    const open = state.openComplaint;
    const staleAt = open ? open.at + test.staleDays * dayMs : never;
    return open && at < staleAt ? yes({}, [open.key], staleAt) : no();
  },

  'missed-order': (state, at, test, calendar) => {
    const { days, first, last } = state.orders;
    if (!last || first === null || days < test.ordersAtLeast) return no();
    const gapMs = (last.at - first) / (days - 1);
    const dueDays = Math.max(gapMs * test.gapTimes, gapMs + 7 * dayMs) / dayMs;
    const soonest = soonestSilence(last.at, dueDays);
    if (at < soonest) return no(soonest);
    if (calendar.silenceDays(last.at, at) < dueDays) {
      return no(Math.max(calendar.silenceReaches(last.at, dueDays), at + 1));
    }
    return yes({ gap: Math.round(gapMs / dayMs), days: Math.floor((at - last.at) / dayMs) }, [last.key]);
  },

  'broken-promise': (state, at, test) => {
    const broken = state.brokenPromises.filter((each) => each.at > at - test.staleDays * dayMs);
    const oldest = broken[0];
    if (!oldest) return no();
    return yes(
      { promises: broken.length },
      broken.map((each) => each.key),
      oldest.at + test.staleDays * dayMs,
    );
  },
};

/** Returns what `test` finds for the customer at `at` (epoch ms). Pure; never throws. */
export const runTest = (state: CustomerState, at: number, test: RuleTest, calendar: Calendar): Verdict =>
  (tests[test.kind] as (state: CustomerState, at: number, test: RuleTest, calendar: Calendar) => Verdict)(
    state,
    at,
    test,
    calendar,
  );
