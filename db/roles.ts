import { sql } from 'kysely';
import type { Db } from './connect.ts';
import type { Member } from './people.ts';

/** Gives a member a role and the lead they answer to. */
export const setRole = async (
  trx: Db,
  id: number,
  { role, leadId }: Pick<Member, 'role' | 'leadId'>,
): Promise<void> => {
  await trx.updateTable('member').set({ role, lead_id: leadId }).where('person_id', '=', id).execute();
};

/** Returns how many admins there are; locks them all until the transaction ends. */
export const lockAdmins = async (trx: Db): Promise<number> =>
  (await sql`select person_id from member where role = 'admin' for update`.execute(trx)).rows.length;
