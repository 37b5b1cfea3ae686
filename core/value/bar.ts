import type { Doubt } from './failure.ts';
import type { Histories } from './history.ts';

/**
 * What there must be before single customers are judged by a buy-till-you-die model, as products of this kind ask for:
 * buyers, days of history, an order within so many days, and customers with three orders.
 */
export const orderBar = { buyers: 500, historyDays: 180, silentDays: 30, withThreeOrders: 10 } as const;

/** Returns what `histories` (in days) lack for {@link orderBar}, null where they lack nothing. */
export const lackOf = ({ x, tx, T, count }: Histories): Doubt | null => {
  let [buyers, regulars, history, silent] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < x.length; i++) {
    buyers += count[i] as number;
    if ((x[i] as number) >= 2) regulars += count[i] as number;
    history = Math.max(history, T[i] as number);
    silent = Math.min(silent, (T[i] as number) - (tx[i] as number));
  }
  if (buyers === 0) return 'no-customers';
  if (buyers < orderBar.buyers) return 'too-few-buyers';
  if (history < orderBar.historyDays) return 'too-short';
  if (silent > orderBar.silentDays) return 'no-recent-order';
  return regulars < orderBar.withThreeOrders ? 'too-few-regulars' : null;
};
