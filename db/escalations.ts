import { sql } from 'kysely';
import type { LadderStep } from '../core/follow-ups/ladder.ts';
import type { Db } from './connect.ts';
import { followUpColumns, followUpTables, type OpenFollowUpRow } from './follow-ups.ts';

/** Returns up to `limit` open follow-ups whose next step of the ladder has come, locked for this transaction. */
export const lockDueSteps = async (
  trx: Db,
  now: number,
  limit: number,
): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${followUpColumns} from ${followUpTables}
    where f.status = 'open' and f.ladder_at <= ${now} order by f.ladder_at limit ${limit}
    for update of f skip locked`.execute(trx);
  return found.rows;
};

/**
 * Writes down that a follow-up climbed a step: whom it is told to (each once), how many steps that makes, and when the next
 * one comes (null: none).
 */
export const takeStep = async (
  trx: Db,
  followUp: { readonly id: number; readonly since: number },
  step: LadderStep,
  memberIds: readonly number[],
  { at, taken, nextAt }: { readonly at: number; readonly taken: number; readonly nextAt: number | null },
): Promise<void> => {
  if (memberIds.length > 0) {
    await sql`insert into escalation (follow_up_id, since_at, step, member_id, at)
      select ${followUp.id}, ${followUp.since}, ${step}, id, ${at} from unnest(${[...memberIds]}::bigint[]) as m(id)
      on conflict do nothing`.execute(trx);
  }
  await sql`update follow_up set ladder_taken = ${taken}, ladder_at = ${nextAt} where id = ${followUp.id}`.execute(
    trx,
  );
};

/** Puts a step off: nobody is there to hear of it before `at`. */
export const postponeStep = async (trx: Db, followUpId: number, at: number | null): Promise<void> => {
  await sql`update follow_up set ladder_at = ${at} where id = ${followUpId}`.execute(trx);
};

/** A step that waits to be told to a member, with its follow-up. */
export type UntoldStep = OpenFollowUpRow & { readonly step: LadderStep };

/** Returns the steps that wait to be told to a member, the greatest value at risk first; closed ones are told no more. */
export const untoldSteps = async (
  trx: Db,
  memberId: number,
  limit: number,
): Promise<readonly UntoldStep[]> => {
  const found = await sql<UntoldStep>`select ${followUpColumns}, e.step from escalation e
    join ${followUpTables} on f.id = e.follow_up_id
    where e.member_id = ${memberId} and e.told_at is null and f.status = 'open' and f.ladder_from = e.since_at
    order by c.value_at_risk desc, f.opened_at, f.id limit ${limit}`.execute(trx);
  return found.rows;
};

/** Notes that a member was told of these steps, and that those are past which nobody needs to hear of any more. */
export const markStepsTold = async (
  trx: Db,
  memberId: number,
  at: number,
  told: readonly { readonly id: number; readonly step: LadderStep }[],
): Promise<void> => {
  const ids = told.map((each) => each.id);
  const steps = told.map((each) => each.step);
  await sql`update escalation e set told_at = ${at} from follow_up f
    where e.member_id = ${memberId} and e.told_at is null and f.id = e.follow_up_id
      and (f.status <> 'open' or f.ladder_from <> e.since_at or (e.follow_up_id, e.step) in (
        select * from unnest(${ids}::bigint[], ${steps}::text[])))`.execute(trx);
};
