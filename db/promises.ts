import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';
import { type PromiseRow, promiseColumns, promiseTables } from './follow-ups.ts';

/** A promise with the words in which it was made. */
export type PromiseLine = PromiseRow & { readonly quote: string | null };

const quoted = sql`${promiseColumns}, coalesce(i.text, m.text) as quote`;
const quotedTables = sql`${promiseTables} left join message m on m.id = i.message_id`;

/** Returns a page of the promises that are open or were broken and not kept since, the first due first, and how many. */
export const pagePromises = async (
  db: Db,
  scope: CustomerScope,
  {
    customerId,
    limit,
    offset,
  }: { readonly customerId?: number; readonly limit: number; readonly offset: number },
): Promise<{ readonly promises: readonly PromiseLine[]; readonly total: number }> => {
  const ofCustomer = customerId === undefined ? sql`true` : sql`q.customer_id = ${customerId}`;
  const found = await sql<PromiseLine & { total: number }>`select ${quoted}, count(*) over () as total
    from ${quotedTables} where q.status in ('open', 'broken') and ${inScope(scope)} and ${ofCustomer}
    order by q.due_at nulls last, q.id limit ${limit} offset ${offset}`.execute(db);
  return {
    promises: found.rows.map(({ total: _total, ...line }) => line),
    total: found.rows[0]?.total ?? 0,
  };
};

/** Returns the promise with this id, if it is one of a customer in scope. */
export const promiseById = async (
  db: Db,
  scope: CustomerScope,
  id: number,
): Promise<PromiseLine | undefined> => {
  const found = await sql<PromiseLine>`select ${quoted} from ${quotedTables}
    where q.id = ${id} and ${inScope(scope)}`.execute(db);
  return found.rows[0];
};
