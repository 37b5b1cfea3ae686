import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Keeps a draft that a member was shown and returns its number. */
export const keepDraft = async (
  db: Db,
  draft: {
    readonly customerId: number;
    readonly memberId: number;
    readonly at: number;
    readonly text: string;
  },
): Promise<number> => {
  const made = await db
    .insertInto('draft')
    .values({
      customer_id: draft.customerId,
      member_id: draft.memberId,
      at: draft.at,
      text: draft.text,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
};

/** Returns the text of a member's own draft, or undefined. */
export const draftOf = async (db: Db, id: number, memberId: number): Promise<string | undefined> =>
  (
    await db
      .selectFrom('draft')
      .select('text')
      .where('id', '=', id)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
  )?.text;

/** Returns the latest messages that a member wrote to customers, the newest first. */
export const wordsOfMember = async (db: Db, memberId: number, limit: number): Promise<readonly string[]> => {
  const found = await sql<{ text: string }>`select m.text from message m join room r on r.id = m.room_id
    where m.person_id = ${memberId} and m.recalled_at is null and r.purpose in ('customer', 'community')
    order by m.at desc limit ${limit}`.execute(db);
  return found.rows.map((row) => row.text);
};
