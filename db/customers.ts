import { sql } from 'kysely';
import type { Profile } from '../core/customer/context.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** Makes a customer and returns its id. */
export const createCustomer = async (
  db: Db,
  customer: {
    readonly name: string;
    readonly kind: 'person' | 'organisation';
    readonly at: number;
    readonly ownerId?: number;
    readonly language?: string;
    readonly demo?: boolean;
  },
): Promise<number> => {
  const made = await db
    .insertInto('customer')
    .values({
      name: customer.name,
      kind: customer.kind,
      created_at: customer.at,
      owner_id: customer.ownerId ?? null,
      language: customer.language ?? null,
      demo: customer.demo ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
};

/** Makes every person without a customer the customer that they are; returns the customer ids by person id. */
export const makePersonCustomers = async (
  db: Db,
  people: readonly { readonly id: number; readonly name: string; readonly at: number }[],
): Promise<ReadonlyMap<number, number>> => {
  if (people.length === 0) return new Map();
  const kinds = { id: 'bigint', name: 'text', at: 'bigint' } as const;
  const made = await sql<{ person_id: number; customer_id: number }>`
    with wanted as materialized (
      select r.*, nextval(pg_get_serial_sequence('customer', 'id')) as customer_id
      from ${recordset(people, kinds)} join person p on p.id = r.id and p.customer_id is null),
    created as (
      insert into customer (id, name, kind, created_at) overriding system value
      select customer_id, name, 'person', at from wanted)
    update person set customer_id = wanted.customer_id from wanted where person.id = wanted.id
    returning person.id as person_id, person.customer_id`.execute(db);
  const found = new Map(made.rows.map((row) => [row.person_id, row.customer_id]));
  const others = people.filter((person) => !found.has(person.id)).map((person) => person.id);
  if (others.length === 0) return found;
  const rows = await db
    .selectFrom('person')
    .select(['id', 'customer_id'])
    .where('id', 'in', others)
    .execute();
  for (const row of rows) if (row.customer_id !== null) found.set(row.id, row.customer_id);
  return found;
};

/** Makes an organisation for each customer room that has none yet; returns the customer ids by room id. */
export const makeRoomCustomers = async (
  db: Db,
  rooms: readonly { readonly roomId: number; readonly name: string; readonly at: number }[],
): Promise<ReadonlyMap<number, number>> => {
  if (rooms.length === 0) return new Map();
  const kinds = { roomId: 'bigint', name: 'text', at: 'bigint' } as const;
  const made = await sql<{ room_id: number; customer_id: number }>`
    with wanted as materialized (
      select r.*, nextval(pg_get_serial_sequence('customer', 'id')) as customer_id
      from ${recordset(rooms, kinds)} join room on room.id = r."roomId" and room.customer_id is null),
    created as (
      insert into customer (id, name, kind, created_at) overriding system value
      select customer_id, name, 'organisation', at from wanted)
    update room set customer_id = wanted.customer_id from wanted where room.id = wanted."roomId"
    returning room.id as room_id, room.customer_id`.execute(db);
  return new Map(made.rows.map((row) => [row.room_id, row.customer_id]));
};

/** Says which customers people belong to, where they belong to none yet. */
export const assignPeople = async (
  db: Db,
  people: readonly { readonly personId: number; readonly customerId: number }[],
): Promise<void> => {
  if (people.length === 0) return;
  const kinds = { personId: 'bigint', customerId: 'bigint' } as const;
  await sql`update person set customer_id = coalesce(c.merged_into, c.id),
      home_customer_id = case when c.merged_into is null then null else c.id end
    from ${recordset(people, kinds)} join customer c on c.id = r."customerId"
    where person.id = r."personId" and person.customer_id is null and person.side = 'customer'`.execute(db);
};

/** Returns the owner of a customer, or undefined where there is none. */
export const ownerOf = async (
  db: Db,
  customerId: number,
): Promise<{ readonly id: number; readonly name: string } | undefined> =>
  db
    .selectFrom('customer')
    .innerJoin('person', 'person.id', 'customer.owner_id')
    .select(['person.id', 'person.name'])
    .where('customer.id', '=', customerId)
    .executeTakeFirst();

/** Makes a member (or nobody) the owner of a customer, by hand: nobody is adopted over that. */
export const setOwner = async (db: Db, customerId: number, ownerId: number | null): Promise<void> => {
  await db
    .updateTable('customer')
    .set({ owner_id: ownerId, adopted_at: null })
    .where('id', '=', customerId)
    .execute();
};

/** Gives every customer without an owner the member who, by time, spoke to them first; also when that is heard late. */
export const adoptCustomers = async (
  db: Db,
  rows: readonly { readonly customerId: number; readonly ownerId: number; readonly at: number }[],
): Promise<void> => {
  if (rows.length === 0) return;
  const kinds = { customerId: 'bigint', ownerId: 'bigint', at: 'bigint' } as const;
  // Of a member with several ids the one whom messages reach.
  const owner = sql`coalesce((select same_as from person where id = r."ownerId" and side = 'us'), r."ownerId")`;
  await sql`update customer c set owner_id = ${owner}, adopted_at = r.at from ${recordset(rows, kinds)}
    where c.id = r."customerId" and (c.owner_id is null or c.adopted_at > r.at)`.execute(db);
  // Where a merged customer counts, somebody has to look after it, too.
  await sql`update customer root set owner_id = ${owner}, adopted_at = r.at
    from ${recordset(rows, kinds)} join customer c on c.id = r."customerId"
    where root.id = c.merged_into and root.owner_id is null`.execute(db);
};

/** Puts customers into segments. Their figures follow only when they are folded anew. */
export const setSegments = async (
  db: Db,
  rows: readonly { readonly customerId: number; readonly segment: string }[],
): Promise<void> => {
  const kinds = { customerId: 'bigint', segment: 'text' } as const;
  await sql`update customer set segment = r.segment from ${recordset(rows, kinds)}
    where customer.id = r."customerId"`.execute(db);
};

/** Returns who the given customers are, by id: a person or an organisation, and the segment. */
export const profilesOf = async (db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, Profile>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'kind', 'segment'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, kind, segment }) => [id, { kind: kind as Profile['kind'], segment }]));
};
