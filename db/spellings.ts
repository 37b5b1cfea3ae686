import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope, type NamedCustomer } from './customer-lists.ts';
import { recordset } from './records.ts';

/** How a name is spelled in Latin letters: all of it and the initials, lower case without blanks. */
export type Spelling = { readonly spelled: string; readonly initials: string };

/** Returns customers with Han characters in their name whose spelling is not kept, or is of an older name. */
export const unspelledCustomers = async (
  db: Db,
  limit: number,
): Promise<readonly { readonly id: number; readonly name: string }[]> =>
  (
    await sql<{ id: number; name: string }>`select c.id, c.name from customer c
      left join customer_spelling s on s.customer_id = c.id
      where c.name ~ '[一-鿿]' and s.name is distinct from c.name order by c.id limit ${limit}`.execute(db)
  ).rows;

/** Keeps how names are spelled. */
export const storeSpellings = async (
  trx: Db,
  rows: readonly (Spelling & { readonly id: number; readonly name: string })[],
): Promise<void> => {
  if (rows.length === 0) return;
  const kinds = { id: 'bigint', name: 'text', spelled: 'text', initials: 'text' } as const;
  await sql`insert into customer_spelling (customer_id, name, spelled, initials)
    select id, name, spelled, initials from ${recordset(rows, kinds)}
    on conflict (customer_id) do update set name = excluded.name, spelled = excluded.spelled,
      initials = excluded.initials`.execute(trx);
};

/** Returns the customers in scope whose spelling, or whose initials, begin with `letters`, at most 50. */
export const customersSpelled = async (
  db: Db,
  scope: CustomerScope,
  letters: string,
): Promise<readonly NamedCustomer[]> => {
  const found = await sql<NamedCustomer>`
    select c.id, c.name, c.kind, c.owner_id as "ownerId", c.demo
    from customer_spelling s join customer c on c.id = s.customer_id
    where (s.spelled like ${`${letters}%`} or s.initials like ${`${letters}%`}) and ${inScope(scope)}
    order by length(s.spelled), c.id limit 50`.execute(db);
  return found.rows;
};
