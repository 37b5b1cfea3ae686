import type { TrendPoint } from './facts.ts';

/** What moved between two of the moments looked at: `slot` is how many of them lie before it. */
export type TrendStep = {
  readonly slot: number;
  /** Customers who came to be at risk, less those who no longer are. */
  readonly change: number;
  readonly lost: number;
};

/**
 * Returns how many customers were at risk at each of the moments (ascending), counted back from `nowAtRisk` by what
 * moved since; the first moment only begins the counting of the lost and is left out.
 */
export const trendFrom = (
  moments: readonly number[],
  steps: readonly TrendStep[],
  nowAtRisk: number,
): readonly TrendPoint[] =>
  moments
    .map((at, index): TrendPoint => {
      const since = steps.filter(({ slot }) => slot > index);
      const atRisk = since.reduce((count, { change }) => count - change, nowAtRisk);
      return { at, atRisk, lost: steps.find(({ slot }) => slot === index)?.lost ?? 0 };
    })
    .slice(1);
