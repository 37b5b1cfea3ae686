/**
 * What buy-till-you-die models know of customers, one index a customer: `x` orders after the first, `tx` the age at
 * the last order, `T` the age at the cut (ages from the first order, in any one unit; 0 ≤ tx ≤ T; tx = 0 where
 * x = 0), `count` how many customers are just so. Symbols are those of Fader, Hardie and Lee (2005).
 */
export type Histories = {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly count: Float64Array;
};

/** One customer's history. */
export type History = { readonly x: number; readonly tx: number; readonly T: number };

/** Returns the history of one customer who ordered on `days` (at least one; ascending, distinct), seen on `untilDay`, in units of `unitDays`. */
export const historyOf = (days: readonly number[], untilDay: number, unitDays: number): History => {
  const first = days[0] as number;
  const last = days.at(-1) as number;
  return {
    x: days.length - 1,
    tx: (last - first) / unitDays,
    T: (untilDay - first) / unitDays,
  };
};

/** Returns `histories` as columns, each counted once. */
export const toHistories = (histories: readonly History[]): Histories => ({
  x: Float64Array.from(histories, ({ x }) => x),
  tx: Float64Array.from(histories, ({ tx }) => tx),
  T: Float64Array.from(histories, ({ T }) => T),
  count: new Float64Array(histories.length).fill(1),
});

const hashOf = (x: number, tx: number, T: number): number => {
  let hash = Math.imul(x | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ ((tx * 1024) | 0), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ ((T * 1024) | 0), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/**
 * Returns the distinct histories with their counts added up, in order of first appearance. The likelihood is the
 * same and much cheaper: of 2,357 customers in the CDNOW sample only 1,016 are different.
 */
export const countDistinct = ({ x, tx, T, count }: Histories): Histories => {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, x.length * 2))) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const kept = new Int32Array(x.length);
  const counts = new Float64Array(x.length);
  let distinct = 0;
  for (let i = 0; i < x.length; i++) {
    const xi = x[i] as number;
    const txi = tx[i] as number;
    const Ti = T[i] as number;
    let slot = hashOf(xi, txi, Ti) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const at = slots[slot] as number;
      const row = kept[at] as number;
      if (at >= 0 && !(x[row] === xi && tx[row] === txi && T[row] === Ti)) continue;
      if (at < 0) {
        slots[slot] = distinct;
        kept[distinct++] = i;
      }
      const place = slots[slot] as number;
      counts[place] = (counts[place] as number) + (count[i] as number);
      break;
    }
  }
  const rows = kept.subarray(0, distinct);
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => column[row] as number);
  return { x: pick(x), tx: pick(tx), T: pick(T), count: counts.slice(0, distinct) };
};
