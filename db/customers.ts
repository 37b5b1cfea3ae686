import { sql } from 'kysely';
import type { Assessment } from '../core/customer/assess.ts';
import { type CustomerState, initialState } from '../core/customer/state.ts';
import type { StageKey } from '../core/stages/stage.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** A customer with its folded state. */
export type StoredCustomer = {
  readonly id: number;
  readonly name: string;
  readonly ownerId: number | null;
  readonly state: CustomerState;
};

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
  await sql`update person set customer_id = r."customerId" from ${recordset(people, kinds)}
    where person.id = r."personId" and person.customer_id is null and person.side = 'customer'`.execute(db);
};

/** Returns the customers with these ids, locked for this transaction in a fixed order, with their states. */
export const lockCustomers = async (trx: Db, ids: readonly number[]): Promise<readonly StoredCustomer[]> => {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'name', 'owner_id', 'state'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id, name, owner_id, state }) => ({
    id,
    name,
    ownerId: owner_id,
    state: (state as CustomerState | null) ?? initialState(),
  }));
};

/** Locks and returns up to `limit` customers whose next check is due at `now`, skipping those being worked on. */
export const lockDueCustomers = async (
  trx: Db,
  now: number,
  limit: number,
): Promise<readonly StoredCustomer[]> => {
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'name', 'owner_id', 'state'])
    .where('next_check_at', '<=', now)
    .orderBy('next_check_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(({ id, name, owner_id, state }) => ({
    id,
    name,
    ownerId: owner_id,
    state: (state as CustomerState | null) ?? initialState(),
  }));
};

/** Stores states with the figures that lists are made from. */
export const saveCustomers = async (
  trx: Db,
  customers: readonly {
    readonly id: number;
    readonly state: CustomerState;
    readonly assessment: Assessment;
  }[],
): Promise<void> => {
  if (customers.length === 0) return;
  const rows = customers.map(({ id, state, assessment }) => ({
    id,
    state,
    next_check_at: state.nextCheckAt,
    first_at: state.firstAt,
    last_at: state.lastAt,
    last_in_at: state.lastIn?.at ?? null,
    stage: state.stage,
    stage_since: state.stageSince,
    health: assessment.health.score,
    churn: assessment.churn.probability,
    value: assessment.value.amount,
    value_at_risk: assessment.valueAtRisk,
    sentiment: assessment.sentiment.mean,
    warnings: Object.keys(state.warnings),
  }));
  const kinds = {
    id: 'bigint',
    state: 'jsonb',
    next_check_at: 'bigint',
    first_at: 'bigint',
    last_at: 'bigint',
    last_in_at: 'bigint',
    stage: 'text',
    stage_since: 'bigint',
    health: 'double precision',
    churn: 'double precision',
    value: 'double precision',
    value_at_risk: 'double precision',
    sentiment: 'double precision',
    warnings: 'text[]',
  } as const;
  await sql`update customer c set state = r.state, next_check_at = r.next_check_at, first_at = r.first_at,
      last_at = r.last_at, last_in_at = r.last_in_at, stage = r.stage, stage_since = r.stage_since,
      health = r.health, churn = r.churn, value = r.value, value_at_risk = r.value_at_risk,
      sentiment = r.sentiment, warnings = r.warnings
    from ${recordset(rows, kinds)} where c.id = r.id`.execute(trx);
};

/** Whose customers someone may see: all, or those owned by certain members. */
export type CustomerScope = { readonly owners: readonly number[] | 'all' };

/** One line of a list of customers. */
export type CustomerLine = {
  readonly id: number;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly ownerId: number | null;
  readonly stage: StageKey;
  readonly health: number;
  readonly churn: number;
  readonly value: number;
  readonly valueAtRisk: number;
  readonly sentiment: number;
  readonly lastInAt: number | null;
  readonly warnings: readonly string[];
  readonly demo: boolean;
};

const orders = {
  risk: sql`value_at_risk desc, churn desc nulls last, id`,
  name: sql`lower(name), id`,
  silent: sql`last_in_at asc nulls last, id`,
} as const;

/** How a list of customers is put in order. */
export type CustomerOrder = keyof typeof orders;

