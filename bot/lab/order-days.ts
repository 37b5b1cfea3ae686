/** One line of an order file: a day (days since 1970-01-01) and an amount, below 0 for a refund. */
export type OrderLine = { readonly day: number; readonly amount: number };

/** What a customer ordered, one entry a day, ascending; and what came of it in all. */
export type OrderDays = {
  readonly days: readonly number[];
  readonly amounts: readonly number[];
  /** All amounts less all refunds, of days with orders and without. */
  readonly total: number;
};

/** What is left of sums that cancel: less than half a cent is nothing. */
const cent = 0.005;

/**
 * Returns the order days of one customer. All lines of a day are one order and their amounts add up. A day counts
 * unless refunds eat all of it: a sum of 0 with a refund in it, or below 0, is no order. A free order (0, no refund)
 * counts as one. A refund on another day undoes no order; it lowers the total only.
 */
export const toOrderDays = (lines: readonly OrderLine[]): OrderDays => {
  const sorted = lines.toSorted((one, other) => one.day - other.day);
  const days: number[] = [];
  const amounts: number[] = [];
  let total = 0;
  for (let at = 0; at < sorted.length; ) {
    const day = sorted[at]?.day ?? 0;
    let amount = 0;
    let refunded = false;
    for (; at < sorted.length && sorted[at]?.day === day; at++) {
      amount += sorted[at]?.amount ?? 0;
      refunded ||= (sorted[at]?.amount ?? 0) < 0;
    }
    total += amount;
    if (refunded && amount < cent) continue;
    days.push(day);
    amounts.push(amount);
  }
  return { days, amounts, total };
};
