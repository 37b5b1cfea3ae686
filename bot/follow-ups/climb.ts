import { standInFor } from '../../core/follow-ups/absence.ts';
import { type LadderStep, ladderSteps, nextLadderStep } from '../../core/follow-ups/ladder.ts';
import { absencesAt, type NamedAbsence } from '../../db/absences.ts';
import type { Db } from '../../db/connect.ts';
import { lockDueSteps, postponeStep, takeStep } from '../../db/escalations.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { findMembers, type Member } from '../../db/people.ts';
import { callMembers } from '../../db/prompts.ts';
import type { Company } from '../ingest/context.ts';

/** How many steps one transaction takes. */
const batchSize = 200;

type Team = {
  readonly members: ReadonlyMap<number, Member>;
  readonly absences: ReadonlyMap<number, NamedAbsence>;
};

/** Those whose business a step is, before anybody's absence: the owner, their lead, the lead's manager or all managers. */
const meantBy = (step: LadderStep, ownerId: number, { members }: Team): readonly number[] => {
  if (step === 'remind') return [ownerId];
  const leadId = members.get(ownerId)?.leadId ?? null;
  if (step === 'lead') return leadId === null ? [] : [leadId];
  const above = leadId === null ? null : (members.get(leadId)?.leadId ?? null);
  const isManager = (id: number): boolean => ['manager', 'admin'].includes(members.get(id)?.role ?? '');
  if (above !== null && isManager(above)) return [above];
  const all = [...members.values()];
  const managers = all.filter((each) => each.role === 'manager');
  return (managers.length > 0 ? managers : all.filter((each) => each.role === 'admin')).map(({ id }) => id);
};

/** When somebody whose business it is will be back: then the step is looked at again. */
const backAt = (meant: readonly number[], { absences }: Team): number | undefined => {
  const times = meant.flatMap((id) => absences.get(id)?.untilAt ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
};

/** Takes the step of one follow-up that is due; returns whom to call. */
const climb = async (
  trx: Db,
  company: Company,
  team: Team,
  followUp: OpenFollowUpRow,
  now: number,
): Promise<readonly number[]> => {
  const { id, ownerId, ladderFrom, ladderTaken, tier } = followUp;
  const step = ladderSteps[ladderTaken];
  if (step === undefined || ownerId === null || ladderFrom === null) {
    await postponeStep(trx, id, null);
    return [];
  }
  const meant = meantBy(step, ownerId, team);
  const told = [...new Set(meant.flatMap((each) => standInFor(each, team.absences) ?? []))];
  // Whoever is away without a deputy cannot do anything: the ladder stands still until they are back.
  const back = told.length === 0 ? backAt(meant, team) : undefined;
  if (back !== undefined) {
    await postponeStep(trx, id, company.calendar.nextWorkingMoment(back));
    return [];
  }
  const { ladder } = company.policies.latest().followUps;
  const taken = ladderTaken + 1;
  const next = nextLadderStep(company.calendar, ladder, { tier, since: ladderFrom, taken });
  // Steps that were slept through come one at a time all the same.
  const nextAt = next ? Math.max(next.at, company.calendar.nextWorkingMoment(now + 1)) : null;
  await takeStep(trx, { id, since: ladderFrom }, step, told, { at: now, taken, nextAt });
  return told;
};

/**
 * Takes every step of the ladder that has come: those whose business it is are called, once a step, or who stands in for
 * them. Costs in proportion to the steps that are due. Returns how many there were.
 */
export const climbLadders = async (
  { db, company }: { readonly db: Db; readonly company: Company },
  now: number,
): Promise<number> => {
  let total = 0;
  for (;;) {
    const count = await db.transaction().execute(async (trx) => {
      const due = await lockDueSteps(trx, now, batchSize);
      if (due.length === 0) return 0;
      await company.policies.refresh(trx);
      const team: Team = {
        members: new Map((await findMembers(trx)).map((each) => [each.id, each])),
        absences: await absencesAt(trx, now),
      };
      const called = new Set<number>();
      for (const followUp of due) {
        for (const id of await climb(trx, company, team, followUp, now)) called.add(id);
      }
      await callMembers(trx, [...called], now);
      return due.length;
    });
    total += count;
    if (count < batchSize) return total;
  }
};
