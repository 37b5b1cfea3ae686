import { sql } from 'kysely';
import type { OutboundMessage } from '../core/messages.ts';
import type { Db } from './connect.ts';

/** A message to send. `askerId` is the member to whom an internal message goes when the room must not see it. */
export type NewOutbound = {
  readonly key: string;
  readonly roomId: number;
  readonly thread?: string;
  readonly askerId?: number;
  readonly message: OutboundMessage;
  /** What it is about, as ids, for the buttons on it and for whoever looks into the outbox. */
  readonly about?: Readonly<Record<string, number | string>>;
};

/** A message claimed for sending. */
export type ClaimedOutbound = {
  readonly id: number;
  readonly key: string;
  readonly roomId: number;
  readonly thread: string | null;
  readonly askerId: number | null;
  readonly message: OutboundMessage;
  readonly attempts: number;
};

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

/**
 * Claims up to `limit` messages whose time has come, oldest first; they stay claimed until `leaseUntil`, after
 * which another worker may take them (the adapters send the same key only once).
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
      select id from outbox where status in ('waiting', 'sending') and next_at <= ${now}
      order by id limit ${limit} for update skip locked)
    returning id, idempotency_key as key, room_id as "roomId", thread, asker_id as "askerId", message, attempts`.execute(
    db,
  );
  return [...rows.rows].sort((a, b) => a.id - b.id);
};

/** What became of a claimed message. */
export type Outcome =
  | { readonly status: 'sent' | 'pending-human'; readonly ref: string }
  | { readonly status: 'refused' | 'unknown'; readonly problem: string }
  | { readonly status: 'waiting'; readonly nextAt: number; readonly problem: string };

/** Writes down what became of a claimed message. */
export const settleOutbound = async (db: Db, id: number, outcome: Outcome): Promise<void> => {
  await db
    .updateTable('outbox')
    .set({
      status: outcome.status,
      ...('ref' in outcome ? { ref: outcome.ref } : { problem: outcome.problem }),
      ...(outcome.status === 'waiting' ? { next_at: outcome.nextAt } : {}),
    })
    .where('id', '=', id)
    .execute();
};

/** Returns whether any message has been due since before `before`. */
export const outboundWaits = async (db: Db, before: number): Promise<boolean> => {
  const found = await db
    .selectFrom('outbox')
    .select('id')
    .where('status', 'in', ['waiting', 'sending'])
    .where('next_at', '<=', before)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
};
