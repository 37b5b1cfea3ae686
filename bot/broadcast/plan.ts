import type { ContactDecision } from '../../core/care/decide-contact.ts';
import type { Purpose } from '../../core/care/limits.ts';
import { armsWithinTiers, shippedShares, unitOf } from '../../core/effect/arms.ts';
import { shareOf } from '../../core/effect/hash.ts';
import { type Candidate, candidatesOf, type NewTarget, storeTargets } from '../../db/broadcast-targets.ts';
import { type Broadcast, broadcastFlow } from '../../db/broadcasts.ts';
import type { Db } from '../../db/connect.ts';
import { type Asked, type Care, mayContactAll } from '../care/contact.ts';

const atOnce = 2000;

const unitOfCandidate = ({ customerId, personId, roomId }: Candidate): string =>
  customerId === null && personId === null ? `room/${roomId ?? 0}` : unitOf(customerId, personId);

const aimOf = ({ personId, roomId }: Candidate): Asked['to'] =>
  personId === null ? { roomId: roomId ?? 0 } : { personId };

/** Why somebody gets nothing; the hour is no reason, it comes by itself. */
const reasonOf = (decision: ContactDecision | undefined): string | null => {
  if (!decision || decision.allowed) return null;
  return decision.reason === 'quiet-hours' || decision.reason === 'holiday' ? null : decision.reason;
};

const chunksOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, index) =>
    items.slice(index * atOnce, (index + 1) * atOnce),
  );

/** Which units are the test share: some of those who get it, at least one where there is a test at all. */
const testUnits = (flow: string, treated: readonly string[], percent: number): ReadonlySet<string> => {
  const hash = (unit: string): number => shareOf(`test/${flow}/${unit}`);
  const chosen = treated.filter((unit) => hash(unit) * 100 < percent);
  if (chosen.length > 0 || percent === 0) return new Set(chosen);
  const [first] = [...treated].sort((one, other) => hash(one) - hash(other));
  return new Set(first === undefined ? [] : [first]);
};

/**
 * Plans a broadcast in this transaction: who fits, who may be written to (budget, consent, complaints, questions), which
 * arm they are in and who is the test share. Returns how many there are. Nothing is reserved yet: that happens when a
 * message goes out, so that a long broadcast does not hold up the company's other messages.
 */
export const planBroadcast = async (
  trx: Db,
  care: Care,
  broadcast: Broadcast,
  at: number,
): Promise<number> => {
  const { id, target, filter, purpose, testPercent } = broadcast;
  const flow = broadcastFlow(id);
  const candidates = await candidatesOf(trx, target, filter);
  const reasons: (string | null)[] = [];
  for (const chunk of chunksOf(candidates)) {
    const asked = chunk.map((each) => ({ to: aimOf(each), purpose: purpose as Purpose }));
    for (const decision of await mayContactAll(trx, care, asked, at)) reasons.push(reasonOf(decision));
  }
  const open = new Map<string, string>();
  for (const [index, each] of candidates.entries())
    if (reasons[index] === null) open.set(unitOfCandidate(each), each.tier);
  const arms = armsWithinTiers(
    flow,
    [...open].map(([unit, tier]) => ({ unit, tier })),
    shippedShares,
  );
  const treated = [...arms].flatMap(([unit, arm]) => (arm === 'treated' ? [unit] : []));
  const test = testUnits(flow, treated, testPercent);
  // Those who get nothing are compared with those of their own wave.
  const isTest = (unit: string): boolean =>
    arms.get(unit) === 'treated' ? test.has(unit) : shareOf(`test/${flow}/${unit}`) * 100 < testPercent;
  const targets = candidates.map((each, index): NewTarget => {
    const unit = unitOfCandidate(each);
    return {
      ...each,
      unit,
      arm: arms.get(unit) ?? 'treated',
      wave: isTest(unit) ? 0 : 1,
      reason: reasons[index] ?? null,
    };
  });
  for (const chunk of chunksOf(targets)) await storeTargets(trx, id, chunk);
  return targets.length;
};
