import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { askForHistory, newestMessageAt } from '../../db/history-fetches.ts';

/** Asks for what was said in a room before the bot came: since the newest message that it knows, or `days` back. */
export const askForBackfill = async (
  db: Db,
  roomId: number,
  addedAt: number,
  days: number,
  askedBy?: number,
): Promise<void> => {
  const fromAt = (await newestMessageAt(db, roomId, addedAt)) ?? addedAt - days * dayMs;
  await askForHistory(db, {
    roomId,
    cause: 'added',
    fromAt,
    untilAt: addedAt,
    ...(askedBy === undefined ? {} : { askedBy }),
  });
};
