import { type Doubt, fewestRepeatBuyers } from './failure.ts';
import { type Fit, logErrorsAt } from './fit.ts';
import { countDistinct, type Histories } from './history.ts';
import { createLikelihood, fromPoint, logLikelihood, toPoint } from './likelihood.ts';
import type { Model, Parameters } from './model.ts';
import { createNbdLikelihood } from './nbd.ts';
import { minimise } from './optimise.ts';

/** Where the search begins for leaving; the second only where the first one ends at an edge. */
const starts = [
  { a: 0.8, b: 2 },
  { a: 0.1, b: 0.5 },
] as const;
/** A gain in log-likelihood over "nobody ever leaves" that is no gain. */
const noGain = 1e-3;
/** How the limit "nobody ever leaves" is written down. */
const nobodyLeaves = { a: 1e-12, b: 1 } as const;

const sum = (column: Float64Array): number => column.reduce((total, each) => total + each, 0);

const refusal = ({ x, T, count }: Histories): Doubt | null => {
  let repeatBuyers = 0;
  for (let i = 0; i < x.length; i++) if ((x[i] as number) > 0) repeatBuyers += count[i] as number;
  if (sum(count) === 0) return 'no-customers';
  if (!T.some((each) => each > 0)) return 'no-time';
  if (repeatBuyers < fewestRepeatBuyers) return 'too-few-repeat-buyers';
  return x.length < 2 ? 'all-equal' : null;
};

/** Returns the NBD parameters that fit best, with the log-likelihood that they reach. */
export const fitNbd = (
  histories: Histories,
): { readonly r: number; readonly alpha: number; readonly logLikelihood: number } => {
  const customers = sum(histories.count);
  const total = (column: Float64Array): number =>
    column.reduce((all, each, index) => all + each * (histories.count[index] as number), 0);
  const rate = total(histories.x) / total(histories.T);
  const { point, value } = minimise(createNbdLikelihood(histories), [0, -Math.log(rate)]);
  const [r, alpha] = point.map(Math.exp) as [number, number];
  return { r, alpha, logLikelihood: -value * customers };
};

/**
 * Fits BG/NBD or MBG/NBD by maximum likelihood. The histories need not be distinct; they are counted first.
 * Never throws: data that cannot carry the model give `failed` with the reason, data that drive it to an edge give
 * `limit` with finite parameters (see {@link Fit}).
 */
export const fitOrders = (model: Model, all: Histories): Fit<Parameters> => {
  const histories = countDistinct(all);
  const doubt = refusal(histories);
  if (doubt) return { status: 'failed', doubt };
  const customers = sum(histories.count);
  const nbd = fitNbd(histories);
  const objective = createLikelihood(model, histories);
  const tryFrom = (start: (typeof starts)[number]) => {
    const found = minimise(objective, toPoint({ r: nbd.r, alpha: nbd.alpha, ...start }));
    return { found, logErrors: logErrorsAt(objective, found, customers) };
  };
  const first = tryFrom(starts[0]);
  const second = first.logErrors ? first : tryFrom(starts[1]);
  const { found, logErrors } = second.found.value < first.found.value ? second : first;
  if (!Number.isFinite(found.value)) return { status: 'failed', doubt: 'no-search' };
  const reached = -found.value * customers;
  if (reached < nbd.logLikelihood + noGain) {
    const parameters = { r: nbd.r, alpha: nbd.alpha, ...nobodyLeaves };
    return {
      status: 'limit',
      parameters,
      logLikelihood: logLikelihood(model, parameters, histories),
      doubt: 'no-leaving',
    };
  }
  const parameters = fromPoint(found.point);
  if (!logErrors) return { status: 'limit', parameters, logLikelihood: reached, doubt: 'not-determined' };
  const [er, ealpha, ea, eb] = logErrors as [number, number, number, number];
  const standardErrors = {
    r: er * parameters.r,
    alpha: ealpha * parameters.alpha,
    a: ea * parameters.a,
    b: eb * parameters.b,
  };
  return { status: 'fitted', parameters, logLikelihood: reached, standardErrors };
};
