/** What is left of sums that cancel: less than half a cent is nothing. */
const cent = 0.005;

/** One line of an order file: a day (days since 1970-01-01) and an amount, below 0 for a refund. */
export type OrderLine = { readonly day: number; readonly amount: number };

/** What a customer ordered, one entry a day, ascending; and what came of it in all. */
export type OrderDays = {
  readonly days: readonly number[];
  readonly amounts: readonly number[];
  /** All amounts less all refunds, of days with orders and without. */
  readonly total: number;
};

/**
 * Returns the order days of one customer. All lines of a day are one order and their amounts add up, refunds of that
 * day included. A day with any line of 0 or more is an order day: a free order counts, and a refund, which may come
 * long after, undoes none (whoever sends goods back is still a customer). What refunds leave of a day may be 0 or less.
 */
export const toOrderDays = (lines: readonly OrderLine[]): OrderDays => {
  const sorted = lines.toSorted((one, other) => one.day - other.day);
  const days: number[] = [];
  const amounts: number[] = [];
  let total = 0;
  for (let at = 0; at < sorted.length; ) {
    const day = sorted[at]?.day ?? 0;
    let amount = 0;
    let ordered = false;
    for (; at < sorted.length && sorted[at]?.day === day; at++) {
      amount += sorted[at]?.amount ?? 0;
      ordered ||= (sorted[at]?.amount ?? 0) >= 0;
    }
    total += amount;
    if (!ordered) continue;
    days.push(day);
    amounts.push(Math.abs(amount) < cent ? 0 : amount);
  }
  return { days, amounts, total };
};
