import { areaUnderCurve } from '../../../core/churn/metrics.ts';
import { dayMs } from '../../../core/time.ts';
import type { Figure } from '../figure.ts';
import { dayOf, type Happening } from './data.ts';
import { show } from './show.ts';

type Expectations = ReadonlyMap<string, { readonly orders: number }>;

/** What a reference implementation of the same models (scipy) reached: MAE, RMSE. */
const references = { bg: [0.785, 1.608], mbg: [0.765, 1.607] } as const;

/** Returns how many days with an order each customer had in the days after `until`. */
const countOrders = (
  orders: readonly Happening[],
  until: number,
  horizonDays: number,
): ReadonlyMap<string, number> => {
  const days = new Map<string, Set<number>>();
  for (const { customer, at } of orders) {
    const day = at / dayMs;
    if (day <= until || day > until + horizonDays) continue;
    days.set(customer, (days.get(customer) ?? new Set()).add(day));
  }
  return new Map([...days].map(([customer, set]) => [customer, set.size]));
};

/** Returns how the expectations of both models did against the orders that came after `until`. */
export const forecast = (
  orders: readonly Happening[],
  { until, horizonDays }: { readonly until: string; readonly horizonDays: number },
  expected: { readonly bg: Expectations; readonly mbg: Expectations },
): readonly Figure[] => {
  const counts = countOrders(orders, dayOf(until), horizonDays);
  return (['bg', 'mbg'] as const).map((model) => {
    const customers = [...expected[model]];
    const errors = customers.map(([customer, each]) => each.orders - (counts.get(customer) ?? 0));
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, each) => sum + each, 0) / values.length;
    const happened = mean(customers.map(([customer]) => counts.get(customer) ?? 0));
    const auc = areaUnderCurve({
      values: Float64Array.from(customers, ([, each]) => each.orders),
      outcomes: Uint8Array.from(customers, ([customer]) => (counts.has(customer) ? 1 : 0)),
    });
    const off = [mean(errors.map(Math.abs)), Math.sqrt(mean(errors.map((error) => error ** 2)))];
    return {
      what: `${model === 'bg' ? 'BG/NBD' : 'MBG/NBD'} against the next 39 weeks: MAE, RMSE; bias; AUC of any order`,
      target: `${show(references[model], 3)}${model === 'bg' ? '; -12 %; 0.773' : ''} (scipy)`,
      measured: `${show(off, 3)}; ${show([(100 * mean(errors)) / happened], 0)} %; ${show([auc ?? Number.NaN], 3)}`,
    };
  });
};
