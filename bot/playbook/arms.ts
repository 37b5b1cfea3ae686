import { countedUntil } from '../../core/effect/analyse.ts';
import { type Arm, unitOf } from '../../core/effect/arms.ts';
import { armIn, isMeasured } from '../../core/playbook/arm.ts';
import type { Db } from '../../db/connect.ts';
import { type NewAssignment, plansOf, storeAssignments } from '../../db/effects.ts';
import { type Care, contactAll, mayContactAll } from '../care/contact.ts';
import type { ContactOutcome, ContactRequest } from '../care/request.ts';
import { flowOf } from './runner.ts';
import type { Walk } from './walk.ts';

/** A walk that wants to write, and what. */
export type Asking = { readonly walk: Walk; readonly request: ContactRequest };

/** What came of asking; `withheld`: it could have been sent, and was not, so that its effect can be told. */
export type AskOutcome = ContactOutcome | { readonly status: 'withheld' };

const flowOfWalk = ({ stored }: Walk): string => flowOf(stored.playbook, stored.version);

const assignmentOf = ({ stored, state }: Walk, arm: Arm): NewAssignment => ({
  unit: unitOf(stored.customerId, null),
  customerId: stored.customerId,
  personId: null,
  tier: state.tier ?? '',
  arm,
});

/** Whom a colleague put in by hand gets it: nobody drew lots for them, and they count for nothing. */
const isMeasuredWalk = ({ playbook, stored }: Walk): boolean =>
  isMeasured(playbook) && !stored.trigger.startsWith('manual/');

/** Returns the arms of walks that are measured, in their order; undefined where one is not. */
const armsOf = async (db: Db, walks: readonly Walk[]): Promise<readonly (Arm | undefined)[]> => {
  const measured = walks.filter(isMeasuredWalk);
  const plans = await plansOf(db, [...new Set(measured.map(flowOfWalk))]);
  return walks.map((walk) => {
    const plan = isMeasuredWalk(walk) ? plans.get(flowOfWalk(walk)) : undefined;
    const { playbook, customerId } = walk.stored;
    return plan && armIn(playbook, customerId, walk.at, countedUntil(plan));
  });
};

/**
 * Asks the contact budget for the messages of those who are treated; of the others only whether it would have let them
 * through. Whoever would have got the message is written down with their arm, so that both arms are alike. Returns what
 * came of each, in their order.
 */
export const contactTreated = async (
  trx: Db,
  care: Care,
  asking: readonly Asking[],
  now: number,
): Promise<readonly AskOutcome[]> => {
  const arms = await armsOf(
    trx,
    asking.map((each) => each.walk),
  );
  const isTreated = (index: number): boolean => (arms[index] ?? 'treated') === 'treated';
  const treated = asking.filter((_, index) => isTreated(index));
  const others = asking.filter((_, index) => !isTreated(index));
  const sent = (
    await contactAll(
      trx,
      care,
      treated.map((each) => each.request),
      now,
    )
  ).values();
  const would = (
    others.length === 0
      ? []
      : await mayContactAll(
          trx,
          care,
          others.map((each) => each.request),
          now,
        )
  ).values();
  const outcomes = asking.map((_, index): AskOutcome => {
    if (isTreated(index)) return sent.next().value as ContactOutcome;
    const decision = would.next().value;
    if (decision?.allowed) return { status: 'withheld' };
    const { reason = 'unreachable', retryAt } = decision ?? {};
    return { status: 'blocked', reason, ...(retryAt === undefined ? {} : { retryAt }) };
  });
  const given = asking.flatMap(({ walk }, index) => {
    const arm = arms[index];
    return arm && outcomes[index]?.status !== 'blocked' ? [{ walk, arm }] : [];
  });
  for (const [flow, list] of Map.groupBy(given, ({ walk }) => flowOfWalk(walk)))
    await storeAssignments(
      trx,
      flow,
      list.map(({ walk, arm }) => assignmentOf(walk, arm)),
      now,
    );
  return outcomes;
};

/** Returns the arm of one walk; undefined where it is not measured. */
export const armOfWalk = async (db: Db, walk: Walk): Promise<Arm | undefined> =>
  (await armsOf(db, [walk]))[0];

/** Writes down the arm of one walk. */
export const noteArm = (trx: Db, walk: Walk, arm: Arm, now: number): Promise<void> =>
  storeAssignments(trx, flowOfWalk(walk), [assignmentOf(walk, arm)], now);
