import { segmentNamed } from '../policy.ts';
import type { Scene } from './context.ts';
import { type Rhythm, rhythmOf } from './rhythm.ts';
import type { CustomerState } from './state.ts';

/** Orders are rarer than talk: three make a rhythm. */
export const fewestOrders = 3;

/** Returns the usual gap between active days in the customer's segment: its median, or before that is known a guess. */
export const usualGapDays = ({ policy, profile }: Scene): number =>
  policy.models.rhythms[profile.segment]?.gapDays ?? segmentNamed(policy, profile.segment).gapDays;

/**
 * Returns the usual gap between active days: the customer's own, or until there is enough history that of the segment,
 * which is the median of its customers once the nights have seen enough of them.
 */
export const activityRhythm = (state: CustomerState, scene: Scene): Rhythm =>
  rhythmOf(state.days, usualGapDays(scene));

/** Returns the usual gap between order days, as {@link activityRhythm} does for activity. */
export const orderRhythm = (state: CustomerState, { policy, profile }: Scene): Rhythm => {
  const learnt = policy.models.rhythms[profile.segment]?.orderGapDays;
  const usual = learnt ?? segmentNamed(policy, profile.segment).orderGapDays;
  return rhythmOf(state.orders.recent, usual, fewestOrders);
};

/** How long the customer has been silent against the usual gap, and what is left of the chance that they are still there. */
export type Silence = {
  /** Days on the working calendar since they were last heard. */
  readonly silentDays: number;
  readonly rhythm: Rhythm;
  /** The chance halves every so many days: 3 usual gaps, 21 to 120 days. */
  readonly halvingDays: number;
  /** In (0, 1]. */
  readonly survival: number;
};

/** Returns how silent the customer is at `at`, by {@link activityRhythm}. */
export const silenceAt = (state: CustomerState, at: number, scene: Scene): Silence => {
  const silentDays = scene.calendar.silenceDays(state.lastIn?.at ?? state.firstAt ?? at, at);
  const rhythm = activityRhythm(state, scene);
  const halvingDays = Math.min(120, Math.max(21, 3 * rhythm.gapDays));
  return { silentDays, rhythm, halvingDays, survival: 2 ** (-silentDays / halvingDays) };
};
