import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** What the bot waits to hear in plain words: an answer to a survey, why it was so, whether they come, which choice. */
export type ListeningKind = 'survey-score' | 'survey-comment' | 'rsvp' | 'poll';

/** Something the bot waits to hear until `untilAt`: of one person, in one room, or of one person in one room. */
export type Listening = {
  readonly id: number;
  readonly roomId: number | null;
  readonly personId: number | null;
  readonly kind: ListeningKind;
  readonly ref: number;
  readonly untilAt: number;
};

/** Begins to listen for something; what was waited for of the same kind there is waited for no more. */
export const listenFor = async (trx: Db, listening: Omit<Listening, 'id'>): Promise<void> => {
  const { roomId, personId, kind, ref, untilAt } = listening;
  await sql`delete from listening where kind = ${kind} and room_id is not distinct from ${roomId}
    and person_id is not distinct from ${personId}`.execute(trx);
  await trx
    .insertInto('listening')
    .values({ room_id: roomId, person_id: personId, kind, ref, until_at: untilAt })
    .execute();
};

/** Ends listening for something: of one person (in whichever room), or of everybody without one. */
export const endListening = async (
  trx: Db,
  kind: ListeningKind,
  ref: number,
  personId?: number,
): Promise<void> => {
  let query = trx.deleteFrom('listening').where('kind', '=', kind).where('ref', '=', ref);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  await query.execute();
};

/** Returns what is waited for after `at` in these rooms or of these people, the latest first. */
export const listeningIn = async (
  db: Db,
  roomIds: readonly number[],
  personIds: readonly number[],
  at: number,
): Promise<readonly Listening[]> => {
  const columns = sql`id, room_id as "roomId", person_id as "personId", kind, ref, until_at as "untilAt"`;
  const found = await sql<Listening>`
    select ${columns} from listening where room_id = any(${[...roomIds]}::bigint[]) and until_at > ${at}
    union all
    select ${columns} from listening
    where room_id is null and person_id = any(${[...personIds]}::bigint[]) and until_at > ${at}
    order by id desc`.execute(db);
  return found.rows;
};

/** Forgets what nobody waits for any more. */
export const tidyListening = async (db: Db, now: number): Promise<void> => {
  await db.deleteFrom('listening').where('until_at', '<', now).execute();
};
