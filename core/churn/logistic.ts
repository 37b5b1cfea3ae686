import { invertPositive, multiply } from '../value/matrix.ts';

/**
 * Rows to learn from. `values` holds `width` numbers a row, row after row; `outcomes` 1 or 0; `groups` the date that
 * each row was taken at, 0 to `groupCount` − 1.
 */
export type Rows = {
  readonly size: number;
  readonly width: number;
  readonly values: Float64Array;
  readonly outcomes: Uint8Array;
  readonly groups: Uint8Array;
  readonly groupCount: number;
};

/** How strongly coefficients are drawn to 0: half of it times the sum of their squares is added to the loss. */
export type Penalty = { readonly ridge: number; readonly groupRidge: number };

/** What was learnt. A new date has the mean of the dates' effects, which the penalty makes 0 beside the intercept. */
export type LogisticFit = {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  readonly groupEffects: Float64Array;
};

/** The intercept is as good as free; this only keeps the curvature invertible. */
const interceptRidge = 1e-6;
const mostSteps = 50;
const smallestMove = 1e-9;

/**
 * Fits logit P(outcome = 1) = intercept + group effect + Σ coefficient × value by penalised maximum likelihood, with
 * Newton's method (iteratively reweighted least squares; Hosmer and Lemeshow, Applied Logistic Regression). The
 * penalised loss is strictly convex, so there is one answer; a step that does not lower it is halved. Deterministic.
 */
export const fitLogistic = (rows: Rows, { ridge, groupRidge }: Penalty): LogisticFit => {
  const { size, width, values, outcomes, groups, groupCount } = rows;
  const total = 1 + width + groupCount;
  const penalties = Array.from({ length: total }, (_, j) => {
    if (j === 0) return interceptRidge;
    return j <= width ? ridge : groupRidge;
  });
  const logitOf = (point: ArrayLike<number>, row: number): number => {
    let logit = (point[0] as number) + (point[1 + width + (groups[row] as number)] as number);
    for (let j = 0; j < width; j++) logit += (point[1 + j] as number) * (values[row * width + j] as number);
    return logit;
  };
  const lossOf = (point: ArrayLike<number>): number => {
    let loss = 0;
    for (let row = 0; row < size; row++) {
      const logit = logitOf(point, row);
      loss += Math.max(0, logit) + Math.log1p(Math.exp(-Math.abs(logit))) - (outcomes[row] as number) * logit;
    }
    for (let j = 0; j < total; j++) loss += ((penalties[j] as number) / 2) * (point[j] as number) ** 2;
    return loss;
  };
  let point = new Float64Array(total);
  let loss = lossOf(point);
  for (let step = 0; step < mostSteps; step++) {
    const slope = new Float64Array(total);
    const bend = new Float64Array(total * total);
    for (let row = 0; row < size; row++) {
      const probability = 1 / (1 + Math.exp(-logitOf(point, row)));
      const error = (outcomes[row] as number) - probability;
      const weight = probability * (1 - probability);
      const group = 1 + width + (groups[row] as number);
      slope[0] = (slope[0] as number) + error;
      slope[group] = (slope[group] as number) + error;
      bend[0] = (bend[0] as number) + weight;
      bend[group * total] = (bend[group * total] as number) + weight;
      bend[group * total + group] = (bend[group * total + group] as number) + weight;
      const start = row * width;
      for (let j = 0; j < width; j++) {
        const value = values[start + j] as number;
        const weighted = weight * value;
        const line = (1 + j) * total;
        slope[1 + j] = (slope[1 + j] as number) + error * value;
        bend[line] = (bend[line] as number) + weighted;
        bend[group * total + 1 + j] = (bend[group * total + 1 + j] as number) + weighted;
        for (let k = 0; k <= j; k++) {
          bend[line + 1 + k] = (bend[line + 1 + k] as number) + weighted * (values[start + k] as number);
        }
      }
    }
    const matrix = Array.from({ length: total }, (_, i) =>
      Array.from({ length: total }, (_, j) => {
        const below = i >= j ? bend[i * total + j] : bend[j * total + i];
        return (below as number) + (i === j ? (penalties[i] as number) : 0);
      }),
    );
    const uphill = Array.from(slope, (each, j) => each - (penalties[j] as number) * (point[j] as number));
    const inverse = invertPositive(matrix);
    if (!inverse) break;
    const move = multiply(inverse, uphill);
    if (Math.max(...move.map(Math.abs)) < smallestMove) break;
    let next = point;
    let nextLoss = Number.POSITIVE_INFINITY;
    for (let length = 1; length > 1e-6 && !(nextLoss <= loss); length /= 2) {
      const stride = length;
      next = point.map((each, j) => each + stride * (move[j] as number));
      nextLoss = lossOf(next);
    }
    const gained = loss - nextLoss;
    [point, loss] = [next, nextLoss];
    if (!(gained >= 1e-10 * (1 + Math.abs(loss)))) break;
  }
  return {
    intercept: point[0] as number,
    coefficients: point.slice(1, 1 + width),
    groupEffects: point.slice(1 + width),
  };
};
