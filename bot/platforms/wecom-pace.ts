import type { SharedPace } from '../../adapters/wecom/sending.ts';
import type { Db } from '../../db/connect.ts';
import { takeTurn } from '../../db/rate-limits.ts';

/** The share of a limit that may be used at once; the rest comes evenly over its time. */
const atOnce = 0.75;

/**
 * Returns how all processes keep WeCom's limits together: no window of a limit's length ever holds more than the limit,
 * whoever sends.
 */
export const createSharedPace =
  (db: Db, account: string): SharedPace =>
  (key, limits, count) =>
    takeTurn(
      db,
      limits.map(({ most, withinMs }) => {
        const burst = Math.max(1, Math.floor(most * atOnce));
        const everyMs = withinMs / Math.max(1, most - burst);
        return { key: `wecom/${account}/${key}/${withinMs}`, everyMs, burst, turns: count };
      }),
    );
