import { fitLogistic, type LogisticFit, type Rows } from './logistic.ts';

/** A linear score over standardised features: intercept + Σ coefficient × (value − mean) / spread. Plain data. */
export type Learnt = {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  readonly means: readonly number[];
  readonly spreads: readonly number[];
};

/** Dates share a normal prior with a standard deviation of one logit; a date to come is expected at its mean. */
const groupRidge = 1;
/** Nobody is taken for stranger than this many standard deviations. */
const farthest = 6;

const momentsOf = ({ size, width, values }: Rows): { means: number[]; spreads: number[] } => {
  const means = Array.from({ length: width }, () => 0);
  const spreads = Array.from({ length: width }, () => 0);
  for (let at = 0; at < size * width; at++) {
    means[at % width] = (means[at % width] as number) + (values[at] as number) / size;
  }
  for (let at = 0; at < size * width; at++) {
    const away = (values[at] as number) - (means[at % width] as number);
    spreads[at % width] = (spreads[at % width] as number) + (away * away) / size;
  }
  return { means, spreads: spreads.map((each) => (each > 1e-12 ? Math.sqrt(each) : 1)) };
};

/** Returns a feature's distance from its mean in standard deviations, −6 to 6. */
export const standardise = ({ means, spreads }: Learnt, j: number, value: number): number => {
  const away = (value - (means[j] as number)) / (spreads[j] as number);
  return Math.max(-farthest, Math.min(farthest, away));
};

/** Returns the score, a logit, of the features in `values` from `start`. */
export const scoreOf = (learnt: Learnt, values: Float64Array, start: number): number => {
  let logit = learnt.intercept;
  for (let j = 0; j < learnt.coefficients.length; j++) {
    logit += (learnt.coefficients[j] as number) * standardise(learnt, j, values[start + j] as number);
  }
  return logit;
};

/** Learns from rows by logistic regression with an effect for each date (see {@link fitLogistic}). `ridge` 0 or more. */
export const learn = (rows: Rows, ridge: number): Learnt => {
  const { means, spreads } = momentsOf(rows);
  const values = rows.values.slice();
  const plain: Learnt = { intercept: 0, coefficients: [], means, spreads };
  for (let at = 0; at < values.length; at++) {
    values[at] = standardise(plain, at % rows.width, values[at] as number);
  }
  const fit: LogisticFit = fitLogistic({ ...rows, values }, { ridge, groupRidge });
  const meanEffect = fit.groupEffects.reduce((sum, each) => sum + each, 0) / rows.groupCount;
  return { intercept: fit.intercept + meanEffect, coefficients: [...fit.coefficients], means, spreads };
};
