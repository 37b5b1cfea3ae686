import { type DayLists, endOfPast } from './activity.ts';

/** The horizon of a churn estimate: `horizonDays` days that begin after `leadDays` days. Whole days, above 0 and 0 or more. */
export type ChurnWindow = { readonly leadDays: number; readonly horizonDays: number };

/** How far ahead an estimate looks unless told otherwise: 14 days' notice; 90 days for buyers, 30 for those who only talk. */
export const usualLeadDays = 14;
/** See {@link usualLeadDays}. */
export const usualHorizonDays = { orders: 90, talk: 30 } as const;

/**
 * Returns whether customer i is gone at `day`: no event in (day + lead, day + lead + horizon]. What the window does
 * not cover yet counts as silence, so ask only where {@link isSettled}.
 */
export const isGone = (lists: DayLists, i: number, day: number, window: ChurnWindow): boolean => {
  const next = endOfPast(lists, i, day + window.leadDays);
  if (next >= (lists.begins[i + 1] as number)) return true;
  return (lists.days[next] as number) > day + window.leadDays + window.horizonDays;
};

/** Returns whether all that decides about `day` lies on or before `today`. */
export const isSettled = (day: number, today: number, { leadDays, horizonDays }: ChurnWindow): boolean =>
  day + leadDays + horizonDays <= today;
