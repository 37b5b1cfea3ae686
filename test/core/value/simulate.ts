import type { History } from '../../../core/value/history.ts';
import type { Model, Parameters } from '../../../core/value/model.ts';

/** Random numbers that are the same on every run and machine. */
export type Chance = {
  uniform(): number;
  exponential(rate: number): number;
  gamma(shape: number, rate: number): number;
};

/** Returns the generator mulberry32 from `seed`, with draws by inversion and by Marsaglia and Tsang (2000). */
export const createChance = (seed: number): Chance => {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number, rate: number): number => {
    if (shape < 1) return gamma(shape + 1, rate) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const z = normal();
      const v = (1 + z / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };
  return { uniform, exponential: (rate) => -Math.log(uniform()) / rate, gamma };
};

/** A simulated customer: the history at the cut, and what then happened in the `horizon`. */
export type Simulated = History & { readonly later: number; readonly alive: boolean };

/** Returns customers of BG/NBD or MBG/NBD whose first orders lie 20 to 40 before the cut. */
export const simulate = (
  model: Model,
  { r, alpha, a, b }: Parameters,
  customers: number,
  horizon: number,
  chance: Chance,
): readonly Simulated[] =>
  Array.from({ length: customers }, () => {
    const rate = chance.gamma(r, alpha);
    const [left, stay] = [chance.gamma(a, 1), chance.gamma(b, 1)];
    const leaving = left / (left + stay);
    const T = 20 + 20 * chance.uniform();
    let [x, tx, later, at] = [0, 0, 0, 0];
    let alive = model === 'bg' || chance.uniform() > leaving;
    let aliveAtCut = alive;
    while (alive) {
      at += chance.exponential(rate);
      if (at > T + horizon) break;
      if (at > T) later++;
      else [x, tx] = [x + 1, at];
      alive = chance.uniform() > leaving;
      if (at <= T) aliveAtCut = alive;
    }
    return { x, tx, T, later, alive: aliveAtCut };
  });
