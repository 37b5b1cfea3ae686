import type { Db } from '../../db/connect.ts';
import type { CustomerScope } from '../../db/customer-lists.ts';
import { findMembers, type Member } from '../../db/people.ts';
import type { Asker } from './command.ts';

/** Returns whose customers a member may see: own, the team's, or all. */
export const scopeOf = async (db: Db, member: Member): Promise<CustomerScope> => {
  if (member.role === 'manager' || member.role === 'admin') return { owners: 'all' };
  if (member.role === 'rep') return { owners: [member.id] };
  const team = await db.selectFrom('member').select('person_id').where('lead_id', '=', member.id).execute();
  return { owners: [member.id, ...team.map((each) => each.person_id)] };
};

/** Returns the member as one who asks, or undefined when the person is none of ours. */
export const askerOf = async (
  db: Db,
  personId: number,
): Promise<(Asker & { readonly language: string | null }) | undefined> => {
  const [member] = await findMembers(db, [personId]);
  if (!member) return undefined;
  return {
    id: member.id,
    name: member.name,
    role: member.role,
    scope: await scopeOf(db, member),
    language: member.language,
  };
};

/** The operator at the terminal: no person, every right. */
export const operator: Asker = { id: null, name: 'operator', role: 'admin', scope: { owners: 'all' } };
