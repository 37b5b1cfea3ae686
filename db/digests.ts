import { sql } from 'kysely';
import type { DigestContent } from '../core/digest/content.ts';
import type { Edition } from '../core/digest/edition.ts';
import type { Db } from './connect.ts';

/** What a room has had: the day of the latest digest of each edition, and when the first of all was written. */
export type PostedDigest = {
  readonly lastDay: ReadonlyMap<string, number>;
  readonly firstAt: number | null;
};

/** Returns what digests a room has had. */
export const postedDigests = async (db: Db, roomId: number): Promise<PostedDigest> => {
  const { rows } = await sql<{ edition: string; day: number; first: number }>`
    select edition, max(day) as day, min(created_at) as first from digest where room_id = ${roomId} group by 1`.execute(
    db,
  );
  const firsts = rows.map(({ first }) => first);
  return {
    lastDay: new Map(rows.map(({ edition, day }) => [edition, day])),
    firstAt: firsts.length === 0 ? null : Math.min(...firsts),
  };
};

/** Stores a digest for a room, once for a day and edition. Returns its id, undefined when it was there already. */
export const storeDigest = async (
  trx: Db,
  digest: {
    readonly day: number;
    readonly edition: Edition;
    readonly roomId: number;
    readonly content: DigestContent;
  },
  at: number,
): Promise<number | undefined> => {
  const { day, edition, roomId, content } = digest;
  const made = await trx
    .insertInto('digest')
    .values({ day, edition, room_id: roomId, content, created_at: at })
    .onConflict((conflict) => conflict.columns(['day', 'edition', 'room_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
};
