import { noteBlind } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';

const key = 'heartbeat';
/** A pause shorter than this is a restart, not blindness. */
const toleranceMs = 10 * 60 * 1000;

/** Notes that the bot is alive and hearing at `now`. */
export const beat = (db: Db, now: number): Promise<void> => writeSetting(db, key, now);

/** At start: when the bot was down for more than 10 minutes, that time is noted as blind. Returns its length in ms. */
export const noteDowntime = async (db: Db, now: number): Promise<number> => {
  const last = await readSetting(db, key);
  await beat(db, now);
  if (typeof last !== 'number' || now - last < toleranceMs) return 0;
  await noteBlind(db, last, now, 'down');
  return now - last;
};
