import { type Matrix, multiply } from './matrix.ts';

/** A function to be made small: returns its value at `point` and writes its derivatives into `slope`. */
export type Objective = (point: readonly number[], slope: number[]) => number;

/** Where a search ended. `converged` says that the slope is as good as flat there. */
export type Minimum = {
  readonly point: readonly number[];
  readonly value: number;
  readonly slope: readonly number[];
  readonly converged: boolean;
  readonly evaluations: number;
};

const maxSteps = 300;
/** The longest move of one coordinate in one step; the coordinates are logarithms, so this is a factor of 20. */
const longestMove = 3;
/** Armijo's share of the promised decrease. */
const decrease = 1e-4;
/** Differences of the value below this share of it are rounding: there the slope decides (Hager and Zhang 2005). */
const rounding = 1e-13;
const shortest = 1e-12;
/** How much farther to go where the slope got steeper on the way. */
const stretch = 4;

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
const steepest = (slope: readonly number[]): number => Math.max(...slope.map(Math.abs));
const scaled = (matrix: Matrix, by: number): Matrix => matrix.map((row) => row.map((value) => value * by));
const diagonal = (size: number, value: number): Matrix =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? value : 0)));

/** The BFGS update of an inverse Hessian (Nocedal and Wright, Numerical Optimization, 2006, formula 6.17). */
const update = (inverse: Matrix, move: readonly number[], turn: readonly number[]): Matrix => {
  const along = dot(move, turn);
  // Where the slope did not rise along the move, the model is not convex there: keep it, and stride out.
  if (!(along > 0)) return scaled(inverse, stretch);
  const bent = multiply(inverse, turn);
  const grown = (1 + dot(turn, bent) / along) / along;
  return inverse.map((row, i) =>
    row.map((value, j) => {
      const [mi, mj, bi, bj] = [move[i] as number, move[j] as number, bent[i] as number, bent[j] as number];
      return value + grown * mi * mj - (bi * mj + mi * bj) / along;
    }),
  );
};

/**
 * Finds a minimum of `objective` from `start` by BFGS with a backtracking line search. Never throws: where the
 * value is not finite the search turns back, and where it cannot go on, `converged` is false.
 * `flat` is the largest derivative that counts as none.
 */
export const minimise = (objective: Objective, start: readonly number[], flat = 1e-10): Minimum => {
  let point: readonly number[] = start;
  let slope: number[] = start.map(() => 0);
  let value = objective(point, slope);
  let evaluations = 1;
  let inverse = diagonal(start.length, 1 / Math.max(1e-3, steepest(slope)));
  for (let step = 0; step < maxSteps && steepest(slope) > flat; step++) {
    let direction = multiply(inverse, slope).map((each) => -each);
    if (!(dot(direction, slope) < 0)) {
      inverse = diagonal(start.length, 1 / steepest(slope));
      direction = multiply(inverse, slope).map((each) => -each);
    }
    const promised = dot(direction, slope);
    let length = Math.min(1, longestMove / steepest(direction));
    const from = point;
    const before = slope;
    const limit = value + rounding * Math.abs(value);
    let found = false;
    for (; length > shortest && !found; length /= 3) {
      const stride = length;
      const next = from.map((each, index) => each + stride * (direction[index] as number));
      const nextSlope = start.map(() => 0);
      const nextValue = objective(next, nextSlope);
      evaluations++;
      const lower = nextValue <= value + decrease * stride * promised;
      const flatter = nextValue <= limit && Math.abs(dot(direction, nextSlope)) <= -0.9 * promised;
      found = (lower || flatter) && nextSlope.every(Number.isFinite);
      if (found) [point, slope, value] = [next, nextSlope, nextValue];
    }
    if (!found) break;
    const move = point.map((each, index) => each - (from[index] as number));
    const turn = slope.map((each, index) => each - (before[index] as number));
    inverse = update(inverse, move, turn);
  }
  return { point, value, slope, converged: steepest(slope) <= flat, evaluations };
};

/** Returns the matrix of second derivatives at `point`, by central differences of the exact first ones. */
export const curvature = (objective: Objective, point: readonly number[]): Matrix => {
  const distance = 1e-4;
  const slopeAt = (index: number, by: number): number[] => {
    const slope = point.map(() => 0);
    objective(
      point.map((each, at) => (at === index ? each + by : each)),
      slope,
    );
    return slope;
  };
  const rows = point.map((_, index) => {
    const above = slopeAt(index, distance);
    const below = slopeAt(index, -distance);
    return above.map((each, at) => (each - (below[at] as number)) / (2 * distance));
  });
  return rows.map((row, i) => row.map((each, j) => (each + ((rows[j] as number[])[i] as number)) / 2));
};
