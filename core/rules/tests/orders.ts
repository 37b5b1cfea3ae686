import { orderRhythm } from '../../customer/own-rhythm.ts';
import type { CustomerState } from '../../customer/state.ts';
import { dayMs } from '../../time.ts';
import { silenceDue } from './silence.ts';
import { monthsAfter, no, type Test, yes } from './verdict.ts';

/** A customer with orders has placed none for so many months. */
export const testNoOrder: Test<'no-order'> = (state, at, test, { calendar }) => {
  const { last } = state.orders;
  if (!last) return no();
  const dueAt = monthsAfter(last.at, test.months, calendar);
  if (at < dueAt) return no(dueAt);
  return yes({ months: test.months, days: Math.floor((at - last.at) / dayMs) }, [last.key]);
};

/** The usual gap between orders was passed by so many times of it, and by a week at least. */
export const testMissedOrder: Test<'missed-order'> = (state, at, test, scene) => {
  const { days, last } = state.orders;
  if (!last || days < test.ordersAtLeast) return no();
  const { gapDays, own } = orderRhythm(state, scene);
  const dueAt = silenceDue(last.at, Math.max(gapDays * test.gapTimes, gapDays + 7), at, scene.calendar);
  if (dueAt !== null) return no(dueAt);
  const since = Math.floor((at - last.at) / dayMs);
  return yes({ gap: Math.round(gapDays), days: since, own: own ? 1 : 0 }, [last.key]);
};

/** A contract or plan runs out in at most `days` and more than `untilDays` days; of several the first. */
export const testRenewalAhead: Test<'renewal-ahead'> = (state, at, test) => {
  let nextAt = Number.POSITIVE_INFINITY;
  let due: CustomerState['renewals'][number] | undefined;
  for (const renewal of state.renewals) {
    const fromAt = renewal.dueAt - test.days * dayMs;
    const untilAt = renewal.dueAt - test.untilDays * dayMs;
    for (const time of [fromAt, untilAt]) if (time > at) nextAt = Math.min(nextAt, time);
    if (at >= fromAt && at < untilAt && (!due || renewal.dueAt < due.dueAt)) due = renewal;
  }
  if (!due) return no(nextAt);
  return yes({ days: Math.ceil((due.dueAt - at) / dayMs) }, [due.key], nextAt);
};
