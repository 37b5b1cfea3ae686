import type { Db } from '../../db/connect.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';

const key = 'heartbeat';
/** The heart beats once a minute: a shorter pause is none. */
const toleranceMs = 2 * 60 * 1000;

/** A time in which nobody listened, in epoch milliseconds. */
export type Downtime = { readonly fromAt: number; readonly untilAt: number };

/** Notes that the bot is alive and hearing at `now`. */
export const beat = (db: Db, now: number): Promise<void> => writeSetting(db, key, now);

/** At start: returns since when nobody has listened, when that is more than 2 minutes ago, and notes that we do now. */
export const noteDowntime = async (db: Db, now: number): Promise<Downtime | undefined> => {
  const last = await readSetting(db, key);
  await beat(db, now);
  if (typeof last !== 'number' || now - last < toleranceMs) return undefined;
  return { fromAt: last, untilAt: now };
};
