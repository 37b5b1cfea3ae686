import { analyseEffect, countedUntil, type EffectReport, shippedPlan } from '../../core/effect/analyse.ts';
import { type Arm, armOf, shippedShares, unitOf } from '../../core/effect/arms.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import {
  assignedArm,
  countArms,
  flowsReadBetween,
  planOf,
  storeAssignments,
  storePlan,
} from '../../db/effects.ts';

/** How long a flow takes people in before its figures are read, unless it says otherwise. */
const usualDays = 90;

/**
 * Begins to measure a flow: from now on it is said when its figures will be read, and they are not read before. Call it
 * when the flow is approved; a second time changes nothing.
 */
export const measure = (
  trx: Db,
  flow: string,
  at: number,
  {
    days = usualDays,
    horizonDays = shippedPlan.horizonDays,
  }: { readonly days?: number; readonly horizonDays?: number } = {},
): Promise<void> => storePlan(trx, flow, at, { ...shippedPlan, horizonDays, readAt: at + days * dayMs });

/** Somebody who is about to get something of a measured flow. */
export type Entrant = {
  readonly customerId: number | null;
  readonly personId: number | null;
  readonly tier: string | null;
};

/**
 * Gives somebody their arm in a flow, the same at every call. Only who is `treated` gets the message; ask after it is
 * clear that the message could go out (`mayContact`), so that both arms are alike.
 */
export const armFor = async (trx: Db, flow: string, entrant: Entrant, at: number): Promise<Arm> => {
  const { customerId, personId } = entrant;
  const unit = unitOf(customerId, personId);
  const known = await assignedArm(trx, flow, unit);
  if (known) return known;
  const arm = armOf(flow, unit, shippedShares);
  await storeAssignments(trx, flow, [{ unit, customerId, personId, tier: entrant.tier ?? '', arm }], at);
  return arm;
};

/** Returns what can be said at `at` about the effect of a flow; undefined when it is not measured. */
export const effectOf = async (db: Db, flow: string, at: number): Promise<EffectReport | undefined> => {
  const plan = await planOf(db, flow);
  if (!plan) return undefined;
  const counts = await countArms(db, flow, plan.horizonDays, countedUntil(plan));
  return analyseEffect(plan, counts.treated, counts.control, at);
};

/** Returns the reports that became readable after `from`, up to `until`: what a weekly digest tells. */
export const effectsReadBetween = async (
  db: Db,
  from: number,
  until: number,
): Promise<readonly { readonly flow: string; readonly report: EffectReport }[]> => {
  const found = [];
  for (const flow of await flowsReadBetween(db, from, until)) {
    const report = await effectOf(db, flow, until);
    if (report) found.push({ flow, report });
  }
  return found;
};
