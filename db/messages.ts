import { sql } from 'kysely';
import type { InboundEvent } from '../core/events.ts';
import type { Audience, Card, OutboundMessage } from '../core/messages.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** One message to keep in a room's transcript. `personId` is null for the bot's own. */
export type NewMessage = {
  readonly roomId: number;
  readonly personId: number | null;
  readonly externalId: string;
  readonly thread: string | null;
  readonly at: number;
  readonly text: string;
  readonly card?: Card;
  readonly onlyFor?: number;
  readonly audience?: string;
};

/** Stores messages and returns the row ids by `roomId/externalId`, also of those that were there already. */
export const storeMessages = async (
  db: Db,
  messages: readonly NewMessage[],
): Promise<ReadonlyMap<string, { readonly id: number; readonly fresh: boolean }>> => {
  if (messages.length === 0) return new Map();
  const rows = messages.map((message) => ({
    room_id: message.roomId,
    person_id: message.personId,
    external_id: message.externalId,
    thread: message.thread,
    at: message.at,
    text: message.text,
    card: message.card ?? null,
    only_for: message.onlyFor ?? null,
    audience: message.audience ?? null,
  }));
  const kinds = {
    room_id: 'bigint',
    person_id: 'bigint',
    external_id: 'text',
    thread: 'text',
    at: 'bigint',
    text: 'text',
    card: 'jsonb',
    only_for: 'bigint',
    audience: 'text',
  } as const;
  const records = recordset(rows, kinds);
  const made = await sql<{ id: number; room_id: number; external_id: string }>`
    insert into message (room_id, person_id, external_id, thread, at, text, card, only_for, audience)
    select room_id, person_id, external_id, thread, at, text, nullif(card, 'null'::jsonb), only_for, audience from ${records}
    on conflict (room_id, external_id) do nothing returning id, room_id, external_id`.execute(db);
  const found = new Map(
    made.rows.map((row) => [`${row.room_id}/${row.external_id}`, { id: row.id, fresh: true }]),
  );
  if (found.size < new Set(rows.map((row) => `${row.room_id}/${row.external_id}`)).size) {
    const old = await sql<{ id: number; room_id: number; external_id: string }>`
      select m.id, m.room_id, m.external_id from message m
      join ${records} on r.room_id = m.room_id and r.external_id = m.external_id`.execute(db);
    for (const row of old.rows) {
      const key = `${row.room_id}/${row.external_id}`;
      if (!found.has(key)) found.set(key, { id: row.id, fresh: false });
    }
  }
  return found;
};

/** A stored message with who wrote it. */
export type StoredMessage = {
  readonly id: number;
  readonly personId: number | null;
  readonly externalId: string;
  readonly thread: string | null;
  readonly at: number;
};

