import type { Db } from '../db/connect.ts';
import { readSetting, writeSetting } from '../db/settings.ts';

/** The bot's one source of the present time. In the playground it can be moved ahead of real time. */
export type Clock = {
  /** Returns the present time in epoch milliseconds. */
  readonly now: () => number;
  /** Returns how far ahead of real time the clock is, in milliseconds. */
  readonly offsetMs: () => number;
  /** Reads the stored offset again, after another process moved the clock. */
  readonly refresh: () => Promise<void>;
  /** Moves the clock and remembers it. */
  readonly setOffset: (offsetMs: number) => Promise<void>;
};

const settingKey = 'clock.offset';

/** Returns the clock whose offset is kept in the database. */
export const createClock = async (db: Db): Promise<Clock> => {
  let offset = 0;
  let moves = 0;
  const clock: Clock = {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    refresh: async () => {
      const before = moves;
      const stored = await readSetting(db, settingKey);
      // Read before a move of this process and answered after it: the move is the newer truth.
      if (moves !== before) return;
      offset = typeof stored === 'number' ? stored : 0;
    },
    setOffset: async (offsetMs) => {
      moves++;
      await writeSetting(db, settingKey, offsetMs);
      moves++;
      offset = offsetMs;
    },
  };
  await clock.refresh();
  return clock;
};
