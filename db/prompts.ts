import { sql } from 'kysely';
import type { Db } from './connect.ts';
import {
  followUpColumns,
  followUpOrder,
  followUpTables,
  type OpenFollowUpRow,
  type Urgencies,
} from './follow-ups.ts';
import { recordset } from './records.ts';

/**
 * Lets the follow-ups of these customers wait to be told that were never told and opened after `since`. Returns the
 * owners of those that were not waiting yet.
 */
export const noteUntold = async (
  trx: Db,
  customerIds: readonly number[],
  since: number,
): Promise<readonly number[]> => {
  const found = await sql<{ owner_id: number }>`update follow_up f set untold = true from customer c
    where f.customer_id = any(${[...customerIds]}::bigint[]) and f.status = 'open' and f.prompted_at is null
      and not f.untold and f.opened_at >= ${since} and c.id = f.customer_id and c.owner_id is not null
    returning c.owner_id`.execute(trx);
  return [...new Set(found.rows.map((row) => row.owner_id))];
};

/** Sees to it that these members are looked at by `at` at the latest. */
export const callMembers = async (trx: Db, memberIds: readonly number[], at: number): Promise<void> => {
  if (memberIds.length === 0) return;
  await sql`insert into prompt_due (member_id, at)
    select id, ${at} from unnest(${[...memberIds]}::bigint[]) as m(id) order by id
    on conflict (member_id) do update set at = least(prompt_due.at, excluded.at)`.execute(trx);
};

/** Returns a member whose time has come, locked for this transaction; undefined when there is none that is not. */
export const lockDueMember = async (trx: Db, now: number): Promise<number | undefined> => {
  const found = await sql<{ member_id: number }>`select member_id from prompt_due where at <= ${now}
    order by at, member_id limit 1 for update skip locked`.execute(trx);
  return found.rows[0]?.member_id;
};

/** Returns when the next member is to be looked at, or undefined when nothing waits for anybody. */
export const nextCallAt = async (db: Db): Promise<number | undefined> => {
  const found = await sql<{ at: number | null }>`select min(at) as at from prompt_due`.execute(db);
  return found.rows[0]?.at ?? undefined;
};

/** Writes down when a member is looked at next; undefined: when something new waits. */
export const callAgain = async (trx: Db, memberId: number, at: number | undefined): Promise<void> => {
  if (at === undefined) await sql`delete from prompt_due where member_id = ${memberId}`.execute(trx);
  else await sql`update prompt_due set at = ${at} where member_id = ${memberId}`.execute(trx);
};

/**
 * Returns the follow-ups of these owners that wait to be told, the first in line first, locked for this transaction.
 * One that somebody else is changing is left for the next time.
 */
export const untoldFollowUps = async (
  trx: Db,
  owners: readonly number[],
  urgencies: Urgencies,
  limit: number,
): Promise<readonly OpenFollowUpRow[]> => {
  const found = await sql<OpenFollowUpRow>`select ${followUpColumns} from ${followUpTables}
    where f.untold and f.status = 'open' and c.owner_id = any(${[...owners]}::bigint[])
    order by ${followUpOrder(urgencies)} limit ${limit} for update of f skip locked`.execute(trx);
  return found.rows;
};

/** Returns how many follow-ups a member was told for the first time since `since`. */
export const toldSince = async (db: Db, memberId: number, since: number): Promise<number> => {
  const found = await sql<{ count: number }>`select count(*) as count from follow_up
    where told_to = ${memberId} and prompted_at >= ${since}`.execute(db);
  return found.rows[0]?.count ?? 0;
};

/** Notes that a member was told of these follow-ups at `at`: the ladder begins, `ladderAt` is its first step. */
export const markTold = async (
  trx: Db,
  memberId: number,
  at: number,
  followUps: readonly { readonly id: number; readonly ladderAt: number | null }[],
): Promise<void> => {
  if (followUps.length === 0) return;
  const kinds = { id: 'bigint', ladderAt: 'bigint' } as const;
  await sql`update follow_up f set untold = false, prompted_at = coalesce(prompted_at, ${at}), told_to = ${memberId},
      ladder_from = ${at}, ladder_taken = 0, ladder_at = r."ladderAt"
    from ${recordset(followUps, kinds)} where f.id = r.id`.execute(trx);
};

/** Wakes the follow-ups whose time has come, to be told again; returns their owners. */
export const wakeFollowUps = async (trx: Db, now: number, limit: number): Promise<readonly number[]> => {
  const found = await sql<{ owner_id: number | null }>`update follow_up f
    set status = 'open', untold = c.owner_id is not null and coalesce(f.ladder_from, 0) < f.snoozed_until
    from customer c where c.id = f.customer_id and f.id in (
      select id from follow_up where status = 'snoozed' and snoozed_until <= ${now}
      order by snoozed_until limit ${limit} for update skip locked)
    returning c.owner_id`.execute(trx);
  return found.rows.flatMap((row) => row.owner_id ?? []);
};

/** What one message told a member: follow-ups by id, each with why it stands there. */
export type PromptItem = {
  readonly id: number;
  readonly as: 'new' | 'again' | 'remind' | 'lead' | 'manager';
};

/** The latest message to a member. `ref` is the platform's id of it, null while it was not sent. */
export type LastPrompt = {
  readonly at: number;
  readonly roomId: number;
  readonly ref: string | null;
  readonly items: readonly PromptItem[];
};

/** Returns the latest message that told a member of follow-ups, not older than `since`. */
export const lastPrompt = async (
  db: Db,
  memberId: number,
  since: number,
): Promise<LastPrompt | undefined> => {
  const found = await sql<LastPrompt>`select p.at, o.room_id as "roomId",
      case when o.status = 'sent' then o.ref end as ref, p.items
    from prompt p join outbox o on o.idempotency_key = p.outbox_key
    where p.member_id = ${memberId} and p.at > ${since} order by p.at desc, p.id desc limit 1`.execute(db);
  return found.rows[0];
};

/** Writes down what a message tells a member; the same message again: what it tells now. */
export const recordPrompt = async (
  trx: Db,
  prompt: {
    readonly memberId: number;
    readonly at: number;
    readonly key: string;
    readonly items: readonly PromptItem[];
  },
): Promise<void> => {
  await trx
    .insertInto('prompt')
    .values({
      member_id: prompt.memberId,
      at: prompt.at,
      outbox_key: prompt.key,
      items: JSON.stringify(prompt.items),
    })
    .execute();
};

/** Takes back what was told after `now`. */
export const rewindPrompts = async (trx: Db, now: number): Promise<void> => {
  await sql`delete from prompt where at > ${now}`.execute(trx);
  await sql`delete from escalation where at > ${now}`.execute(trx);
  await sql`delete from absence where from_at > ${now}`.execute(trx);
  await sql`update follow_up set prompted_at = null, untold = false, told_to = null, ladder_from = null,
    ladder_taken = 0, ladder_at = null where prompted_at > ${now}`.execute(trx);
  await sql`update follow_up set ladder_from = prompted_at, ladder_taken = 0, ladder_at = null
    where ladder_from > ${now}`.execute(trx);
  await sql`update prompt_due set at = least(at, ${now})`.execute(trx);
};
