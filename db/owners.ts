import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A customer that changes hands. */
export type Owned = { readonly id: number; readonly name: string; readonly ownerId: number | null };

/** Returns the customers of a member, the greatest value at risk first. */
export const customersOwnedBy = async (db: Db, memberId: number): Promise<readonly Owned[]> => {
  const found = await sql<Owned>`select id, name, owner_id as "ownerId" from customer
    where owner_id = ${memberId} order by value_at_risk desc, id`.execute(db);
  return found.rows;
};

/**
 * Gives customers to a member, or (null) to nobody, by hand: nobody is adopted over that. Their open follow-ups are the new
 * owner's, told as of `at`: the ladder begins anew at `ladderAt`. Writes down who had them before, under `batch`.
 */
export const giveCustomers = async (
  trx: Db,
  change: {
    readonly customerIds: readonly number[];
    readonly toId: number | null;
    readonly byId: number | null;
    readonly at: number;
    readonly batch: string;
    readonly ladderAt: number | null;
  },
): Promise<void> => {
  const { toId, byId, at, batch, ladderAt } = change;
  const ids = sql`any(${[...change.customerIds]}::bigint[])`;
  await sql`insert into owner_change (batch, customer_id, at, from_id, to_id, by_id)
    select ${batch}, id, ${at}, owner_id, ${toId}, ${byId} from customer where id = ${ids}
      and owner_id is distinct from ${toId}::bigint`.execute(trx);
  await sql`update customer set owner_id = ${toId}, adopted_at = null where id = ${ids}`.execute(trx);
  await sql`update follow_up set untold = false, prompted_at = coalesce(prompted_at, ${at}), told_to = ${toId},
      ladder_from = ${at}, ladder_taken = 0, ladder_at = ${ladderAt}
    where customer_id = ${ids} and status in ('open', 'snoozed')`.execute(trx);
};

/** Takes a change of owners back where the new owner still has the customer; returns the customers with their owners. */
export const takeBackOwners = async (trx: Db, batch: string, at: number): Promise<readonly Owned[]> => {
  const found = await sql<Owned>`with undone as (
      update owner_change o set undone_at = ${at} from customer c
      where o.batch = ${batch} and o.undone_at is null and c.id = o.customer_id and c.owner_id is not distinct from o.to_id
      returning o.customer_id, o.from_id)
    update customer c set owner_id = u.from_id from undone u where c.id = u.customer_id
    returning c.id, c.name, c.owner_id as "ownerId"`.execute(trx);
  return found.rows;
};

/** How much work members have: open follow-ups and customers. */
export const workloads = async (
  db: Db,
  memberIds: readonly number[],
): Promise<ReadonlyMap<number, { readonly customers: number; readonly followUps: number }>> => {
  const found = await sql<{ id: number; customers: number; followUps: number }>`
    select m.id, (select count(*) from customer c where c.owner_id = m.id) as customers,
      (select count(*) from follow_up f join customer c on c.id = f.customer_id
        where c.owner_id = m.id and f.status = 'open') as "followUps"
    from unnest(${[...memberIds]}::bigint[]) as m(id)`.execute(db);
  return new Map(found.rows.map(({ id, ...work }) => [id, work]));
};
