import { sql } from 'kysely';
import type { Db } from '../connect.ts';

/** A room or a customer of which nothing is sent to a model. */
export type BanTarget = { readonly roomId: number } | { readonly customerId: number };

/** Forbids sending anything of a room or customer to a model. Returns whether it was allowed before. */
export const ban = async (db: Db, target: BanTarget, byId: number | null, at: number): Promise<boolean> => {
  const made = await db
    .insertInto('model_ban')
    .values({
      room_id: 'roomId' in target ? target.roomId : null,
      customer_id: 'customerId' in target ? target.customerId : null,
      by_id: byId,
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
};

/** Allows it again. Returns whether it was forbidden before. */
export const allow = async (db: Db, target: BanTarget): Promise<boolean> => {
  const query = db.deleteFrom('model_ban');
  const gone = await ('roomId' in target
    ? query.where('room_id', '=', target.roomId)
    : query.where('customer_id', '=', target.customerId)
  ).executeTakeFirst();
  return gone.numDeletedRows > 0n;
};

/** Returns whether anything of this customer may be sent to a model. */
export const maySendCustomer = async (db: Db, customerId: number): Promise<boolean> => {
  const found = await db
    .selectFrom('model_ban')
    .select('id')
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return found === undefined;
};

/** Returns the names of all rooms and customers of which nothing is sent. */
export const listBans = async (
  db: Db,
): Promise<
  readonly { readonly kind: 'room' | 'customer'; readonly name: string; readonly by: string | null }[]
> => {
  const found = await sql<{ kind: 'room' | 'customer'; name: string; by: string | null }>`
    select case when b.room_id is null then 'customer' else 'room' end as kind, coalesce(r.name, c.name) as name, p.name as by
    from model_ban b left join room r on r.id = b.room_id left join customer c on c.id = b.customer_id
    left join person p on p.id = b.by_id order by 1, 2 limit 50`.execute(db);
  return found.rows;
};

/** Returns the names of all customers of whom nothing, or nothing said in one of their rooms, is sent to a model. */
export const bannedNames = async (db: Db): Promise<readonly string[]> => {
  const found = await sql<{ name: string }>`select distinct c.name from customer c where c.name <> '' and (
      exists (select from model_ban b where b.customer_id = c.id)
      or exists (select from model_ban b join room r on r.id = b.room_id where r.customer_id = c.id)
      or exists (select from model_ban b join room_person rp on rp.room_id = b.room_id
        join person p on p.id = rp.person_id where p.customer_id = c.id))`.execute(db);
  return found.rows.map((each) => each.name);
};
