import { InvariantError } from '../errors.ts';
import type { Bilingual } from '../language.ts';

/** The four values that part a population into fifths, ascending. */
export type CutPoints = readonly [number, number, number, number];

/** A score of 1 (worst fifth) to 5 (best). */
export type Score = 1 | 2 | 3 | 4 | 5;

/**
 * Returns the values at 20, 40, 60 and 80 percent of the sorted `values`, each one that occurs (PostgreSQL's
 * `percentile_disc`, the inverse distribution function without interpolation). @throws InvariantError where there are none.
 */
export const cutPointsOf = (values: Float64Array): CutPoints => {
  if (values.length === 0) throw new InvariantError('A population without members has no fifths.');
  const sorted = values.toSorted();
  const at = (fifth: number): number => sorted[Math.ceil((fifth * sorted.length) / 5) - 1] as number;
  return [at(1), at(2), at(3), at(4)];
};

/**
 * Returns the fifth of `value`: 1 + the cut points below it. It depends on the value alone, so equal values score
 * equal, and where many are equal some scores do not occur (CDNOW's frequency has three).
 */
export const scoreOf = (value: number, cutPoints: CutPoints): Score =>
  (1 + cutPoints.filter((cut) => value > cut).length) as Score;

/** The named segments, best first. */
export const segments = [
  'champions',
  'loyal',
  'potential-loyalists',
  'new',
  'promising',
  'need-attention',
  'about-to-sleep',
  'cannot-lose',
  'at-risk',
  'hibernating',
] as const;

/** A group of customers alike in recency and frequency. */
export type Segment = (typeof segments)[number];

/** Segment by recency (row, 1 to 5 downwards) and frequency (column, 1 to 5): the usual grid of ten names. */
const grid: Readonly<Record<Score, readonly [Segment, Segment, Segment, Segment, Segment]>> = {
  1: ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  2: ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  3: ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
  4: ['promising', 'potential-loyalists', 'potential-loyalists', 'loyal', 'loyal'],
  5: ['new', 'potential-loyalists', 'potential-loyalists', 'champions', 'champions'],
};

/** The segments in words. */
export const segmentWords: Readonly<Record<Segment, Bilingual>> = {
  champions: { zh: '重要价值', en: 'champions' },
  loyal: { zh: '忠诚', en: 'loyal' },
  'potential-loyalists': { zh: '潜力忠诚', en: 'potential loyalists' },
  new: { zh: '新客', en: 'new' },
  promising: { zh: '有望', en: 'promising' },
  'need-attention': { zh: '需要关注', en: 'need attention' },
  'about-to-sleep': { zh: '即将沉睡', en: 'about to sleep' },
  'cannot-lose': { zh: '不可流失', en: 'cannot lose them' },
  'at-risk': { zh: '有流失风险', en: 'at risk' },
  hibernating: { zh: '沉睡', en: 'hibernating' },
};

/** Returns the segment of a customer from recency and frequency; what was spent goes into the tier instead. */
export const segmentOf = (recency: Score, frequency: Score): Segment =>
  grid[recency][frequency - 1] as Segment;

/** A value tier, A the best. */
export type Tier = 'A' | 'B' | 'C';

/** Returns the tier from the three scores (their sum, 3 to 15): A from 12, B from 8, else C. */
export const tierOf = (recency: Score, frequency: Score, monetary: Score): Tier => {
  const sum = recency + frequency + monetary;
  if (sum >= 12) return 'A';
  return sum >= 8 ? 'B' : 'C';
};
