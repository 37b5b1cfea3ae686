import { type CallAccuracy, gradeCalls } from '../../core/churn/grading.ts';
import { dayMs } from '../../core/time.ts';
import { type CallFilter, callCounts, medianLead } from '../../db/churn-calls.ts';
import type { Db } from '../../db/connect.ts';

const yearMs = 365 * dayMs;

/** Returns how right the calls graded in the year up to `at` were; with `method` only those made so. */
export const callAccuracy = async (
  db: Db,
  at: number,
  method?: CallFilter['method'],
): Promise<CallAccuracy> => {
  const filter = { since: at - yearMs, until: at, ...(method === undefined ? {} : { method }) };
  const grades = gradeCalls(await callCounts(db, filter));
  return { ...grades, leadDays: await medianLead(db, filter) };
};
