import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A customer of WeCom by their official id, of whom the platform was not asked lately. */
export type UnreadContact = { readonly externalId: string; readonly personId: number };

/** Returns up to `limit` customers of one account of whom WeCom is to be asked, those never asked about first. */
export const unreadContacts = async (
  db: Db,
  account: string,
  now: number,
  limit: number,
): Promise<readonly UnreadContact[]> => {
  const { rows } = await sql<UnreadContact>`
    select i.external_id as "externalId", i.person_id as "personId"
    from identity i join person p on p.id = i.person_id
    left join wecom_contact c on c.account = i.account and c.external_id = i.external_id
    where i.platform = 'wecom' and i.account = ${account} and p.side = 'customer' and p.customer_id is not null
      and i.external_id ~ '^w[mo]' and coalesce(c.next_at, 0) <= ${now}
    order by c.next_at nulls first, i.id limit ${limit}`.execute(db);
  return rows;
};

/** Notes what WeCom said of a customer, and when to ask again. */
export const noteContact = async (
  db: Db,
  contact: {
    readonly account: string;
    readonly externalId: string;
    readonly unionId?: string | undefined;
    readonly company?: string | undefined;
    readonly nextAt: number;
  },
): Promise<void> => {
  const { account, externalId, nextAt } = contact;
  const known = { union_id: contact.unionId ?? null, company: contact.company ?? null, next_at: nextAt };
  await db
    .insertInto('wecom_contact')
    .values({ account, external_id: externalId, ...known })
    .onConflict((conflict) => conflict.columns(['account', 'external_id']).doUpdateSet(known))
    .execute();
};

/** Gives a person who is known by an id alone their name, and the customer that they are the same. */
export const namePerson = async (
  db: Db,
  personId: number,
  externalId: string,
  name: string,
): Promise<void> => {
  await sql`
    with named as (
      update person set name = ${name} where id = ${personId} and name = ${externalId} returning customer_id),
    called as (update identity set name = ${name} where person_id = ${personId} and external_id = ${externalId})
    update customer set name = ${name} from named
    where customer.id = named.customer_id and customer.kind = 'person' and customer.name = ${externalId}`.execute(
    db,
  );
};

/**
 * Begins the welcome of a new contact. False when somebody did already: unless that was more than 6 s ago and nobody
 * knows how it ended, for then the process may have died.
 */
export const beginWelcome = async (
  db: Db,
  account: string,
  delivery: string,
  now: number,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into wecom_welcome (account, delivery, begun_at) values (${account}, ${delivery}, ${now})
    on conflict (account, delivery) do update set begun_at = excluded.begun_at
    where wecom_welcome.outcome is null and wecom_welcome.begun_at < ${now - 6_000}
    returning delivery`.execute(db);
  return rows.length > 0;
};

/** Notes how a welcome ended. */
export const endWelcome = async (
  db: Db,
  account: string,
  delivery: string,
  outcome: string,
): Promise<void> => {
  await db
    .updateTable('wecom_welcome')
    .set({ outcome })
    .where('account', '=', account)
    .where('delivery', '=', delivery)
    .execute();
};
