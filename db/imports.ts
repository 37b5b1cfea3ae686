import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** Waits until no other import is in a transaction: two of them would make the same customer twice. */
export const lockImports = async (trx: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext('tend import'))`.execute(trx);
};

/** What is stored of an imported row. */
export type StoredFacts = { readonly at: number; readonly data: Readonly<Record<string, unknown>> };

/** Returns what is stored under these keys, by key. */
export const storedFacts = async (
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StoredFacts>> => {
  const found = await sql<StoredFacts & { key: string }>`
    select source_key as key, at, data from interaction where source_key = any(${[...keys]}::text[])`.execute(
    db,
  );
  return new Map(found.rows.map(({ key, ...facts }) => [key, facts]));
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

/** Makes a customer for each of these names, known since `at`, and returns their ids by name. */
export const makeCustomers = async (
  trx: Db,
  customers: readonly {
    readonly name: string;
    readonly at: number;
    readonly kind: 'person' | 'organisation';
  }[],
): Promise<ReadonlyMap<string, number>> => {
  const made = await sql<{ id: number; name: string }>`
    insert into customer (name, kind, created_at)
    select name, kind, at from ${recordset(customers, { name: 'text', kind: 'text', at: 'bigint' })}
    returning id, name`.execute(trx);
  return new Map(made.rows.map(({ id, name }) => [name, id]));
};

/** What an import may change about a customer. */
export type CustomerCard = {
  readonly id: number;
  readonly kind: 'person' | 'organisation';
  readonly ownerId: number | null;
  readonly segment: string;
};

/** Locks the customers with these ids in a fixed order and returns what an import may change about them. */
export const lockCards = async (
  trx: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CustomerCard>> => {
  const found = await sql<CustomerCard>`
    select id, kind, owner_id as "ownerId", segment from customer where id = any(${[...ids]}::bigint[])
    order by id for update`.execute(trx);
  return new Map(found.rows.map((row) => [row.id, row]));
};
