import { sentimentAt } from '../customer/sentiment-mean.ts';
import type { CustomerState } from '../customer/state.ts';
import { dayMs } from '../time.ts';
import type { CareLimits } from './limits.ts';

/** What about a customer stands in the way of messages that nobody asked for. */
export type Interlocks = {
  readonly openComplaint: boolean;
  readonly openQuestion: boolean;
  readonly fallingSentiment: boolean;
};

/** The part of a customer's state that it is read from. */
export type InterlockState = Pick<CustomerState, 'openComplaint' | 'openQuestions' | 'sentiment'>;

/** Nothing stands in the way: of somebody who is no customer yet, or of a whole community. */
export const noInterlocks: Interlocks = {
  openComplaint: false,
  openQuestion: false,
  fallingSentiment: false,
};

/** Returns what of a customer's state at `at` (epoch ms) stands in the way. */
export const interlocksOf = (
  state: InterlockState,
  at: number,
  limits: Pick<CareLimits, 'complaintDays' | 'questionDays' | 'fallingBy'>,
): Interlocks => {
  const { mean, slope } = sentimentAt(state, at);
  const { openComplaint, openQuestions } = state;
  return {
    openComplaint: openComplaint !== null && openComplaint.at > at - limits.complaintDays * dayMs,
    openQuestion: openQuestions.some((each) => each.at > at - limits.questionDays * dayMs),
    // The mean of a happy customer who says nothing sinks towards 0 as well: that alone is no bad sign.
    fallingSentiment: mean < 0 && slope <= -limits.fallingBy,
  };
};
