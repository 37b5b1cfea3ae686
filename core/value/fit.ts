import type { Doubt } from './failure.ts';
import { invertPositive, type Matrix, multiply } from './matrix.ts';
import { curvature, type Minimum, type Objective } from './optimise.ts';

/**
 * How a fit came out. `fitted`: an inner maximum, with standard errors from the observed information. `limit`: the
 * likelihood rises to an edge; parameters, likelihood and predictions are finite and usable, standard errors are
 * not. `failed`: there is nothing to use.
 */
export type Fit<Values, Errors = Values> =
  | {
      readonly status: 'fitted';
      readonly parameters: Values;
      readonly logLikelihood: number;
      readonly standardErrors: Errors;
    }
  | {
      readonly status: 'limit';
      readonly parameters: Values;
      readonly logLikelihood: number;
      readonly doubt: Doubt;
    }
  | { readonly status: 'failed'; readonly doubt: Doubt };

/** A parameter whose logarithm is not known to within this standard error (a factor of 150) counts as not fixed. */
const loosest = 5;

/** Returns a search's end made sharper by one Newton step, where that makes the slope flatter. */
const polish = (objective: Objective, found: Minimum, inverse: Matrix): Minimum => {
  const move = multiply(inverse, found.slope);
  const point = found.point.map((each, index) => each - (move[index] as number));
  const slope = point.map(() => 0);
  const value = objective(point, slope);
  const steepest = (each: readonly number[]): number => Math.max(...each.map(Math.abs));
  return steepest(slope) < steepest(found.slope) ? { ...found, point, slope, value } : found;
};

/**
 * Returns a minimum of a mean negative log-likelihood over `size` customers, sharpened, with the standard errors of its
 * coordinates (logarithms), or with null where the data do not fix them.
 */
export const judge = (
  objective: Objective,
  found: Minimum,
  size: number,
): { readonly best: Minimum; readonly logErrors: readonly number[] | null } => {
  const inverse = invertPositive(curvature(objective, found.point));
  if (!inverse) return { best: found, logErrors: null };
  const logErrors = inverse.map((row, index) => Math.sqrt((row[index] as number) / size));
  if (!logErrors.every((each) => each < loosest)) return { best: found, logErrors: null };
  return { best: polish(objective, found, inverse), logErrors };
};
