/** A share or score with the interval in which it lies with 95 % confidence. */
export type Estimate = { readonly value: number; readonly from: number; readonly to: number };

/** What a survey of NPS brought. `score` is −100 to 100. */
export type NpsResult = {
  readonly answers: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly score: Estimate;
};

/** The normal distribution's 97.5 % point. */
const z = 1.959964;

const bound = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * Returns the Net Promoter Score of answers from 0 to 10, undefined without any. The interval is the adjusted Wald one
 * with three more observations, ¾ of them promoters and ¾ detractors (Rocks 2016, The American Statistician 70(4)).
 */
export const npsOf = (scores: readonly number[]): NpsResult | undefined => {
  const answers = scores.length;
  if (answers === 0) return undefined;
  const promoters = scores.filter((score) => score >= 9).length;
  const detractors = scores.filter((score) => score <= 6).length;
  const n = answers + 3;
  const up = (promoters + 0.75) / n;
  const down = (detractors + 0.75) / n;
  const net = up - down;
  const half = z * Math.sqrt((up + down - net * net) / n);
  return {
    answers,
    promoters,
    passives: answers - promoters - detractors,
    detractors,
    score: {
      value: (100 * (promoters - detractors)) / answers,
      from: bound(100 * (net - half), -100, 100),
      to: bound(100 * (net + half), -100, 100),
    },
  };
};

/** Returns a share of `of` with its Wilson score interval (Wilson 1927), each 0–1; undefined of none. */
export const shareOf = (count: number, of: number): Estimate | undefined => {
  if (of === 0) return undefined;
  const value = count / of;
  const scale = 1 + (z * z) / of;
  const middle = (value + (z * z) / (2 * of)) / scale;
  const half = (z / scale) * Math.sqrt((value * (1 - value)) / of + (z * z) / (4 * of * of));
  return { value, from: bound(middle - half, 0, 1), to: bound(middle + half, 0, 1) };
};

/** Returns how often each answer from `worst` to `best` was given, in that order. */
export const distributionOf = (
  scores: readonly number[],
  worst: number,
  best: number,
): readonly { readonly score: number; readonly count: number }[] =>
  Array.from({ length: best - worst + 1 }, (_, index) => {
    const score = worst + index;
    return { score, count: scores.filter((each) => each === score).length };
  });
