import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** What a customer holds that is no interaction: coupons, points, and the playbooks that it is in. */
const tables = ['coupon', 'points_entry', 'playbook_run'] as const;

/**
 * Moves what one customer holds to another, and keeps in mind with the merge what that was. Of two runs of one playbook
 * the other's goes on; referrals and the birthday stay with whom they are of.
 */
export const moveRecords = async (
  trx: Db,
  mergeId: number,
  child: number,
  parent: number,
  at: number,
): Promise<void> => {
  await sql`update playbook_run r set status = 'done', why = 'merged', ended_at = ${at}
    where r.customer_id = ${child} and r.status = 'active' and exists (select from playbook_run o
      where o.customer_id = ${parent} and o.playbook = r.playbook and o.status = 'active')`.execute(trx);
  await sql`update survey_answer set customer_id = ${parent} where customer_id = ${child}`.execute(trx);
  for (const table of tables) {
    const free =
      table === 'playbook_run'
        ? sql`and not exists (select from playbook_run o where o.customer_id = ${parent} and o.playbook = t.playbook
            and o.trigger = t.trigger)`
        : sql``;
    await sql`with moved as (
        update ${sql.table(table)} t set customer_id = ${parent} where t.customer_id = ${child} ${free} returning t.id)
      update customer_merge set moved = moved || jsonb_build_object(${table}::text,
        (select coalesce(jsonb_agg(id), '[]') from moved)) where id = ${mergeId}`.execute(trx);
  }
};

/** Gives back what a merge moved, after the people are the child's own again. */
export const giveBackRecords = async (trx: Db, mergeId: number, child: number): Promise<void> => {
  for (const table of tables) {
    await sql`update ${sql.table(table)} set customer_id = ${child} where id in (
      select jsonb_array_elements_text(coalesce(moved -> ${table}::text, '[]'))::bigint from customer_merge
      where id = ${mergeId})`.execute(trx);
  }
  await sql`update survey_answer a set customer_id = ${child} from person p
    where p.id = a.person_id and p.customer_id = ${child} and p.side = 'customer' and a.customer_id is not null`.execute(
    trx,
  );
};
