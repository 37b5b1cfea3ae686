import { type MonthReview, sortMovers } from '../../core/digest/month.ts';
import { policyAt } from '../../core/policy.ts';
import type { Db } from '../../db/connect.ts';
import { nearNextTier, recoveryOf, tierMovers } from '../../db/tier-review.ts';
import type { Company } from '../ingest/context.ts';

/** How many customers close to the next tier are named. */
const mostNear = 8;
const windowMonths = 6;

/**
 * Returns the review of the month for the digest of (from, at], null unless the month's first working day has begun in
 * that time: movers between tiers since the last review, who is close to the next tier, and how many of those lost half
 * a year ago and longer, up to a year, came back in the six months that win-back has.
 */
export const monthReviewFor = async (
  db: Db,
  { calendar, zone, policies }: Company,
  from: number,
  at: number,
): Promise<MonthReview | null> => {
  const month = calendar.monthOf(at);
  const firstWorkday = (of: number): number =>
    zone.dayOf(calendar.nextWorkingMoment(calendar.startOfMonth(of)));
  const first = firstWorkday(month);
  if (zone.dayOf(from) >= first || zone.dayOf(at) < first) return null;
  const minuteOfDay = Math.round((at - zone.startOfDay(zone.dayOf(at))) / 60_000);
  const { up, down } = sortMovers(await tierMovers(db, zone.at(firstWorkday(month - 1), minuteOfDay), at));
  const { tiers } = policyAt(await policies.refresh(db), at).models;
  const near = tiers ? await nearNextTier(db, tiers, month - 12, mostNear) : [];
  const monthsBack = (months: number): number => calendar.startOfMonth(month - months);
  const withinMs = calendar.startOfMonth(month) - monthsBack(windowMonths);
  const recovery = await recoveryOf(db, monthsBack(2 * windowMonths), monthsBack(windowMonths), withinMs);
  return { up, down, near, recovery };
};
