import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A question with choices that is put to a community. */
export type Poll = {
  readonly id: number;
  readonly roomId: number;
  readonly room: string;
  readonly question: string;
  readonly choices: readonly string[];
  readonly endedAt: number | null;
  readonly language: string | null;
};

/** Makes a poll and returns its id. */
export const makePoll = async (
  trx: Db,
  poll: Pick<Poll, 'roomId' | 'question' | 'choices'> & { readonly by: number | null },
  at: number,
): Promise<number> => {
  const made = await sql<{ id: number }>`
    insert into poll (room_id, question, choices, created_at, created_by, card_key)
    values (${poll.roomId}, ${poll.question}, ${JSON.stringify(poll.choices)}::jsonb, ${at}, ${poll.by}, '') returning id`.execute(
    trx,
  );
  return made.rows[0]?.id ?? 0;
};

/** Returns the poll with this id, locked until this transaction ends; undefined when there is none. */
export const lockPoll = async (trx: Db, id: number): Promise<Poll | undefined> => {
  const found = await sql<Poll>`
    select p.id, p.room_id as "roomId", r.name as room, p.question, p.choices, p.ended_at as "endedAt", r.language
    from poll p join room r on r.id = p.room_id where p.id = ${id} for update of p`.execute(trx);
  return found.rows[0];
};

/** Ends a poll. */
export const endPoll = async (trx: Db, id: number, at: number): Promise<void> => {
  await trx.updateTable('poll').set({ ended_at: at }).where('id', '=', id).execute();
};

/** Writes down a vote; another one of the same person replaces it. Returns what is news: a first vote, a change, nothing. */
export const saveVote = async (
  trx: Db,
  vote: { readonly pollId: number; readonly personId: number; readonly choice: number },
  at: number,
): Promise<'first' | 'changed' | 'same'> => {
  const before = await trx
    .selectFrom('poll_vote')
    .select('choice')
    .where('poll_id', '=', vote.pollId)
    .where('person_id', '=', vote.personId)
    .executeTakeFirst();
  if (before?.choice === vote.choice) return 'same';
  await trx
    .insertInto('poll_vote')
    .values({ poll_id: vote.pollId, person_id: vote.personId, choice: vote.choice, at })
    .onConflict((conflict) =>
      conflict.columns(['poll_id', 'person_id']).doUpdateSet({ choice: vote.choice, at }),
    )
    .execute();
  return before ? 'changed' : 'first';
};

/** Returns how many voted for each choice, in the order of the choices. */
export const votesOf = async (db: Db, { id, choices }: Poll): Promise<readonly number[]> => {
  const found = await sql<{ choice: number; count: number }>`
    select choice, count(*) as count from poll_vote where poll_id = ${id} group by choice`.execute(db);
  return choices.map((_, index) => found.rows.find((each) => each.choice === index)?.count ?? 0);
};

/** Returns the latest polls. */
export const latestPolls = async (db: Db, limit: number): Promise<readonly Poll[]> => {
  const found = await sql<Poll>`
    select p.id, p.room_id as "roomId", r.name as room, p.question, p.choices, p.ended_at as "endedAt", r.language
    from poll p join room r on r.id = p.room_id order by p.id desc limit ${limit}`.execute(db);
  return found.rows;
};
