/** Customers who came in one month (numbered year × 12 + month − 1) and how many were active so many months later. */
export type CohortCount = { readonly cohort: number; readonly month: number; readonly customers: number };

/** Those who came in a month: how many, and the share active in that month, the next, the one after, … up to now. */
export type Cohort = { readonly month: number; readonly size: number; readonly active: readonly number[] };

/**
 * Who was active in a time, beside the equally long one before: of those active `before`, `stayed` were again; `fresh`
 * came for the first time, `back` had been known and silent.
 */
export type Retention = {
  readonly before: number;
  readonly stayed: number;
  readonly fresh: number;
  readonly back: number;
};

/**
 * Returns the cohorts from `first` to `last` (months, both in it) that anybody came in, the oldest first, each month by
 * month up to `last`. A month in which nobody of a cohort was active counts as 0.
 */
export const cohortsOf = (counts: readonly CohortCount[], first: number, last: number): readonly Cohort[] => {
  const months = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return months.flatMap((month): readonly Cohort[] => {
    const own = counts.filter((each) => each.cohort === month);
    const inMonth = (later: number): number => own.find((each) => each.month === later)?.customers ?? 0;
    const size = inMonth(month);
    if (size === 0) return [];
    const active = months.filter((later) => later >= month).map((later) => inMonth(later) / size);
    return [{ month, size, active }];
  });
};
