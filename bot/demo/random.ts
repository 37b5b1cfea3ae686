/** A seeded source of choices. The same seed gives the same choices on every machine. */
export type Random = {
  /** The next number in [0, 1). */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  /** True with the given probability, 0 to 1. */
  readonly chance: (probability: number) => boolean;
  /** One item of a list; throws RangeError on an empty one. */
  readonly pick: <T>(items: readonly T[]) => T;
};

const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
};

/**
 * Returns a random source for one named stream of a seed, so that a change in one room leaves the others alone.
 * The generator is mulberry32 (Tommy Ettinger, public domain), the stream's name is hashed with 32-bit FNV-1a.
 */
export function createRandom(seed: number, stream: string): Random {
  let state = hash(`${seed}/${stream}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from.');
      return items[Math.floor(next() * items.length)] as (typeof items)[number];
    },
  };
}

/** Picks from lists so that nothing comes twice before everything came once. */
export type Bag = {
  /**
   * The position of one of the items used least often so far under this name, among those that are allowed
   * (all unless given). Throws RangeError when none is.
   */
  readonly draw: (name: string, length: number, allows?: (index: number) => boolean) => number;
};

/** Returns an empty {@link Bag} that draws with `random`. */
export function createBag(random: Random): Bag {
  const uses = new Map<string, number[]>();
  return {
    draw: (name, length, allows = () => true) => {
      const counts = uses.get(name) ?? Array.from({ length }, () => 0);
      uses.set(name, counts);
      const least = counts.reduce((low, count, at) => (allows(at) && count < low ? count : low), Infinity);
      const index = random.pick(counts.flatMap((count, at) => (count === least && allows(at) ? [at] : [])));
      counts[index] = least + 1;
      return index;
    },
  };
}
