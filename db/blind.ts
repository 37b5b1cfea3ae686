import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A time in which the bot could not hear: everywhere, or in the rooms of one customer. Open while `until` is null. */
export type BlindInterval = {
  readonly customerId: number | null;
  readonly from: number;
  readonly until: number | null;
};

/** Returns the blind times that concern everybody and those of the given customers' rooms. */
export const blindIntervals = async (
  db: Db,
  customerIds: readonly number[],
): Promise<readonly BlindInterval[]> => {
  const found = await sql<BlindInterval>`
    select null::bigint as "customerId", from_at as "from", until_at as "until" from blind where room_id is null
    union all
    select r.customer_id, b.from_at, b.until_at from blind b join room r on r.id = b.room_id
    where r.customer_id = any(${[...customerIds]}::bigint[])`.execute(db);
  return found.rows;
};

/** Notes that the bot could not hear between two times, everywhere. */
export const noteBlind = async (db: Db, from: number, until: number, cause: string): Promise<void> => {
  await db.insertInto('blind').values({ room_id: null, from_at: from, until_at: until, cause }).execute();
};

/** Notes that the bot could not hear in a room between two times. */
export const noteRoomBlind = async (
  db: Db,
  roomId: number,
  from: number,
  until: number,
  cause: string,
): Promise<void> => {
  await db.insertInto('blind').values({ room_id: roomId, from_at: from, until_at: until, cause }).execute();
};

/** Forgets the blind times of a room that lie between two times: all of it was recovered. Returns whether there were any. */
export const clearRoomBlind = async (
  db: Db,
  roomId: number,
  from: number,
  until: number,
): Promise<boolean> => {
  const gone = await sql<{ id: number }>`delete from blind
    where room_id = ${roomId} and from_at >= ${from} and until_at <= ${until} returning id`.execute(db);
  return gone.rows.length > 0;
};

/** Notes that the bot was removed from a room (it hears nothing from now on) or is back in it. */
export const noteRoomHearing = async (db: Db, roomId: number, at: number, hears: boolean): Promise<void> => {
  if (hears) {
    await sql`update blind set until_at = ${at} where room_id = ${roomId} and until_at is null`.execute(db);
    return;
  }
  await sql`insert into blind (room_id, from_at, cause) select ${roomId}, ${at}, 'removed'
    where not exists (select from blind where room_id = ${roomId} and until_at is null)`.execute(db);
};
