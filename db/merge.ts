import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { giveBackRecords, moveRecords } from './merge-records.ts';
import { project } from './projections.ts';

/**
 * Locks customers, in a fixed order, until this transaction ends, and returns as which customer each counts: itself, or
 * the one that it was merged into.
 */
export const lockRoots = async (trx: Db, ids: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; root: number }>`
    select id, coalesce(merged_into, id) as root from customer where id = any(${[...new Set(ids)]}::bigint[])
    order by id for no key update`.execute(trx);
  return new Map(rows.map(({ id, root }) => [id, root]));
};

const lock = (trx: Db, ids: readonly number[]) =>
  sql<{ id: number; merged_into: number | null; kind: string }>`
    select id, merged_into, kind from customer where id = any(${[...ids]}::bigint[]) order by id for update`.execute(
    trx,
  );

/** People of two persons who are one human are known to be the same; each keeps their own identities. */
const joinPeople = (trx: Db, child: number, parent: number) =>
  sql`
  with first as (
    select coalesce(same_as, id) as id from person
    where coalesce(home_customer_id, customer_id) = ${parent} and side = 'customer' order by id limit 1)
  update person set same_as = first.id from first
  where person.customer_id = ${child} and person.side = 'customer' and person.id <> first.id`.execute(trx);

/**
 * Lets one customer count as another from now on: its people, rooms and interactions, old and new, are the other's, and
 * what would be its own if nothing had been merged is kept in mind. The caller folds the other one anew. Returns false,
 * and changes nothing, when one of them is merged already.
 */
export const mergeCustomer = async (
  trx: Db,
  child: number,
  parent: number,
  by: { readonly at: number; readonly byId: number | null },
): Promise<boolean> => {
  const { rows } = await lock(trx, [child, parent]);
  if (child === parent || rows.length < 2 || rows.some((each) => each.merged_into !== null)) return false;
  const made = await sql<{
    id: number;
  }>`insert into customer_merge (child_id, parent_id, at, by_id, parent_owner_id, parent_adopted_at)
    select ${child}, id, ${by.at}, ${by.byId}, owner_id, adopted_at from customer where id = ${parent}
    returning id`.execute(trx);
  if (rows.every((each) => each.kind === 'person')) await joinPeople(trx, child, parent);
  await sql`update interaction set origin_id = coalesce(origin_id, customer_id), customer_id = ${parent}
    where customer_id = ${child}`.execute(trx);
  for (const table of ['person', 'room']) {
    await sql`update ${sql.table(table)} set home_customer_id = coalesce(home_customer_id, customer_id),
      customer_id = ${parent} where customer_id = ${child}`.execute(trx);
  }
  await moveRecords(trx, made.rows[0]?.id ?? 0, child, parent, by.at);
  await project(trx, [{ customerId: child, changes: [], anew: true }]);
  await sql`update customer set merged_into = ${parent} where id = ${child} or merged_into = ${child}`.execute(
    trx,
  );
  await sql`update customer set state = null, next_check_at = null, stage = null, health = null, churn = null,
    value = 0, value_at_risk = 0, sentiment = null, warnings = '{}' where id = ${child}`.execute(trx);
  // Somebody has to look after them: without an owner of its own it has the other's.
  await sql`update customer p set owner_id = c.owner_id, adopted_at = coalesce(c.adopted_at, ${by.at})
    from customer c where p.id = ${parent} and c.id = ${child} and p.owner_id is null`.execute(trx);
  return true;
};

/** The customer itself and those that were merged into it, also over several steps. */
const treeOf = async (trx: Db, id: number): Promise<readonly number[]> => {
  const { rows } = await sql<{ id: number }>`
    with recursive tree (id) as (
      select ${id}::bigint
      union select m.child_id from customer_merge m join tree on tree.id = m.parent_id where m.undone_at is null)
    select id from tree`.execute(trx);
  return rows.map((each) => each.id);
};

/**
 * The owner as they would be without the merge: one who was set by hand stays; else who was adopted before, or the
 * member who, by time, wrote first to what is left.
 */
