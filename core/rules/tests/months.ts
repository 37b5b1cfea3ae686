import type { Calendar } from '../../calendar.ts';
import type { CustomerState, MonthSums } from '../../customer/state.ts';
import { dayMs } from '../../time.ts';
import type { MonthlyMeasure } from '../rule.ts';
import { evidenceOf, monthsAfter, no, round1, type Test, yes } from './verdict.ts';

const measures: Readonly<Record<MonthlyMeasure, (sums: MonthSums) => number>> = {
  activity: (sums) => sums.days,
  questions: (sums) => sums.questions,
  use: (sums) => sums.uses,
};

/** So far back a month counts for the own mean; the state remembers two more. */
const mostMonths = 18;
/** A month with fewer working days says nothing. */
const fewestWorkingDays = 5;
/** Rates are those of a month with so many working days, so that holidays do not count as decline. */
const usualWorkingDays = 21;

/** Asked for at every step of every customer, of few months. */
const workingDays = new WeakMap<Calendar, Map<number, number>>();

const workingDaysOf = (month: number, calendar: Calendar): number => {
  const months = workingDays.get(calendar) ?? new Map<number, number>();
  if (months.size === 0) workingDays.set(calendar, months);
  const known = months.get(month);
  if (known !== undefined) return known;
  const days = calendar.workingDaysBetween(calendar.startOfMonth(month), calendar.startOfMonth(month + 1));
  months.set(month, days);
  return days;
};

/** A measure of the full months from `from` until before `until`, those that say something. */
const monthlyRates = (
  state: CustomerState,
  from: number,
  until: number,
  measure: (sums: MonthSums) => number,
  calendar: Calendar,
): readonly number[] => {
  const rates: number[] = [];
  for (let month = from; month < until; month++) {
    const working = workingDaysOf(month, calendar);
    if (working < fewestWorkingDays) continue;
    const sums = state.months.find((each) => each.month === month);
    rates.push(sums ? (measure(sums) / working) * usualWorkingDays : 0);
  }
  return rates;
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** The mean in which no month counts for more than twice the middle one: a burst is no habit. */
const steadyMean = (rates: readonly number[]): number => {
  const sorted = rates.toSorted((one, other) => one - other);
  const middle = sorted[sorted.length >> 1] as number;
  return meanOf(rates.map((rate) => Math.min(rate, 2 * middle)));
};

/**
 * A measure so much below the customer's own mean in each of the last full months. The mean is that of the months before,
 * from the first in which there was any of it; it needs `minimumMonths` of them and at least one a month.
 */
export const testBelowOwnMean: Test<'below-own-mean'> = (state, at, test, { calendar }) => {
  const measure = measures[test.measure];
  const begun = state.months.find((each) => measure(each) > 0);
  if (!begun) return no();
  const thisMonth = calendar.monthOf(at);
  const nextAt = calendar.startOfMonth(thisMonth + 1);
  const firstFull = Math.max(begun.month + 1, thisMonth - mostMonths);
  const recentFrom = thisMonth - test.months;
  if (recentFrom - firstFull < test.minimumMonths) return no(nextAt);
  const recent = monthlyRates(state, recentFrom, thisMonth, measure, calendar);
  const before = monthlyRates(state, firstFull, recentFrom, measure, calendar);
  if (before.length < test.minimumMonths || recent.length < test.months) return no(nextAt);
  const mean = steadyMean(before);
  const limit = mean * (1 - test.belowPercent / 100);
  if (mean < 1 || recent.some((rate) => rate >= limit)) return no(nextAt);
  const recentMean = meanOf(recent);
  const numbers = {
    months: test.months,
    recent: round1(recentMean),
    mean: round1(mean),
    percent: Math.round((1 - recentMean / mean) * 100),
  };
  return yes(numbers, evidenceOf(state.lastIn), nextAt);
};

/** Adds up a sum of the latest `months` local months, the present one included. */
const latelyOf = (
  state: CustomerState,
  at: number,
  months: number,
  calendar: Calendar,
  pick: (sums: MonthSums) => number,
): number => {
  const oldest = calendar.monthOf(at) - months;
  return state.months.reduce((sum, each) => (each.month > oldest ? sum + pick(each) : sum), 0);
};

/** No order for so many months, while of what we sent in these months hardly anything was opened. */
export const testUnboughtAndUnopened: Test<'unbought-and-unopened'> = (state, at, test, { calendar }) => {
  const { last } = state.orders;
  if (!last) return no();
  const dueAt = monthsAfter(last.at, test.months, calendar);
  if (at < dueAt) return no(dueAt);
  const nextAt = calendar.startOfMonth(calendar.monthOf(at) + 1);
  const sent = latelyOf(state, at, test.months, calendar, (each) => each.campaignsSent);
  const opened = latelyOf(state, at, test.months, calendar, (each) => each.campaignsOpened);
  if (sent === 0 || sent < test.minimumSent) return no(nextAt);
  const percent = (100 * opened) / sent;
  if (percent >= test.belowPercent) return no(nextAt);
  const days = Math.floor((at - last.at) / dayMs);
  return yes({ months: test.months, days, sent, opened, percent: round1(percent) }, [last.key], nextAt);
};

/** What a customer of so many months cost in contacts, above what the orders of these months left. */
export const testCostAboveMargin: Test<'cost-above-margin'> = (state, at, test, { calendar, policy }) => {
  if (state.orders.first === null) return no();
  const fromAt = monthsAfter(state.orders.first, test.months, calendar);
  if (at < fromAt) return no(fromAt);
  const nextAt = calendar.startOfMonth(calendar.monthOf(at) + 1);
  const contacts = latelyOf(state, at, test.months, calendar, (each) => each.ours);
  const margin = latelyOf(state, at, test.months, calendar, (each) => each.amount) * policy.margin;
  const cost = contacts * test.costPerContact;
  if (contacts < test.minimumContacts || cost <= margin) return no(nextAt);
  const numbers = { months: test.months, contacts, cost: Math.round(cost), margin: Math.round(margin) };
  return yes(numbers, [], nextAt);
};
