import { toldFor } from '../../core/follow-ups/absence.ts';
import { absencesAt } from '../../db/absences.ts';
import type { Db } from '../../db/connect.ts';
import type { CustomerScope } from '../../db/customer-lists.ts';
import { findMembers, type Member } from '../../db/people.ts';
import type { Asker } from './command.ts';

/** Returns whose customers a member may see at `now`: own, those they stand in for, the team's, or all. */
export const scopeOf = async (db: Db, member: Member, now: number): Promise<CustomerScope> => {
  if (member.role === 'manager' || member.role === 'admin') return { owners: 'all' };
  const others = toldFor(member.id, await absencesAt(db, now)).filter((id) => id !== member.id);
  if (member.role === 'rep') return { owners: [member.id, ...others] };
  const team = await db.selectFrom('member').select('person_id').where('lead_id', '=', member.id).execute();
  return { owners: [...new Set([member.id, ...team.map((each) => each.person_id), ...others])] };
};

/** Returns the member as one who asks, or undefined when the person is none of ours. */
export const askerOf = async (
  db: Db,
  personId: number,
  now: number,
): Promise<(Asker & { readonly language: string | null }) | undefined> => {
  const [member] = await findMembers(db, [personId]);
  if (!member) return undefined;
  return {
    id: member.id,
    name: member.name,
    role: member.role,
    scope: await scopeOf(db, member, now),
    language: member.language,
  };
};

/** The operator at the terminal: no person, every right. */
export const operator: Asker = { id: null, name: 'operator', role: 'admin', scope: { owners: 'all' } };
