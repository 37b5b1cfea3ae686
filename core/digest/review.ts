import type { Tier } from '../value/rfm.ts';
import { type Listed, listed } from './listed.ts';

/** A customer whose tier changed, the first and last of the time looked at. */
export type TierMover = {
  readonly customerId: number;
  readonly name: string;
  readonly owner: string | null;
  /** Null for who had none before. */
  readonly from: Tier | null;
  readonly to: Tier;
};

/** A customer who lacks little for the next tier: `score` and what it takes, 1 to 5. */
export type NearTier = {
  readonly customerId: number;
  readonly name: string;
  readonly owner: string | null;
  readonly tier: Tier;
  readonly score: number;
  readonly needed: number;
};

/** Who was lost in the half year before the last one (`lost`), and how many came back within 6 months (R13). */
export type Recovery = { readonly lost: number; readonly recovered: number };

/** A customer of tier A or B who is at risk or likely to leave: `churn` from 0 to 1. */
export type Leaving = {
  readonly customerId: number;
  readonly name: string;
  readonly owner: string | null;
  readonly tier: Tier;
  readonly churn: number;
  readonly valueAtRisk: number;
};

/** The portfolio: movers between tiers (R11), who can rise and who is leaving (R12), who came back (R13). */
export type PortfolioReview = {
  readonly up: Listed<TierMover>;
  readonly down: Listed<TierMover>;
  readonly near: readonly NearTier[];
  readonly leaving: Listed<Leaving>;
  readonly recovery: Recovery;
};

/** What is expected of win-back in its 6 months (R13), as shares. */
export const expectedRecovery = { from: 0.15, to: 0.25 } as const;

/** Returns the movers in two lists, up and down; a first tier is no move. */
export const sortMovers = (movers: readonly TierMover[]): Pick<PortfolioReview, 'up' | 'down'> => ({
  up: listed(movers.filter(({ from, to }) => from !== null && to < from)),
  down: listed(movers.filter(({ from, to }) => from !== null && to > from)),
});