const restoreOwner = (
  trx: Db,
  parent: number,
  before: { readonly ownerId: number | null; readonly adoptedAt: number | null },
) =>
  sql`
  update customer set (owner_id, adopted_at) = (
    select o.owner_id, o.at from (
      select ${before.ownerId}::bigint as owner_id, ${before.adoptedAt}::bigint as at where ${before.ownerId}::bigint is not null
      union all
      (select coalesce(p.same_as, p.id), i.at from interaction i join person p on p.id = i.person_id
        where i.customer_id = ${parent} and i.kind = 'message' and i.direction = 'out' and p.side = 'us'
        order by i.at, i.source_key collate "C" limit 1)) o
    order by o.at nulls first limit 1)
  where id = ${parent} and adopted_at is not null`.execute(trx);

/** What taking a merge back gives: who stands on its own again, and the customers to fold anew. */
export type Unmerged = {
  readonly child: number;
  readonly parent: number;
  readonly changed: readonly number[];
};

/**
 * Takes the latest merge of a customer back: everything that is its own, from before the merge and since, is its own
 * again, as if nothing had been merged; what was written down about the merged customer by hand stays where it is. The
 * caller folds those that `changed` anew. Undefined when the customer is not merged.
 */
export const unmergeCustomer = async (
  trx: Db,
  child: number,
  by: { readonly at: number; readonly byId: number | null },
): Promise<Unmerged | undefined> => {
  const merge = await trx
    .selectFrom('customer_merge')
    .innerJoin('customer', 'customer.id', 'customer_merge.child_id')
    .select([
      'customer_merge.id',
      'parent_id',
      'parent_owner_id',
      'parent_adopted_at',
      'customer.merged_into',
    ])
    .where('child_id', '=', child)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  const root = merge?.merged_into ?? undefined;
  if (!merge || root === undefined) return undefined;
  await lock(trx, [child, root, merge.parent_id]);
  const tree = sql`any(${[...(await treeOf(trx, child))]}::bigint[])`;
  await sql`update interaction set customer_id = ${child}, origin_id = nullif(origin_id, ${child})
    where customer_id = ${root} and origin_id = ${tree}`.execute(trx);
  await sql`update person set same_as = case when home_customer_id = ${child} then null else (
      select min(p.id) from person p where p.home_customer_id = ${child} and p.side = 'customer') end
    where home_customer_id = ${tree} and same_as is not null`.execute(trx);
  for (const table of ['person', 'room']) {
    await sql`update ${sql.table(table)} set customer_id = ${child}, home_customer_id = nullif(home_customer_id, ${child})
      where home_customer_id = ${tree}`.execute(trx);
  }
  await giveBackRecords(trx, merge.id, { child, root }, by.at);
  await sql`update customer set merged_into = case when id = ${child} then null else ${child}::bigint end
    where id = ${tree}`.execute(trx);
  await sql`update customer_merge set undone_at = ${by.at}, undone_by = ${by.byId} where id = ${merge.id}`.execute(
    trx,
  );
  await restoreOwner(trx, merge.parent_id, {
    ownerId: merge.parent_owner_id,
    adoptedAt: merge.parent_adopted_at,
  });
  return { child, parent: merge.parent_id, changed: [child, root] };
};

/** A customer that counts as another one at the moment. */
export type MergedCustomer = { readonly id: number; readonly name: string; readonly at: number };

/** Returns who was merged into a customer, the latest first. */
export const mergedInto = async (db: Db, parent: number): Promise<readonly MergedCustomer[]> =>
  db
    .selectFrom('customer_merge')
    .innerJoin('customer', 'customer.id', 'customer_merge.child_id')
    .select(['customer.id', 'customer.name', 'customer_merge.at'])
    .where('customer.merged_into', '=', parent)
    .where('undone_at', 'is', null)
    .orderBy('customer_merge.at', 'desc')
    .orderBy('customer_merge.id', 'desc')
    .execute();
