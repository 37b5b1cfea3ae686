import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';

/** Returns the tags of a customer, in order. */
export const tagsOf = async (db: Db, customerId: number): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('customer_tag')
      .select('tag')
      .where('customer_id', '=', customerId)
      .orderBy('tag')
      .execute()
  ).map((each) => each.tag);

/** Puts tags on a customer, where they are not there already; returns those that were new. */
export const addTags = async (
  trx: Db,
  customerId: number,
  tags: readonly string[],
  by: { readonly id: number | null; readonly at: number },
): Promise<readonly string[]> => {
  const made = await sql<{ tag: string }>`
    insert into customer_tag (customer_id, tag, by_id, at)
    select ${customerId}::bigint, tag, ${by.id}::bigint, ${by.at}::bigint from unnest(${[...tags]}::text[]) as tag
    on conflict do nothing returning tag`.execute(trx);
  return made.rows.map((each) => each.tag);
};

/** Takes tags off a customer, in any case; returns those that were there. */
export const removeTags = async (
  trx: Db,
  customerId: number,
  tags: readonly string[],
): Promise<readonly string[]> => {
  const gone = await sql<{ tag: string }>`
    delete from customer_tag where customer_id = ${customerId}
      and lower(tag) = any(${tags.map((each) => each.toLowerCase())}::text[]) returning tag`.execute(trx);
  return gone.rows.map((each) => each.tag);
};

/** Returns the tags in use among the customers in scope, the most used first, at most 50. */
export const tagsInUse = async (
  db: Db,
  scope: CustomerScope,
): Promise<readonly { readonly tag: string; readonly customers: number }[]> => {
  const found = await sql<{ tag: string; customers: number }>`
    select t.tag, count(*) as customers from customer_tag t join customer c on c.id = t.customer_id
    where ${inScope(scope)} group by t.tag order by count(*) desc, t.tag limit 50`.execute(db);
  return found.rows;
};

/** Returns the ids of the customers that have a tag, in any case. */
export const customersTagged = async (db: Db, tag: string): Promise<readonly number[]> =>
  (
    await sql<{
      id: number;
    }>`select customer_id as id from customer_tag where lower(tag) = lower(${tag})`.execute(db)
  ).rows.map((each) => each.id);
