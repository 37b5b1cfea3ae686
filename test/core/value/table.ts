/** A made-up population as rows of x, t_x, T and how many customers are so. */
const rows = [
  [0, 0, 38, 40],
  [0, 0, 30, 25],
  [0, 0, 20, 20],
  [1, 2, 38, 6],
  [1, 10, 36, 5],
  [1, 15, 30, 4],
  [1, 28, 33, 3],
  [2, 4, 35, 4],
  [2, 12, 31, 3],
  [2, 25, 30, 4],
  [2, 30, 38, 2],
  [3, 9, 37, 2],
  [3, 20, 29, 2],
  [3, 33, 36, 3],
  [4, 8, 30, 1],
  [4, 31, 34, 2],
  [5, 14, 38, 1],
  [5, 35, 37, 2],
  [6, 27, 28, 1],
  [7, 36, 38, 1],
  [9, 30, 37, 1],
  [12, 37, 38, 1],
] as const;

/** The population as counted histories. */
export const population = {
  x: Float64Array.from(rows, ([x]) => x),
  tx: Float64Array.from(rows, ([, tx]) => tx),
  T: Float64Array.from(rows, ([, , T]) => T),
  count: Float64Array.from(rows, ([, , , count]) => count),
};
