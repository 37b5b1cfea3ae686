import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { moveCommunityRecords } from './move-community-records.ts';
import { mergeRuns } from './playbook-runs.ts';

/**
 * Moves everything that is known of one customer to another: people, rooms, interactions. The first one is
 * gone then; the second must be folded anew by the caller.
 */
export const mergeCustomer = async (trx: Db, from: number, into: number): Promise<void> => {
  await sql`select id from customer where id in (${from}, ${into}) order by id for update`.execute(trx);
  await sql`update interaction set customer_id = ${into} where customer_id = ${from}`.execute(trx);
  await sql`update person set customer_id = ${into} where customer_id = ${from}`.execute(trx);
  await sql`update room set customer_id = ${into} where customer_id = ${from}`.execute(trx);
  await mergeRuns(trx, from, into);
  await moveCommunityRecords(trx, from, into);
  for (const table of ['stage_move', 'assessment', 'follow_up', 'promise']) {
    await sql`delete from ${sql.table(table)} where customer_id = ${from}`.execute(trx);
  }
  await sql`delete from customer where id = ${from}`.execute(trx);
};
