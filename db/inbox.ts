import { sql } from 'kysely';
import type { InboundEvent } from '../core/events.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** The key by which a conversation's events are kept in order: platform, account and conversation. */
export const conversationKey = (event: Pick<InboundEvent, 'platform' | 'account' | 'conversation'>): string =>
  `${event.platform}/${event.account}/${event.conversation.id}`;

/** One stored delivery that waits to be processed. */
export type WaitingEvent = { readonly id: number; readonly event: InboundEvent; readonly attempts: number };

/**
 * Stores deliveries in one statement and returns the delivery ids that were new; those already stored are left
 * as they are. When this resolves they are safe: they may be acknowledged.
 */
export const storeEvents = async (
  db: Db,
  events: readonly InboundEvent[],
  receivedAt: number,
): Promise<ReadonlySet<string>> => {
  const rows = events.map((event) => ({
    platform: event.platform,
    account: event.account,
    delivery: event.id,
    conversation: conversationKey(event),
    event,
    received_at: receivedAt,
  }));
  const columns = {
    platform: 'text',
    account: 'text',
    delivery: 'text',
    conversation: 'text',
    event: 'jsonb',
    received_at: 'bigint',
  } as const;
  const stored = await sql<{ delivery: string }>`
    insert into inbox (platform, account, delivery, conversation, event, received_at)
    select platform, account, delivery, conversation, event, received_at from ${recordset(rows, columns)}
    on conflict (platform, account, delivery) do nothing
    returning delivery`.execute(db);
  return new Set(stored.rows.map((row) => row.delivery));
};

/**
 * Takes the conversations' locks for this transaction (waiting for whoever has them) and returns up to `limit`
 * of their waiting deliveries in order of arrival.
 */
export const takeWaiting = async (
  trx: Db,
  conversations: readonly string[],
  limit: number,
): Promise<readonly WaitingEvent[]> => {
  // Always in the same order, so that two workers with common conversations cannot wait for each other.
  await sql`select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(name, 1) as key from unnest(${[...conversations]}::text[]) as name order by 1) as keys`.execute(
    trx,
  );
  const rows = await trx
    .selectFrom('inbox')
    .select(['id', 'event', 'attempts'])
    .where('conversation', 'in', [...conversations])
    .where('done_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, event: row.event as InboundEvent, attempts: row.attempts }));
};

/** Marks deliveries as processed; their bodies are dropped, their keys stay to recognise redeliveries. */
export const markDone = async (trx: Db, ids: readonly number[], at: number): Promise<void> => {
  await sql`update inbox set done_at = ${at}, event = null where id = any(${ids}::bigint[])`.execute(trx);
};

/** Notes that a delivery could not be processed; after `giveUpAfter` attempts it is set aside with the problem. */
export const noteProblem = async (
  db: Db,
  id: number,
  problem: string,
  at: number,
  giveUpAfter: number,
): Promise<void> => {
  await sql`update inbox set attempts = attempts + 1, problem = ${problem},
    done_at = case when attempts + 1 >= ${giveUpAfter} then ${at}::bigint end where id = ${id}`.execute(db);
};

/** Returns the conversations that have had a delivery waiting since before `before`, at most 1,000. */
export const waitingConversations = async (db: Db, before: number): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('inbox')
    .select('conversation')
    .distinct()
    .where('done_at', 'is', null)
    .where('received_at', '<=', before)
    .limit(1000)
    .execute();
  return rows.map((row) => row.conversation);
};

/** Returns when the last delivery of an account arrived, or undefined when none did within two weeks. */
export const lastReceivedAt = async (
  db: Db,
  platform: string,
  account: string,
): Promise<number | undefined> => {
  const found = await sql<{ at: number | null }>`select max(received_at) as at from inbox
    where platform = ${platform} and account = ${account}`.execute(db);
  return found.rows[0]?.at ?? undefined;
};

/** Returns how many deliveries wait, and how many were set aside with a problem. */
export const inboxCounts = async (
  db: Db,
): Promise<{ readonly waiting: number; readonly setAside: number }> => {
  const found = await sql<{ waiting: number; set_aside: number }>`select
    (select count(*) from inbox where done_at is null) as waiting,
    (select count(*) from inbox where problem is not null and done_at is not null) as set_aside`.execute(db);
  const row = found.rows[0];
  return { waiting: row?.waiting ?? 0, setAside: row?.set_aside ?? 0 };
};

/** Forgets the keys of deliveries processed before `before`; no platform redelivers for that long. */
export const forgetDelivered = async (db: Db, before: number): Promise<void> => {
  await sql`delete from inbox where done_at < ${before} and problem is null`.execute(db);
};
