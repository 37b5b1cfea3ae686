import type { Assessed } from '../core/customer/course.ts';
import type { Db } from './connect.ts';

/** Returns what was found of a customer until `at`, in order of time: all after `from`, and the last one before it. */
export const assessmentsOf = async (
  db: Db,
  customerId: number,
  from: number,
  at: number,
): Promise<readonly Assessed[]> => {
  const own = db
    .selectFrom('assessment')
    .select(['at', 'health', 'sentiment', 'churn'])
    .where('customer_id', '=', customerId);
  const before = await own.where('at', '<=', from).orderBy('at', 'desc').limit(1).execute();
  const since = await own.where('at', '>', from).where('at', '<=', at).orderBy('at').execute();
  return [...before, ...since];
};
