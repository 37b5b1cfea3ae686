import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** The channel on which every process hears what changed. */
export const announceChannel = 'tend_changed';

/** What changed: rooms by their platform id, customers by id. */
export type Announcement = {
  readonly rooms: readonly string[];
  readonly customers: readonly number[];
  /** The list of rooms or people itself changed. */
  readonly roomsList?: boolean;
  /** The clock was moved. */
  readonly clock?: boolean;
};

const most = 200;

/** Tells every listening process what changed, when this transaction commits. Long lists become "everything". */
export const announce = async (db: Db, change: Announcement): Promise<void> => {
  const body: Announcement = {
    rooms: change.rooms.slice(0, most),
    customers: change.customers.slice(0, most),
    ...(change.roomsList ? { roomsList: true } : {}),
    ...(change.clock ? { clock: true } : {}),
  };
  await sql`select pg_notify(${announceChannel}, ${JSON.stringify(body)})`.execute(db);
};
