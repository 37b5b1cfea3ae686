import type { Doubt } from './failure.ts';
import { invertPositive } from './matrix.ts';
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

/** A mean slope above this is no maximum, only where the search could not go on. */
const flatEnough = 1e-6;

/**
 * Returns the standard errors of the coordinates (logarithms) where a search of a mean negative log-likelihood over `size`
 * customers ended: the roots of the diagonal of the inverse observed information. Null where the data do not fix them.
 */
export const logErrorsAt = (
  objective: Objective,
  { point, slope }: Minimum,
  size: number,
): readonly number[] | null => {
  if (slope.some((each) => Math.abs(each) > flatEnough)) return null;
  const inverse = invertPositive(curvature(objective, point));
  const logErrors = inverse?.map((row, index) => Math.sqrt((row[index] as number) / size));
  return logErrors?.every((each) => each < loosest) ? logErrors : null;
};
