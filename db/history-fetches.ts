import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Why a room's history is fetched: the bot was added to it, or could not hear for a while. */
type HistoryCause = 'added' | 'gap';

/** A part of a room's history that is being fetched. Times are the platform's own. */
export type HistoryFetch = {
  readonly id: number;
  readonly roomId: number;
  readonly cause: HistoryCause;
  readonly fromAt: number;
  readonly untilAt: number;
  /** The member who brought the bot into the room. */
  readonly askedBy: number | null;
  /** Whether it was looked who is in the room, and the member was asked what it is. */
  readonly met: boolean;
  /** Where to go on; null at the beginning. */
  readonly cursor: string | null;
  readonly reachesBack: boolean;
  /** The oldest message found so far. */
  readonly oldestAt: number | null;
  readonly attempts: number;
};

const columns = sql`id, room_id as "roomId", cause, from_at as "fromAt", until_at as "untilAt", asked_by as "askedBy", met,
  cursor, reaches_back as "reachesBack", oldest_at as "oldestAt", attempts`;

/** Asks for what was said in a room between two times; one fetch at a time for a room that the bot was added to. */
export const askForHistory = async (
  db: Db,
  ask: {
    readonly roomId: number;
    readonly cause: HistoryCause;
    readonly fromAt: number;
    readonly untilAt: number;
    readonly askedBy?: number;
  },
): Promise<void> => {
  await sql`insert into history_fetch (room_id, cause, from_at, until_at, asked_by, status, next_at)
    values (${ask.roomId}, ${ask.cause}, ${ask.fromAt}, ${ask.untilAt}, ${ask.askedBy ?? null}, 'waiting', 0)
    on conflict (room_id) where cause = 'added' and status = 'waiting' do update
      set asked_by = coalesce(excluded.asked_by, history_fetch.asked_by), met = false`.execute(db);
};

/** Notes that the room's people are known now, unless somebody brought the bot in meanwhile who is still to be asked. */
export const noteMet = async (db: Db, { id, askedBy }: HistoryFetch): Promise<void> => {
  await sql`update history_fetch set met = true
    where id = ${id} and asked_by is not distinct from ${askedBy}::bigint`.execute(db);
};

/** Returns when the newest message before `before` was said in a room, or undefined when none is known. */
export const newestMessageAt = async (
  db: Db,
  roomId: number,
  before: number,
): Promise<number | undefined> => {
  const row = await db
    .selectFrom('message')
    .select((each) => each.fn.max('at').as('at'))
    .where('room_id', '=', roomId)
    .where('at', '<', before)
    .executeTakeFirst();
  return row?.at ?? undefined;
};

/** Claims the fetch that is due the longest until `leaseUntil`, or returns undefined when none is due. */
export const claimHistory = async (
  db: Db,
  now: number,
  leaseUntil: number,
): Promise<HistoryFetch | undefined> => {
  const found = await sql<HistoryFetch>`
    update history_fetch set next_at = ${leaseUntil}, attempts = attempts + 1 where id = (
      select id from history_fetch where status = 'waiting' and next_at <= ${now}
      order by next_at, id limit 1 for update skip locked)
    returning ${columns}`.execute(db);
  return found.rows[0];
};

/** Notes a page that is stored; the fetch goes on at `cursor`. */
export const noteHistoryPage = async (
  db: Db,
  id: number,
  page: {
    readonly cursor: string | null;
    readonly found: number;
    readonly oldestAt: number | null;
    readonly reachesBack: boolean;
  },
): Promise<void> => {
  await sql`update history_fetch set cursor = ${page.cursor}, found = found + ${page.found}, attempts = 0, next_at = 0,
    problem = null, oldest_at = least(oldest_at, ${page.oldestAt}::bigint),
    reaches_back = reaches_back and ${page.reachesBack} where id = ${id}`.execute(db);
};

/** The fetch goes on at `nextAt`; without `counts` it was only asked to wait. */
export const delayHistory = async (
  db: Db,
  id: number,
  delay: { readonly nextAt: number; readonly problem: string; readonly counts: boolean },
): Promise<void> => {
  await sql`update history_fetch set next_at = ${delay.nextAt}, problem = ${delay.problem},
    attempts = attempts - ${delay.counts ? 0 : 1} where id = ${id}`.execute(db);
};

/** Ends a fetch: all of it is there, or it was given up for a reason. */
export const endHistory = async (db: Db, id: number, problem?: string): Promise<void> => {
  await db
    .updateTable('history_fetch')
    .set({ status: problem === undefined ? 'done' : 'failed', problem: problem ?? null })
    .where('id', '=', id)
    .execute();
};

/** How far the fetching of history is: rooms under way with the messages found so far, and rooms given up. */
export type HistoryProgress = { readonly rooms: number; readonly found: number; readonly failed: number };

/** Returns how far the fetching of one account's history is. */
export const historyProgress = async (
  db: Db,
  platform: string,
  account: string,
): Promise<HistoryProgress> => {
  const found = await sql<HistoryProgress>`select count(*) filter (where h.status = 'waiting') as rooms,
    coalesce(sum(h.found) filter (where h.status = 'waiting'), 0) as found,
    count(*) filter (where h.status = 'failed') as failed
    from history_fetch h join room r on r.id = h.room_id
    where r.platform = ${platform} and r.account = ${account}`.execute(db);
  return found.rows[0] ?? { rooms: 0, found: 0, failed: 0 };
};

/** Forgets fetches that ended and reach back no later than `before`. */
export const forgetHistoryFetches = async (db: Db, before: number): Promise<void> => {
  await sql`delete from history_fetch where status = 'done' and until_at < ${before}`.execute(db);
};
