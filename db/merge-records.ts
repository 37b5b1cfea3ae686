import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { balanceOf } from './points.ts';

/** What a customer holds that is no interaction: coupons, points, and the playbooks that it is in. */
const tables = ['coupon', 'points_entry', 'playbook_run'] as const;
/** Under this name a merge keeps in mind the runs that it ended. */
const endedRuns = 'ended_run';

/** Adds to what a merge keeps in mind: `ids` under `name`. */
const keepInMind = (trx: Db, mergeId: number, name: string, ids: readonly number[]) =>
  sql`update customer_merge set moved = moved || jsonb_build_object(${name}::text, ${JSON.stringify(ids)}::jsonb)
    where id = ${mergeId}`.execute(trx);

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
  const ended = await sql<{
    id: number;
  }>`update playbook_run r set status = 'done', why = 'merged', ended_at = ${at}
    where r.customer_id = ${child} and r.status = 'active' and exists (select from playbook_run o
      where o.customer_id = ${parent} and o.playbook = r.playbook and o.status = 'active') returning r.id`.execute(
    trx,
  );
  await keepInMind(
    trx,
    mergeId,
    endedRuns,
    ended.rows.map((each) => each.id),
  );
  await sql`update survey_answer set customer_id = ${parent} where customer_id = ${child}`.execute(trx);
  for (const table of tables) {
    const free =
      table === 'playbook_run'
        ? sql`and not exists (select from playbook_run o where o.customer_id = ${parent} and o.playbook = t.playbook
            and o.trigger = t.trigger)`
        : sql``;
    const moved = await sql<{ id: number }>`update ${sql.table(table)} t set customer_id = ${parent}
      where t.customer_id = ${child} ${free} returning t.id`.execute(trx);
    await keepInMind(
      trx,
      mergeId,
      table,
      moved.rows.map((each) => each.id),
    );
  }
};

const keptInMind = (mergeId: number, name: string) => sql`(
  select jsonb_array_elements_text(coalesce(moved -> ${name}::text, '[]'))::bigint from customer_merge
  where id = ${mergeId})`;

/** Points that both had and the merged customer spent: what it lacks now comes out of those that went back. */
const settlePoints = async (
  trx: Db,
  mergeId: number,
  child: number,
  root: number,
  at: number,
): Promise<void> => {
  const lacking = -(await balanceOf(trx, root));
  if (lacking <= 0) return;
  const entry = { at, rule: 'unmerged', reason: null, by_person: null };
  await trx
    .insertInto('points_entry')
    .values([
      { ...entry, customer_id: root, entry_key: `unmerge/${mergeId}/in`, points: lacking },
      { ...entry, customer_id: child, entry_key: `unmerge/${mergeId}/out`, points: -lacking },
    ])
    .execute();
};

/**
 * Gives back to `child` what a merge moved and `root` holds still, after the people are the child's own again. Runs of
 * playbooks that the merge ended go on.
 */
export const giveBackRecords = async (
  trx: Db,
  mergeId: number,
  { child, root }: { readonly child: number; readonly root: number },
  at: number,
): Promise<void> => {
  for (const table of tables) {
    await sql`update ${sql.table(table)} set customer_id = ${child}
      where customer_id = ${root} and id in ${keptInMind(mergeId, table)}`.execute(trx);
  }
  await sql`update playbook_run set status = 'active', why = null, ended_at = null
    where customer_id = ${child} and why = 'merged' and id in ${keptInMind(mergeId, endedRuns)}`.execute(trx);
  await settlePoints(trx, mergeId, child, root, at);
  await sql`update survey_answer a set customer_id = ${child} from person p
    where p.id = a.person_id and p.customer_id = ${child} and p.side = 'customer' and a.customer_id is not null`.execute(
    trx,
  );
};