/** What a list of customers is narrowed to. */
export type CustomerFilter = {
  readonly scope: CustomerScope;
  readonly query?: string;
  readonly stages?: readonly StageKey[];
  readonly warning?: string;
  readonly order?: CustomerOrder;
  readonly limit?: number;
  readonly offset?: number;
};

/** Returns the customers that fit, at most `limit` (default 30), and how many there are in all. */
export const listCustomers = async (
  db: Db,
  filter: CustomerFilter,
): Promise<{ readonly customers: readonly CustomerLine[]; readonly total: number }> => {
  const { scope, query, stages, warning } = filter;
  const conditions = [
    sql`state is not null`,
    ...(scope.owners === 'all' ? [] : [sql`owner_id = any(${[...scope.owners]}::bigint[])`]),
    ...(query ? [sql`position(lower(${query}) in lower(name)) > 0`] : []),
    ...(stages ? [sql`stage = any(${[...stages]}::text[])`] : []),
    ...(warning ? [sql`${warning} = any(warnings)`] : []),
  ];
  const found = await sql<CustomerLine & { total: number }>`
    select id, name, kind, owner_id as "ownerId", stage, health, churn, value, value_at_risk as "valueAtRisk",
      sentiment, last_in_at as "lastInAt", warnings, demo, count(*) over () as total
    from customer where ${sql.join(conditions, sql` and `)}
    order by ${orders[filter.order ?? 'risk']} limit ${filter.limit ?? 30} offset ${filter.offset ?? 0}`.execute(
    db,
  );
  return {
    customers: found.rows.map(({ total: _total, ...line }) => line),
    total: found.rows[0]?.total ?? 0,
  };
};

/** A customer as people look it up by name. */
export type NamedCustomer = {
  readonly id: number;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly ownerId: number | null;
  readonly demo: boolean;
};

const named = (db: Db) =>
  db
    .selectFrom('customer')
    .select(['id', 'name', 'kind', 'owner_id as ownerId', 'demo'])
    .$narrowType<Pick<NamedCustomer, 'kind'>>();

/** Returns the customer with this id, or undefined. */
export const customerById = async (db: Db, id: number): Promise<NamedCustomer | undefined> =>
  named(db).where('id', '=', id).executeTakeFirst();

/** How many names are looked at for suggestions. */
const mostNames = 5000;

/**
 * Returns the customers in scope whose name, or the name of one of whose people, has `text` in it, at most 50, the
 * best first: the whole name, then names that begin with it, then the others; people last.
 */
export const searchCustomers = async (
  db: Db,
  scope: CustomerScope,
  text: string,
): Promise<readonly NamedCustomer[]> => {
  const seen = scope.owners === 'all' ? sql`true` : sql`c.owner_id = any(${[...scope.owners]}::bigint[])`;
  const found = await sql<NamedCustomer>`
    select c.id, c.name, c.kind, c.owner_id as "ownerId", c.demo from customer c
    join (
      select id, case when lower(name) = lower(${text}) then 0
        when starts_with(lower(name), lower(${text})) then 1 else 2 end as rank
      from customer where position(lower(${text}) in lower(name)) > 0
      union all
      select customer_id, 3 from person
      where customer_id is not null and side = 'customer' and lower(name) = lower(${text})
    ) hit on hit.id = c.id
    where ${seen} group by c.id order by min(hit.rank), c.id limit 50`.execute(db);
  return found.rows;
};

/** Returns customers in scope as (id, name), at most 5,000: what an unknown name is compared with. */
export const customerNames = async (db: Db, scope: CustomerScope): Promise<readonly NamedCustomer[]> => {
  let query = named(db).orderBy('id').limit(mostNames);
  if (scope.owners !== 'all')
    query = query.where('owner_id', 'in', scope.owners.length > 0 ? [...scope.owners] : [-1]);
  return query.execute();
};

/** Makes a member the owner of a customer, by hand: nobody is adopted over that. */
export const setOwner = async (db: Db, customerId: number, ownerId: number): Promise<void> => {
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
  await sql`update customer c set owner_id = r."ownerId", adopted_at = r.at from ${recordset(rows, kinds)}
    where c.id = r."customerId" and (c.owner_id is null or c.adopted_at > r.at)`.execute(db);
};
