import { sql } from 'kysely';
import type { Platform } from '../core/events.ts';
import type { Db } from './connect.ts';

/** A back-test of the newest version of a playbook that somebody asked for in a room. */
export type AskedBackTest = {
  readonly id: number;
  readonly playbook: string;
  readonly days: number;
  readonly askerId: number | null;
  readonly asker: string | null;
  readonly roomId: number;
  readonly platform: Platform;
  readonly language: string;
  readonly askedAt: number;
  readonly attempts: number;
  /** How often its card was written. */
  readonly cards: number;
};

const columns = sql`b.id, b.playbook, b.days, b.asker_id as "askerId", b.room_id as "roomId", b.language,
  b.asked_at as "askedAt", b.attempts, b.cards, (select p.name from person p where p.id = b.asker_id) as asker,
  (select r.platform from room r where r.id = b.room_id) as platform`;

/** Stores that somebody asked for a back-test and returns its id. */
export const askBackTest = async (
  trx: Db,
  asked: Pick<AskedBackTest, 'playbook' | 'days' | 'askerId' | 'roomId' | 'language' | 'askedAt'>,
): Promise<number> => {
  const { playbook, days, askerId, roomId, language, askedAt } = asked;
  const row = await trx
    .insertInto('back_test')
    .values({ playbook, days, asker_id: askerId, room_id: roomId, language, asked_at: askedAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
};

/**
 * Takes the oldest back-test that waits, for `leaseMs` from `realNow` (both in real time): a worker that dies leaves it to
 * another. Undefined when none waits.
 */
export const takeBackTest = async (
  db: Db,
  realNow: number,
  leaseMs: number,
): Promise<AskedBackTest | undefined> => {
  const { rows } = await sql<AskedBackTest>`
    update back_test b set taken_until = ${realNow + leaseMs}, attempts = attempts + 1
    where b.id = (select id from back_test where done_at is null and taken_until <= ${realNow}
      order by id limit 1 for update skip locked)
    returning ${columns}`.execute(db);
  return rows[0];
};

/** Notes that the card of a back-test was written once more, and that it may be kept until `takenUntil` (real time). */
export const noteBackTestCard = async (trx: Db, id: number, takenUntil: number): Promise<void> => {
  await sql`update back_test set cards = cards + 1, taken_until = ${takenUntil} where id = ${id}`.execute(
    trx,
  );
};

/** Notes that a back-test is done. */
export const endBackTest = async (trx: Db, id: number, at: number): Promise<void> => {
  await sql`update back_test set done_at = ${at} where id = ${id}`.execute(trx);
};
