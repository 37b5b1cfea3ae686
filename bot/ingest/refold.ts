import { foldHistory } from '../../core/customer/fold.ts';
import type { Db } from '../../db/connect.ts';
import { lockCustomers } from '../../db/customer-states.ts';
import { historiesOf } from '../../db/interactions.ts';
import { saveFolded } from './apply.ts';
import { type Company, foldContexts } from './context.ts';

/**
 * Folds customers anew from their whole stored history up to what they had seen (at least their last
 * interaction), and replaces their figures, moves, follow-ups and promises by the result.
 */
export const refoldCustomers = async (
  trx: Db,
  company: Company,
  ids: readonly number[],
  now: number,
): Promise<void> => {
  const customers = await lockCustomers(trx, ids);
  const histories = await historiesOf(trx, ids);
  const contextOf = await foldContexts(trx, company, ids);
  const results = customers.map((customer) => {
    const context = contextOf(customer.id);
    const history = histories.get(customer.id) ?? [];
    const last = history.at(-1)?.at ?? 0;
    const until = Math.max(last, Math.min(customer.state.seenAt, now));
    return { customer, context, folded: { ...foldHistory(history, until, context), anew: true } };
  });
  await saveFolded(trx, company, results);
};
