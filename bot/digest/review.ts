import { cohortsOf } from '../../core/digest/cohorts.ts';
import type { DigestFacts } from '../../core/digest/facts.ts';
import { type PortfolioReview, sortMovers } from '../../core/digest/review.ts';
import { policyAt } from '../../core/policy.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { cohortCounts, retentionOf } from '../../db/retention.ts';
import { leavingAt, nearNextTier, recoveryOf, tierMovers } from '../../db/tier-review.ts';
import type { Company } from '../ingest/context.ts';
import type { DigestOrder } from './order.ts';

/** How many customers close to the next tier are named. */
const mostNear = 8;
const windowMonths = 6;
/** A cohort is followed for a year. */
const cohortMonths = 12;

/**
 * Returns the review of the portfolio for an edition: movers between tiers in its time (R11), who is
 * close to the next tier and who of the good ones is leaving (R12), and how many of those lost half a year ago and longer, up to a year, came back in the six months that win-back
 * has (R13). Who is close can be said of the present only.
 */
const portfolioOf = async (
  db: Db,
  { calendar, policies }: Company,
  { edition, from, until, now }: DigestOrder,
): Promise<PortfolioReview> => {
  const month = calendar.monthOf(until + 1);
  // Tiers fall on the first day of a month, which says how the month before was.
  const laterMs = edition === 'monthly' ? dayMs : 0;
  const { up, down } = sortMovers(await tierMovers(db, from + laterMs, until + laterMs));
  const { tiers } = policyAt(await policies.refresh(db), until).models;
  const isPresent = calendar.monthOf(now) === month;
  const near = tiers && isPresent ? await nearNextTier(db, tiers, month - 12, mostNear) : [];
  const monthsBack = (months: number): number => calendar.startOfMonth(month - months);
  const withinMs = calendar.startOfMonth(month) - monthsBack(windowMonths);
  const recovery = await recoveryOf(db, monthsBack(2 * windowMonths), monthsBack(windowMonths), withinMs);
  return { up, down, near, leaving: await leavingAt(db, until), recovery };
};

/** Returns what the weekly and monthly editions tell besides; nothing for a daily one. */
export const reviewFor = async (
  db: Db,
  company: Company,
  order: DigestOrder,
): Promise<Pick<DigestFacts, 'review' | 'retention' | 'cohorts'>> => {
  const { edition, from, until } = order;
  if (edition === 'daily') return {};
  const { calendar, zone } = company;
  const review = await portfolioOf(db, company, order);
  const month = calendar.monthOf(until);
  const before = edition === 'weekly' ? from - (until - from) : calendar.startOfMonth(month - 1) - 1;
  const retention = await retentionOf(db, before, from, until);
  if (edition === 'weekly') return { review, retention };
  const first = month - cohortMonths + 1;
  const span = { from: calendar.startOfMonth(first) - 1, until, lastMonth: month };
  return { review, retention, cohorts: cohortsOf(await cohortCounts(db, zone, span), first, month) };
};
