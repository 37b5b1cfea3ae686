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
