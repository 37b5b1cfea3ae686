import { sql } from 'kysely';
import { blockReasons } from '../core/care/decide-contact.ts';
import type { CustomerMessage, Destination, OutboundMessage } from '../core/messages.ts';
import type { Db } from './connect.ts';

/** A message to send. `askerId` is the member to whom an internal message goes when the room must not see it. */
export type NewOutbound = {
  readonly key: string;
  readonly roomId: number;
  readonly thread?: string;
  readonly askerId?: number;
  readonly message: OutboundMessage;
  /** What else than a new message in the room it is: a person's own page, or a message of ours to replace. */
  readonly about?: OutboundAim;
};

/**
 * `home`: the card is for the own page of this person (their id on the platform); `update`: it replaces this message;
 * `alone`: it is for the asker alone, an outsider, and where the platform has no way for that the room gets the other
 * message, or none.
 */
export type OutboundAim =
  | { readonly home: string }
  | { readonly update: string }
  | { readonly alone: CustomerMessage | null };

/** A message claimed for sending. */
export type ClaimedOutbound = {
  readonly id: number;
  readonly key: string;
  readonly roomId: number;
  readonly thread: string | null;
  readonly askerId: number | null;
  readonly message: OutboundMessage;
  readonly attempts: number;
  readonly about: OutboundAim | null;
  /** When a send whose outcome is not known began, in real time; null when there is none. */
  readonly triedAt: number | null;
  readonly triedTo: Tried | null;
  /** The contact that it is, when it was sent on our own account: its budget is reserved. */
  readonly contactId: number | null;
};

/** Where a message was sent: the room, the place in it, and the member who alone sees it there. */
export type Tried = { readonly roomId: number; readonly to: Destination; readonly onlyFor: number | null };

/** Later than any clock: the row is kept to be seen and never claimed again. */
const never = 8_000_000_000_000_000;

/** Puts a message into the outbox; the same key a second time changes nothing. Returns whether it was new. */
export const enqueue = async (trx: Db, outbound: NewOutbound, at: number): Promise<boolean> => {
  const made = await trx
    .insertInto('outbox')
    .values({
      idempotency_key: outbound.key,
      room_id: outbound.roomId,
      thread: outbound.thread ?? null,
      asker_id: outbound.askerId ?? null,
      audience: outbound.message.audience,
      message: outbound.message,
      status: 'waiting',
      created_at: at,
      next_at: at,
      about: outbound.about ?? null,
    })
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
};

/** Returns whether a message with this key was ever put into the outbox. */
export const wasEnqueued = async (trx: Db, key: string): Promise<boolean> =>
  (await trx.selectFrom('outbox').select('id').where('idempotency_key', '=', key).executeTakeFirst()) !==
  undefined;

/** Of each room only the oldest message that is not done: the others come after it. */
const firstOfRoom = sql<boolean>`not exists (select from outbox e where e.room_id = o.room_id and e.id < o.id
  and e.status in ('waiting', 'sending'))`;

/**
 * Claims up to `limit` messages whose time has come, oldest first and of each room only the oldest that is not done;
 * they stay claimed until `leaseUntil`, after which another worker may take them and first look whether they arrived.
 */
export const claimOutbound = async (
  db: Db,
  now: number,
  leaseUntil: number,
  limit: number,
): Promise<readonly ClaimedOutbound[]> => {
  const rows = await sql<ClaimedOutbound>`
    update outbox set status = 'sending', attempts = attempts + 1, next_at = ${leaseUntil}
    where id in (
      select id from outbox o where status in ('waiting', 'sending', 'held', 'unknown') and next_at <= ${now}
        and ${firstOfRoom}
      order by id limit ${limit} for update skip locked)
    returning id, idempotency_key as key, room_id as "roomId", thread, asker_id as "askerId", message, attempts,
      about, tried_at as "triedAt", tried_to as "triedTo",
      (select c.id from contact c where c.outbox_id = outbox.id) as "contactId"`.execute(db);
  return [...rows.rows].sort((a, b) => a.id - b.id);
};

