import { endPastAbsences } from '../../db/absences.ts';
import type { Db } from '../../db/connect.ts';
import { callMembers, wakeFollowUps } from '../../db/prompts.ts';
import type { Company } from '../ingest/context.ts';
import { callOwners } from './call-owners.ts';
import { climbLadders } from './climb.ts';
import { tellMembers } from './tell.ts';

/** How many follow-ups one transaction wakes. */
const batchSize = 500;

const wakeDue = (db: Db, now: number): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const owners = await wakeFollowUps(trx, now, batchSize);
    await callOwners(trx, owners, now);
    return owners.length;
  });

/**
 * Does what time alone brings about for follow-ups: absences end, what was put off comes back, the ladder is climbed, and
 * members are told. Returns whether anything was put into the outbox.
 */
export const runFollowUps = async (
  context: { readonly db: Db; readonly company: Company },
  now: number,
): Promise<boolean> => {
  const { db } = context;
  await db.transaction().execute(async (trx) => callMembers(trx, await endPastAbsences(trx, now), now));
  while ((await wakeDue(db, now)) === batchSize);
  await climbLadders(context, now);
  return tellMembers(context, now);
};
