/** A square matrix as rows. */
export type Matrix = readonly (readonly number[])[];

const cell = (matrix: Matrix, row: number, column: number): number =>
  (matrix[row] as readonly number[])[column] as number;

/**
 * Returns the inverse of a symmetric, positive definite matrix (by Cholesky's decomposition), or null when it is
 * not positive definite: at a maximum of a likelihood that means the data do not fix every parameter.
 */
export const invertPositive = (matrix: Matrix): Matrix | null => {
  const size = matrix.length;
  const lower: number[][] = [];
  for (let i = 0; i < size; i++) {
    const row: number[] = [];
    lower.push(row);
    for (let j = 0; j <= i; j++) {
      let sum = cell(matrix, i, j);
      for (let k = 0; k < j; k++) sum -= cell(lower, i, k) * cell(lower, j, k);
      if (i === j && !(sum > 0)) return null;
      row.push(i === j ? Math.sqrt(sum) : sum / cell(lower, j, j));
    }
  }
  const columns = lower.map((_, column) => {
    const solved = matrix.map(() => 0);
    for (let i = 0; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= cell(lower, i, k) * (solved[k] as number);
      solved[i] = sum / cell(lower, i, i);
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = solved[i] as number;
      for (let k = i + 1; k < size; k++) sum -= cell(lower, k, i) * (solved[k] as number);
      solved[i] = sum / cell(lower, i, i);
    }
    return solved;
  });
  return columns;
};

/** Returns matrix times vector. */
export const multiply = (matrix: Matrix, vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, value, index) => sum + value * (vector[index] as number), 0));
