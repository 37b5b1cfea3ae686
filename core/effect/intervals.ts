/** A difference with the interval that holds it. */
export type Interval = { readonly difference: number; readonly low: number; readonly high: number };

/** So many of so many. */
export type Proportion = { readonly hits: number; readonly of: number };

/** Values summed up: how many, their sum, and the sum of their squares. */
export type Sums = { readonly of: number; readonly sum: number; readonly squares: number };

/**
 * Returns z with P(Z ≤ z) = `p` for a standard normal Z, 0 < p < 1, to 1.2e-9 relative. Source: Acklam, "An algorithm for
 * computing the inverse normal cumulative distribution function" (2003).
 */
export const normalQuantile = (p: number): number => {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
};

/**
 * Returns t with P(T ≤ t) = `p` for Student's T with `degrees` of freedom: the expansion of Abramowitz and Stegun
 * 26.7.5, right to three digits from 10 degrees on.
 */
export const studentQuantile = (p: number, degrees: number): number => {
  const x = normalQuantile(p);
  const [x3, x5, x7, x9] = [x ** 3, x ** 5, x ** 7, x ** 9];
  return (
    x +
    (x3 + x) / 4 / degrees +
    (5 * x5 + 16 * x3 + 3 * x) / 96 / degrees ** 2 +
    (3 * x7 + 19 * x5 + 17 * x3 - 15 * x) / 384 / degrees ** 3 +
    (79 * x9 + 776 * x7 + 1482 * x5 - 1920 * x3 - 945 * x) / 92160 / degrees ** 4
  );
};

/** Returns the interval of a proportion (Wilson 1927) at `confidence`, such as 0.95. */
export const wilson = ({ hits, of }: Proportion, confidence: number): readonly [number, number] => {
  const z = normalQuantile((1 + confidence) / 2);
  const p = hits / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  return [middle - half, middle + half];
};

/**
 * Returns how much greater the first proportion is than the second, with its interval: the hybrid of two Wilson intervals
 * (Newcombe 1998, method 10), which keeps its level also where few or nearly all did it.
 */
export const differenceOfProportions = (one: Proportion, other: Proportion, confidence: number): Interval => {
  const [low1, high1] = wilson(one, confidence);
  const [low2, high2] = wilson(other, confidence);
  const [p1, p2] = [one.hits / one.of, other.hits / other.of];
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - low1, high2 - p2),
    high: difference + Math.hypot(high1 - p1, p2 - low2),
  };
};

/** The mean and the square of its standard error. */
const meanOf = ({ of, sum, squares }: Sums): readonly [mean: number, error: number] => {
  const mean = sum / of;
  return [mean, Math.max(0, squares - sum * mean) / (of - 1) / of];
};

/** Returns how much greater the first mean is than the second, with its interval (Welch 1947); at least 2 values each. */
export const differenceOfMeans = (one: Sums, other: Sums, confidence: number): Interval => {
  const [mean1, error1] = meanOf(one);
  const [mean2, error2] = meanOf(other);
  const error = error1 + error2;
  const difference = mean1 - mean2;
  if (error === 0) return { difference, low: difference, high: difference };
  const degrees = error ** 2 / (error1 ** 2 / (one.of - 1) + error2 ** 2 / (other.of - 1));
  const half = studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(error);
  return { difference, low: difference - half, high: difference + half };
};
