import { standInFor } from '../../core/follow-ups/absence.ts';
import { absencesAt } from '../../db/absences.ts';
import type { Db } from '../../db/connect.ts';
import { callMembers } from '../../db/prompts.ts';

/** Sees to it that these owners, or who stands in for them at `now`, are told what waits for them. */
export const callOwners = async (trx: Db, owners: readonly number[], now: number): Promise<void> => {
  if (owners.length === 0) return;
  const absences = await absencesAt(trx, now);
  const called = owners.map((owner) => standInFor(owner, absences) ?? owner);
  await callMembers(trx, [...new Set(called)], now);
};
