import { sql } from 'kysely';
import type { LedgerEntry } from '../core/care/decide-contact.ts';
import type { Db } from './connect.ts';

/** Whose budget a contact uses up. */
export type Subjects = { readonly personIds: readonly number[]; readonly roomIds: readonly number[] };

/** Keys under which {@link ledgersOf} answers. */
export const personLedger = (id: number): string => `person/${id}`;
/** As {@link personLedger}, of a room. */
export const roomLedger = (id: number): string => `room/${id}`;

/**
 * Locks those whose budget is about to be used, in a fixed order, until this transaction ends: two workers never count
 * the same budget at once. Whoever needs several asks for all of them in one call.
 */
export const lockSubjects = async (trx: Db, { personIds, roomIds }: Subjects): Promise<void> => {
  if (roomIds.length > 0)
    await sql`select id from room where id = any(${[...roomIds]}::bigint[]) order by id for no key update`.execute(
      trx,
    );
  if (personIds.length > 0)
    await sql`select id from person where id = any(${[...personIds]}::bigint[]) order by id for no key update`.execute(
      trx,
    );
};

/**
 * Returns what counts against each person's and room's budget: all that is reserved, and what was sent after `sinceAt`;
 * what they had asked for does not. The contact `except` is left out.
 */
export const ledgersOf = async (
  db: Db,
  { personIds, roomIds }: Subjects,
  sinceAt: number,
  except?: number,
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> => {
  const { rows } = await sql<LedgerEntry & { person_id: number | null; room_id: number | null }>`
    select s.person_id, s.room_id, c.reserved_at as "reservedAt", c.sent_at as "sentAt", c.platform
    from contact_subject s join contact c on c.id = s.contact_id
    where (s.person_id = any(${[...personIds]}::bigint[]) or s.room_id = any(${[...roomIds]}::bigint[]))
      and not c.solicited and c.id <> ${except ?? 0}
      and (c.status = 'reserved' or (c.status = 'confirmed' and c.sent_at > ${sinceAt}))`.execute(db);
  const found = new Map<string, LedgerEntry[]>();
  for (const { person_id, room_id, ...entry } of rows) {
    const key = person_id === null ? roomLedger(room_id ?? 0) : personLedger(person_id);
    const list = found.get(key);
    if (list) list.push(entry);
    else found.set(key, [entry]);
  }
  return found;
};

/** A contact to write down as reserved. */
export type NewContact = {
  readonly key: string;
  readonly flow: string;
  readonly purpose: string;
  readonly priority: number;
  readonly solicited: boolean;
  readonly occasion: boolean;
  readonly personId: number | null;
  readonly roomId: number;
  readonly customerId: number | null;
  readonly platform: string;
  readonly outboxKey: string;
  readonly subjects: Subjects;
};

/** Writes down that a message will be sent; whose budget it uses must be locked. Returns the contact's id. */
export const reserveContact = async (trx: Db, contact: NewContact, at: number): Promise<number> => {
  const { personIds, roomIds } = contact.subjects;
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into contact (key, flow, purpose, priority, solicited, occasion, person_id, room_id, customer_id, platform,
        outbox_id, reserved_at, status)
      values (${contact.key}, ${contact.flow}, ${contact.purpose}, ${contact.priority}, ${contact.solicited},
        ${contact.occasion}, ${contact.personId}, ${contact.roomId}, ${contact.customerId}, ${contact.platform},
        (select id from outbox where idempotency_key = ${contact.outboxKey}), ${at}, 'reserved')
      returning id),
    used as (
      insert into contact_subject (contact_id, person_id, room_id)
      select made.id, p, null from made, unnest(${[...personIds]}::bigint[]) p
      union all select made.id, null, r from made, unnest(${[...roomIds]}::bigint[]) r)
    select id from made`.execute(trx);
  return rows[0]?.id ?? 0;
};

/** A contact as it stands. */
export type StoredContact = {
  readonly id: number;
  readonly key: string;
  readonly flow: string;
  readonly purpose: string;
  readonly solicited: boolean;
  readonly occasion: boolean;
  readonly personId: number | null;
  readonly roomId: number | null;
  readonly status: 'reserved' | 'confirmed' | 'released';
  readonly reason: string | null;
};

const columns = [
  'id',
  'key',
  'flow',
  'purpose',
  'solicited',
  'occasion',
  'person_id as personId',
  'room_id as roomId',
  'status',
  'reason',
] as const;

/** Returns the contacts with these keys, by key. */
export const contactsByKey = async (
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StoredContact>> => {
  const rows = await db
    .selectFrom('contact')
    .select(columns)
    .where('key', 'in', [...keys])
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
};

/** Returns the contact with this id, or undefined. */
export const contactById = async (db: Db, id: number): Promise<StoredContact | undefined> =>
  db.selectFrom('contact').select(columns).where('id', '=', id).executeTakeFirst();

/**
 * Takes back what is reserved and was not handed to a platform yet: of a flow, or to people. Their messages are refused
 * with the same reason. What is being sent at this moment, or may have arrived, stays. Returns how many were taken back.
 */
export const withdrawContacts = async (
  trx: Db,
  of: { readonly flow: string } | { readonly personIds: readonly number[] },
  reason: string,
): Promise<number> => {
  const which =
    'flow' in of
      ? sql`c.flow = ${of.flow}`
      : sql`exists (select from contact_subject s where s.contact_id = c.id
          and s.person_id = any(${[...of.personIds]}::bigint[]))`;
  const { rows } = await sql`
    with stopped as (
      update outbox o set status = 'refused', problem = ${reason}
      from contact c where c.outbox_id = o.id and c.status = 'reserved' and ${which}
        and o.status in ('waiting', 'held') and o.tried_at is null
      returning c.id)
    update contact c set status = 'released', reason = ${reason} from stopped where c.id = stopped.id
    returning c.id`.execute(trx);
  return rows.length;
};

/** A send that an employee must confirm is given up after this time. */
const pendingDays = 30;
/** What nobody can find out is taken for sent after this time: then it has left every window. */
const unknownDays = 7;
const dayMs = 24 * 60 * 60 * 1000;
/** As `settleOutbound` writes it where nobody can look. */
const neverFrom = 4_000_000_000_000_000;

/**
 * Sees to it that nothing reserved is forgotten: what lost its message is released, what may have arrived and cannot be
 * looked up counts as sent, and what no employee confirmed within 30 days is given up. Returns how many there were.
 */
export const settleForgotten = async (db: Db, now: number): Promise<number> => {
  const { rows } = await sql`
    with lost as (
      update contact set status = 'released', reason = 'undelivered'
      where status = 'reserved' and outbox_id is null returning id),
    refused as (
      update contact c set status = 'released', reason = 'undelivered' from outbox o
      where o.id = c.outbox_id and c.status = 'reserved' and (o.status = 'refused'
        or (o.status = 'pending-human' and c.reserved_at < ${now - pendingDays * dayMs})) returning c.id),
    assumed as (
      update contact c set status = 'confirmed', sent_at = coalesce(o.tried_at, c.reserved_at) from outbox o
      where o.id = c.outbox_id and c.status = 'reserved' and o.status = 'unknown' and o.next_at > ${neverFrom}
        and c.reserved_at < ${now - unknownDays * dayMs} returning c.id)
    select id from lost union all select id from refused union all select id from assumed`.execute(db);
  return rows.length;
};

/** Returns the customers that contacts concern, without those that concern none. */
export const customersOfContacts = async (
  db: Db,
  contactIds: readonly number[],
): Promise<readonly { readonly contactId: number; readonly customerId: number }[]> => {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<{ contactId: number; customerId: number }>`
    select id as "contactId", customer_id as "customerId" from contact
    where id = any(${[...contactIds]}::bigint[]) and customer_id is not null order by id`.execute(db);
  return rows;
};