/** Returns the message with this platform id in the room, or undefined. */
export const findMessage = async (
  db: Db,
  roomId: number,
  externalId: string,
): Promise<StoredMessage | undefined> =>
  db
    .selectFrom('message')
    .select(['id', 'person_id as personId', 'external_id as externalId', 'thread', 'at'])
    .where('room_id', '=', roomId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();

/** Replaces a message's text by its edited one. */
export const editMessage = async (db: Db, id: number, text: string, at: number): Promise<void> => {
  await db.updateTable('message').set({ text, edited_at: at }).where('id', '=', id).execute();
};

/**
 * Returns a message of ours in a conversation, or (a platform does not always tell in which conversation a button was
 * pressed) in a direct chat of the account with whoever did it.
 */
export const findOwnMessage = async (
  db: Db,
  where: Pick<InboundEvent, 'platform' | 'account' | 'conversation' | 'person'>,
  externalId: string,
): Promise<
  { readonly roomId: number; readonly card: Card | null; readonly audience: Audience } | undefined
> => {
  const found = await sql<{ roomId: number; card: Card | null; audience: Audience }>`
    select m.room_id as "roomId", m.card, m.audience from message m join room r on r.id = m.room_id
    where r.platform = ${where.platform} and r.account = ${where.account} and m.external_id = ${externalId}
      and m.person_id is null and m.audience is not null
      and (r.external_id = ${where.conversation.id} or r.kind = 'direct' and exists (
        select from room_person rp join identity i on i.person_id = rp.person_id
        where rp.room_id = r.id and i.platform = r.platform and i.account = r.account
          and i.external_id = ${where.person.id}))
    order by r.external_id = ${where.conversation.id} desc limit 1`.execute(db);
  return found.rows[0];
};

/** Replaces a message of ours by what stands there now. */
export const replaceMessage = async (
  db: Db,
  roomId: number,
  externalId: string,
  { text, card }: Pick<OutboundMessage, 'text' | 'card'>,
): Promise<void> => {
  await db
    .updateTable('message')
    .set({ text, card: card ?? null })
    .where('room_id', '=', roomId)
    .where('external_id', '=', externalId)
    .where('person_id', 'is', null)
    .execute();
};

/** Takes a message back: its text is forgotten. */
export const recallMessage = async (db: Db, id: number, at: number): Promise<void> => {
  await db
    .updateTable('message')
    .set({ text: '', card: null, recalled_at: at })
    .where('id', '=', id)
    .execute();
};

/** Adds or removes a reaction. */
export const setReaction = async (
  db: Db,
  reaction: {
    readonly messageId: number;
    readonly personId: number;
    readonly emoji: string;
    readonly at: number;
  },
  change: 'added' | 'removed',
): Promise<void> => {
  const { messageId, personId, emoji, at } = reaction;
  if (change === 'added') {
    await db
      .insertInto('reaction')
      .values({ message_id: messageId, person_id: personId, emoji, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return;
  }
  await db
    .deleteFrom('reaction')
    .where('message_id', '=', messageId)
    .where('person_id', '=', personId)
    .where('emoji', '=', emoji)
    .execute();
};

/**
 * Returns, for each room of `before` (room id → time), the customers' person who last wrote there before that
 * time and at most `windowMs` earlier.
 */
export const lastCustomerSpeakers = async (
  db: Db,
  before: ReadonlyMap<number, number>,
  windowMs: number,
): Promise<
  ReadonlyMap<number, { readonly personId: number; readonly customerId: number; readonly at: number }>
> => {
  if (before.size === 0) return new Map();
  const rows = [...before].map(([roomId, at]) => ({ roomId, at }));
  const found = await sql<{ roomId: number; personId: number; customerId: number; at: number }>`
    select r."roomId", m.person_id as "personId", m.customer_id as "customerId", m.at
    from ${recordset(rows, { roomId: 'bigint', at: 'bigint' })} cross join lateral (
      select m.person_id, coalesce(p.home_customer_id, p.customer_id) as customer_id, m.at from message m join person p on p.id = m.person_id
      where m.room_id = r."roomId" and m.at < r.at and m.at >= r.at - ${windowMs}::bigint
        and p.side = 'customer' and p.customer_id is not null
      order by m.at desc, m.id desc limit 1) m`.execute(db);
  return new Map(found.rows.map(({ roomId, ...speaker }) => [roomId, speaker]));
};

/** Returns the customer of whoever wrote a message, or undefined when that was none. */
export const authorCustomer = async (
  db: Db,
  roomId: number,
  externalId: string,
): Promise<number | undefined> => {
  const row = await db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.person_id')
    .select((each) => each.fn.coalesce('person.home_customer_id', 'person.customer_id').as('customer_id'))
    .where('message.room_id', '=', roomId)
    .where('message.external_id', '=', externalId)
    .where('person.side', '=', 'customer')
    .executeTakeFirst();
  return row?.customer_id ?? undefined;
};

/** Moves the rooms' "last message" marks forward. */
export const noteRoomActivity = async (db: Db, latest: ReadonlyMap<number, number>): Promise<void> => {
  if (latest.size === 0) return;
  const rows = [...latest].map(([id, at]) => ({ id, at }));
  await sql`update room set last_at = greatest(coalesce(room.last_at, 0), r.at)
    from ${recordset(rows, { id: 'bigint', at: 'bigint' })} where room.id = r.id`.execute(db);
};
