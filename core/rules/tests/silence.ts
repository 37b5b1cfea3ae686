import type { Calendar } from '../../calendar.ts';
import { modelProbability } from '../../customer/churn-model.ts';
import type { CustomerState, Mark } from '../../customer/state.ts';
import { dayMs } from '../../time.ts';
import { evidenceOf, no, type Test, type Verdict, yes } from './verdict.ts';

/**
 * The earliest time at which so many days of silence since `since` are possible at all: no day counts more than 7/5,
 * less some hours for clock changes. Before it the calendar need not be asked, which for active customers is always.
 */
const soonestSilence = (since: number, days: number): number => since + (days / 1.4) * dayMs - dayMs / 8;

/**
 * Returns when so many days of silence since `since` are reached, or null where they are by `at`. The times returned may
 * come before that moment, never after it.
 */
export const silenceDue = (since: number, days: number, at: number, calendar: Calendar): number | null => {
  const soonest = soonestSilence(since, days);
  if (at < soonest) return soonest;
  if (calendar.silenceDays(since, at) >= days) return null;
  return Math.max(calendar.silenceReaches(since, days), at + 1);
};

const silentSince = (
  since: number,
  last: Mark | null,
  at: number,
  days: number,
  calendar: Calendar,
): Verdict => {
  const dueAt = silenceDue(since, days, at, calendar);
  if (dueAt !== null) return no(dueAt);
  return yes({ days, silent: Math.floor(calendar.silenceDays(since, at)) }, evidenceOf(last));
};

/** Nothing from the customer for so many days of silence. */
export const testSilence: Test<'silence'> = (state, at, { days }, { calendar }) => {
  const since = state.lastIn?.at ?? state.firstAt;
  return since === null ? no() : silentSince(since, state.lastIn, at, days, calendar);
};

/** Nothing from the customer for so many days of silence after what we last wrote. */
export const testNoReply: Test<'no-reply'> = ({ awaiting }, at, { days }, { calendar }) =>
  awaiting ? silentSince(awaiting.at, awaiting, at, days, calendar) : no();

/** Since when somebody waits for us: organisations since they are known, people since they are a lead. */
const leadOf = (state: CustomerState, kind: 'person' | 'organisation'): Mark | null => {
  // Of the many in a community nobody expects to be written to.
  if (kind === 'person') return state.leadSince;
  return state.firstAt === null ? null : { at: state.firstAt, key: state.firstKey };
};

/** In the days in which a first exchange is due there was none yet. */
export const testFirstTouch: Test<'first-touch'> = (state, at, test, { profile }) => {
  const lead = leadOf(state, profile.kind);
  if (!lead || state.touched || state.orders.count > 0) return no();
  const fromAt = lead.at + test.fromDays * dayMs;
  if (at < fromAt) return no(fromAt);
  const untilAt = lead.at + test.untilDays * dayMs;
  if (at >= untilAt) return no();
  const days = Math.floor((at - lead.at) / dayMs);
  return yes({ days, from: test.fromDays, until: test.untilDays }, [lead.key], untilAt);
};

/** While a probability is this close to a limit it is looked at daily, else with the other figures. */
const nearLimit = 0.2;

/** The learnt model gives the customer's loss so much chance. */
export const testPredictedLoss: Test<'predicted-loss'> = (state, at, test, scene) => {
  const probability = modelProbability(state, at, scene);
  if (probability === null) return no();
  const limit = test.percent / 100;
  if (probability < limit - nearLimit) return no();
  // What the model looks at is counted in days.
  const nextAt = scene.zone.startOfDay(scene.zone.dayOf(at) + 1);
  if (probability < limit) return no(nextAt);
  return yes(
    { percent: Math.round(probability * 100), limit: test.percent },
    evidenceOf(state.lastIn),
    nextAt,
  );
};
