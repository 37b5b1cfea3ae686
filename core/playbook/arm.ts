import { type Arm, armOf, isHeldOut, shippedShares, unitOf } from '../effect/arms.ts';
import type { Playbook } from './playbook.ts';

/** How long a playbook takes customers in before its effect is read, in days. */
export const measuredDays = 90;

/** Returns whether some customers get none of a playbook's messages, so that the others can be compared with them. */
export const isMeasured = ({ measured }: Pick<Playbook, 'measured'>): boolean => measured ?? true;

/**
 * Returns the arm of a customer in a playbook at `at`: the same in all its versions. Nobody is a control any more who comes
 * too late to be counted (`countedUntil`); who is held out of all that is measured stays so.
 */
export const armIn = (key: string, customerId: number, at: number, countedUntil: number): Arm => {
  const unit = unitOf(customerId, null);
  if (at > countedUntil) return isHeldOut(unit, shippedShares) ? 'hold-out' : 'treated';
  return armOf(`playbook:${key}`, unit, shippedShares);
};