/** Notes, before a message is handed to the platform, that from `at` (real time) on it may have arrived there. */
export const noteTried = async (db: Db, id: number, at: number, tried: Tried): Promise<void> => {
  await db.updateTable('outbox').set({ tried_at: at, tried_to: tried }).where('id', '=', id).execute();
};

/** What became of a claimed message. */
export type Outcome =
  | { readonly status: 'sent' | 'pending-human'; readonly ref: string }
  | { readonly status: 'refused'; readonly problem: string }
  /** It may have arrived; `lookAt` is when to look, absent when nobody can. */
  | { readonly status: 'unknown'; readonly problem: string; readonly lookAt?: number }
  /** It did not arrive and is sent at `nextAt`; without `counts` this attempt was none. */
  | {
      readonly status: 'waiting';
      readonly nextAt: number;
      readonly problem: string;
      readonly counts: boolean;
    }
  /** Its hour has not come; the other messages of the room do not wait for it. */
  | { readonly status: 'held'; readonly nextAt: number; readonly problem: string };

/** When a message is looked at again after an outcome, or undefined when never. */
const nextAtOf = (outcome: Outcome): number | undefined => {
  if (outcome.status === 'unknown') return outcome.lookAt ?? never;
  return outcome.status === 'waiting' || outcome.status === 'held' ? outcome.nextAt : undefined;
};

/**
 * Writes down at `at` what became of a claimed message, and at the same time of the budget that it had reserved: what was
 * sent is confirmed, what was refused released; what is not known yet, or waits for an employee, stays reserved.
 */
export const settleOutbound = async (db: Db, id: number, outcome: Outcome, at: number): Promise<void> => {
  const { status } = outcome;
  const nextAt = nextAtOf(outcome);
  const isTry = status !== 'held' && !(status === 'waiting' && !outcome.counts);
  const settled = db
    .updateTable('outbox')
    .set((row) => ({
      status,
      ...('ref' in outcome ? { ref: outcome.ref, problem: null } : { problem: outcome.problem }),
      ...(nextAt === undefined ? {} : { next_at: nextAt }),
      ...(isTry ? {} : { attempts: row('attempts', '-', 1) }),
      ...(status === 'unknown' ? {} : { tried_at: null, tried_to: null }),
    }))
    .where('id', '=', id);
  const end =
    outcome.status === 'sent'
      ? ({ status: 'confirmed', sent_at: at } as const)
      : outcome.status === 'refused'
        ? ({ status: 'released', reason: blockReasonOf(outcome.problem) } as const)
        : undefined;
  if (!end) {
    await settled.execute();
    return;
  }
  await db
    .with('settled', () => settled.returning('id'))
    .updateTable('contact')
    .set(end)
    .where('status', '=', 'reserved')
    .where('outbox_id', 'in', (query) => query.selectFrom('settled').select('id'))
    .execute();
};

/** A message that was stopped says why; what a platform says is no reason of ours. */
const blockReasonOf = (problem: string): string =>
  blockReasons.find((each) => each === problem) ?? 'undelivered';

/** How many messages stand in the outbox with an outcome that somebody should know of. */
export type OutboxCounts = { readonly waiting: number; readonly unknown: number; readonly refused: number };

/** Returns how many messages wait, how many may or may not have arrived, and how many of the last day were refused. */
export const outboxCounts = async (db: Db, now: number): Promise<OutboxCounts> => {
  const found = await sql<OutboxCounts>`select
    count(*) filter (where status in ('waiting', 'sending', 'held')) as waiting,
    count(*) filter (where status = 'unknown') as unknown,
    count(*) filter (where status = 'refused' and problem not in ('no-home', 'no-update') and created_at > ${now - 86_400_000}) as refused
    from outbox`.execute(db);
  return found.rows[0] ?? { waiting: 0, unknown: 0, refused: 0 };
};

/** Returns when the next message may be claimed, or undefined when none waits. */
export const nextOutboundAt = async (db: Db): Promise<number | undefined> => {
  const found = await sql<{ at: number | null }>`
    select min(next_at) as at from outbox o where status in ('waiting', 'sending', 'held', 'unknown') and ${firstOfRoom}`.execute(
    db,
  );
  return found.rows[0]?.at ?? undefined;
};
