import type { EventColumns } from '../../../core/churn/activity.ts';

/** Returns a generator of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export type Event = { readonly customer: string; readonly day: number };

/**
 * Returns events of customers who join over `span` days, come at their own exponential gaps and leave after an exponential
 * life of `life` days on average; the last day is `after` days after day 0.
 */
export const simulateEvents = (
  customers: number,
  { span = 500, life = 250, after = 0, seed = 7 } = {},
): Event[] => {
  const random = createRandom(seed);
  const exponential = (mean: number): number => -mean * Math.log(1 - random());
  const events: Event[] = [];
  for (let i = 0; i < customers; i++) {
    const start = -span + random() * span;
    const end = start + exponential(life);
    const gap = 4 + exponential(25);
    for (let at = start; at < end && at <= after; at += exponential(gap)) {
      events.push({ customer: `c${i}`, day: Math.floor(at) });
    }
  }
  return events;
};

/** Returns events as columns, nothing but customer and day. */
export const toColumns = (events: readonly Event[]): EventColumns => {
  const names = [...new Set(events.map(({ customer }) => customer))];
  const indexOf = new Map(names.map((name, index) => [name, index]));
  return {
    customers: names,
    owners: Int32Array.from(events, ({ customer }) => indexOf.get(customer) ?? 0),
    days: Int32Array.from(events, ({ day }) => day),
    ours: null,
    amounts: null,
    sentiments: null,
    kinds: null,
  };
};
