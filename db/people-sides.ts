import { sql } from 'kysely';
import type { Db } from './connect.ts';
import type { Side } from './people.ts';
import { type Room, roomById } from './rooms.ts';

/** A person as others name them. */
export type NamedPerson = {
  readonly id: number;
  readonly name: string;
  readonly side: Side;
  readonly platform: string;
};

/** Returns the people with this name, id on a platform, or number (`12`), at most 20. */
export const peopleNamed = async (db: Db, name: string): Promise<readonly NamedPerson[]> => {
  const number = /^\d{1,15}$/.test(name) ? Number(name) : 0;
  const { rows } = await sql<NamedPerson>`
    select p.id, p.name, p.side, coalesce(min(i.platform), '') as platform
    from person p left join identity i on i.person_id = p.id
    where p.side <> 'bot' and (p.id = ${number} or lower(p.name) = lower(${name}) or i.external_id = ${name})
    group by p.id order by p.id limit 20`.execute(db);
  const exact = rows.filter((each) => each.id === number);
  return exact.length > 0 ? exact : rows;
};

/**
 * Says on which side a person is. One of ours becomes a member with the rights of a rep; who is none any more loses what
 * members have, and who is no customer belongs to none.
 */
export const setSide = async (
  db: Db,
  personId: number,
  side: 'us' | 'customer' | 'unknown',
): Promise<void> => {
  const external = side === 'us' ? 'no' : side === 'customer' ? 'yes' : 'unknown';
  await db
    .updateTable('person')
    .set({
      side,
      ...(side === 'customer' ? {} : { customer_id: null, home_customer_id: null, same_as: null }),
    })
    .where('id', '=', personId)
    .execute();
  await db.updateTable('identity').set({ external }).where('person_id', '=', personId).execute();
  if (side !== 'us') {
    await db.deleteFrom('member').where('person_id', '=', personId).execute();
    return;
  }
  await db
    .insertInto('member')
    .values({ person_id: personId, role: 'rep', lead_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/**
 * Says that somebody is a member who is known already under another id: what they do from now on is that member's, and
 * so are their rights. {@link setSide} takes them apart again.
 */
export const joinMember = async (db: Db, personId: number, memberId: number): Promise<void> => {
  await setSide(db, personId, 'us');
  await db.deleteFrom('member').where('person_id', '=', personId).execute();
  await db
    .updateTable('person')
    .set({ same_as: memberId })
    .where((each) => each.or([each('id', '=', personId), each('same_as', '=', personId)]))
    .execute();
};

/** Returns the rooms that a person was seen in. */
export const roomsOfPerson = async (db: Db, personId: number): Promise<readonly Room[]> => {
  const rows = await db
    .selectFrom('room_person')
    .select('room_id')
    .where('person_id', '=', personId)
    .execute();
  const found = await Promise.all(rows.map((each) => roomById(db, each.room_id)));
  return found.filter((each) => each !== undefined);
};
