import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** Waits until no other import is in a transaction: two of them would make the same customer twice. */
export const lockImports = async (trx: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext('tend import'))`.execute(trx);
};

/** What is stored of an order or refund. */
export type StoredOrder = { readonly at: number; readonly amount: number };

/** Returns the orders and refunds that are stored with these keys, by key. */
export const storedOrders = async (
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StoredOrder>> => {
  const found = await sql<StoredOrder & { key: string }>`
    select source_key as key, at, (data ->> 'amount')::double precision as amount
    from interaction where source_key = any(${[...keys]}::text[])`.execute(db);
  return new Map(found.rows.map(({ key, ...order }) => [key, order]));
};

/** Returns the ids of the customers with exactly these names, by name; a name that nobody has is left out. */
export const customersNamed = async (
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const rows = names.map((name) => ({ name }));
  // Through the index on lower(name).
  const found = await sql<{ id: number; name: string }>`
    select c.id, c.name from ${recordset(rows, { name: 'text' })}
    join customer c on lower(c.name) = lower(r.name) and c.name = r.name order by c.id`.execute(db);
  const ids = new Map<string, number[]>();
  for (const { id, name } of found.rows) ids.set(name, [...(ids.get(name) ?? []), id]);
  return ids;
};

/** Returns those of the ids that are customers. */
export const existingCustomers = async (db: Db, ids: readonly number[]): Promise<ReadonlySet<number>> => {
  const found = await sql<{ id: number }>`
    select id from customer where id = any(${[...ids]}::bigint[])`.execute(db);
  return new Set(found.rows.map((row) => row.id));
};

/** Makes an organisation for each of these names, known since `at`, and returns their ids by name. */
export const makeOrganisations = async (
  trx: Db,
  customers: readonly { readonly name: string; readonly at: number }[],
): Promise<ReadonlyMap<string, number>> => {
  const made = await sql<{ id: number; name: string }>`
    insert into customer (name, kind, created_at)
    select name, 'organisation', at from ${recordset(customers, { name: 'text', at: 'bigint' })}
    returning id, name`.execute(trx);
  return new Map(made.rows.map(({ id, name }) => [name, id]));
};
