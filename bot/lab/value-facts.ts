import type { Spending } from '../../core/value/gamma-gamma.ts';
import { type Histories, historyOf } from '../../core/value/history.ts';
import type { Known } from '../../core/value/score.ts';
import type { Orders } from './read-orders.ts';

/** What the value models need of an order file, one index a customer; customers without any order day are left out. */
export type ValueFacts = {
  readonly customers: readonly string[];
  readonly histories: Histories;
  readonly known: (customer: number) => Known;
  readonly spending: Spending;
  readonly orderDays: number;
  /** Order days of which nothing was kept: free, or refunded the same day. They count as orders, not as spending. */
  readonly unpaidOrders: number;
  readonly repeatBuyers: number;
  /** Mean amount of all paid order days, 0 where there is none. */
  readonly meanAmount: number;
  /** Customers who have nothing but refunds. */
  readonly refundedOnly: number;
};

/**
 * Returns the facts of `orders` at the end of `untilDay`, times in units of `unitDays`. Spending is that of the paid
 * orders after the first, as the gamma-gamma model is used in the literature.
 */
export const toValueFacts = (orders: Orders, untilDay: number, unitDays: number): ValueFacts => {
  const most = orders.customers.length;
  const [x, tx, T] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  const [paidOrders, means] = [new Float64Array(most), new Float64Array(most)];
  const customers: string[] = [];
  const tally = { orderDays: 0, unpaidOrders: 0, repeatBuyers: 0 };
  const paid = { count: 0, amount: 0 };
  for (const [index, customer] of orders.customers.entries()) {
    const { days, amounts } = orders.of(index);
    if (days.length === 0) continue;
    const at = customers.length;
    customers.push(customer);
    const history = historyOf(days, untilDay, unitDays);
    [x[at], tx[at], T[at]] = [history.x, history.tx, history.T];
    tally.orderDays += days.length;
    if (days.length > 1) tally.repeatBuyers++;
    let [count, sum] = [0, 0];
    for (const [order, amount] of amounts.entries()) {
      if (amount <= 0) {
        tally.unpaidOrders++;
        continue;
      }
      paid.count++;
      paid.amount += amount;
      if (order === 0) continue;
      count++;
      sum += amount;
    }
    paidOrders[at] = count;
    means[at] = count > 0 ? sum / count : 0;
  }
  const size = customers.length;
  const histories = {
    x: x.subarray(0, size),
    tx: tx.subarray(0, size),
    T: T.subarray(0, size),
    count: new Float64Array(size).fill(1),
  };
  const spenders = paidOrders.subarray(0, size).filter((each) => each > 0);
  return {
    customers,
    histories,
    known: (at) => ({
      x: x[at] ?? 0,
      tx: tx[at] ?? 0,
      T: T[at] ?? 0,
      paidOrders: paidOrders[at] ?? 0,
      meanAmount: means[at] ?? 0,
    }),
    spending: { x: spenders, mean: means.subarray(0, size).filter((_, at) => (paidOrders[at] ?? 0) > 0) },
    meanAmount: paid.count > 0 ? paid.amount / paid.count : 0,
    refundedOnly: most - size,
    ...tally,
  };
};
