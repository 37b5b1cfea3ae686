import type { Scene } from './context.ts';
import type { InteractionKind } from './interaction.ts';
import type { CustomerState, Mark, MonthSums } from './state.ts';

/**
 * The kinds of interaction by which a customer counts as active (see {@link noteActivity}): whoever it came from,
 * unless it came from us, or only when it came from them. What is counted in the database goes by the same list.
 */
export const activityKinds: {
  readonly always: readonly InteractionKind[];
  readonly unlessOurs: readonly InteractionKind[];
  readonly incoming: readonly InteractionKind[];
} = {
  always: [
    'joined',
    'order',
    'complaint',
    'visit',
    'survey-answer',
    'rsvp',
    'attended',
    'voted',
    'product-use',
    'campaign-replied',
    'coupon-redeemed',
    'referral',
    'contact-added',
  ],
  unlessOurs: ['message'],
  incoming: ['reaction', 'call'],
};

/** Drops the oldest items above `most`. */
export const keepLast = <Item>(list: Item[], most: number): void => {
  if (list.length > most) list.splice(0, list.length - most);
};

const emptyMonth = (month: number): MonthSums => ({
  month,
  days: 0,
  ours: 0,
  questions: 0,
  uses: 0,
  services: 0,
  orderDays: 0,
  amount: 0,
  campaignsSent: 0,
  campaignsOpened: 0,
  referrals: 0,
});

/** Returns the sums of the month in which `at` lies, to be added to. */
export const monthOf = (state: CustomerState, at: number, { calendar }: Scene): MonthSums => {
  const month = calendar.monthOf(at);
  const last = state.months.at(-1);
  if (last?.month === month) return last;
  const begun = emptyMonth(month);
  state.months.push(begun);
  keepLast(state.months, 20);
  return begun;
};

/** Takes in that the customer was active: the silence ends, whatever it was about. */
export const noteActivity = (state: CustomerState, mark: Mark, scene: Scene): void => {
  if (state.lastOut) state.touched ??= mark;
  state.lastIn = mark;
  state.awaiting = null;
  state.gone = null;
  const day = scene.zone.dayOf(mark.at);
  if (state.days.at(-1) === day) return;
  state.days.push(day);
  state.activeDays++;
  keepLast(state.days, 120);
  monthOf(state, mark.at, scene).days++;
};
