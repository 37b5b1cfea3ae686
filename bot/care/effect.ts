import { analyseEffect, countedUntil, type EffectReport, shippedPlan } from '../../core/effect/analyse.ts';
import { measuredDays } from '../../core/playbook/arm.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { countArms, flowsReadBetween, plansOf, storePlan } from '../../db/effects.ts';

/**
 * Begins to measure a flow: it is settled that its figures are read so many days from now, and they are not read before.
 * Call it when the flow begins; a second time changes nothing.
 */
export const measure = (
  trx: Db,
  flow: string,
  at: number,
  { days = measuredDays }: { readonly days?: number } = {},
): Promise<void> => storePlan(trx, flow, at, { ...shippedPlan, readAt: at + days * dayMs });

/** Returns what can be said at `at` about the effect of a flow; undefined when it is not measured. */
export const effectOf = async (db: Db, flow: string, at: number): Promise<EffectReport | undefined> => {
  const plan = (await plansOf(db, [flow])).get(flow);
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
