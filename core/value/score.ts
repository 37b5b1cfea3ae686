import type { Fit } from './fit.ts';
import { expectedAmount, type SpendingParameters } from './gamma-gamma.ts';
import type { History } from './history.ts';
import { discountedOrdersWhileAlive, valueOfOrders } from './lifetime-value.ts';
import type { Model, Parameters } from './model.ts';
import { aliveProbability, ordersWhileAlive } from './predict.ts';

/** What is known of one customer: the history, and the paid orders after the first with their mean amount. */
export type Known = History & { readonly paidOrders: number; readonly meanAmount: number };

/** What is expected of one customer. `alive` is null where no model says so (the historic formula). */
export type ValueScore = {
  readonly alive: number | null;
  readonly orders: number;
  readonly amount: number;
  readonly value: number;
};

/** What scores are made of. `meanAmount` is everyone's mean order, for customers of whom nothing is known. */
export type ScoreTerms = {
  readonly model: Model;
  readonly orders: Fit<Parameters>;
  readonly spending: Fit<SpendingParameters>;
  readonly meanAmount: number;
  readonly horizon: number;
  readonly unitsPerYear: number;
  /** A share: 0.3 keeps 30 % of an order; 1 gives turnover. */
  readonly margin: number;
  readonly yearlyRate: number;
};

/**
 * Returns a function from a customer to the orders, the amount of one, and the discounted value of the next `horizon`.
 * Without a usable orders model that is the historic formula: as often as so far, x / T, but never more than the x of
 * the whole past (a week of history says nothing of a year), undiscounted, and no P(alive).
 * Without a usable spending model the amount is the customer's own mean, or everyone's where he has none.
 * What depends on (x, T) alone is worked out once for each.
 */
export const createScorer = (terms: ScoreTerms): ((known: Known) => ValueScore) => {
  const { model, orders, spending, horizon, margin } = terms;
  const amountOf = ({ paidOrders, meanAmount }: Known): number => {
    if (spending.status !== 'failed') return expectedAmount(spending.parameters, paidOrders, meanAmount);
    return paidOrders > 0 ? meanAmount : terms.meanAmount;
  };
  if (orders.status === 'failed') {
    return (known) => {
      const expected = known.T > horizon ? (known.x * horizon) / known.T : known.x;
      const amount = amountOf(known);
      return { alive: null, orders: expected, amount, value: valueOfOrders(expected, amount, margin) };
    };
  }
  const { parameters } = orders;
  const byAge = new Map<number, Map<number, readonly [number, number]>>();
  const whileAlive = (known: History): readonly [number, number] => {
    let byCount = byAge.get(known.T);
    if (!byCount) {
      byCount = new Map();
      byAge.set(known.T, byCount);
    }
    let pair = byCount.get(known.x);
    if (!pair) {
      pair = [
        ordersWhileAlive(model, parameters, known, horizon),
        discountedOrdersWhileAlive(model, parameters, known, horizon, terms),
      ];
      byCount.set(known.x, pair);
    }
    return pair;
  };
  return (known) => {
    const alive = aliveProbability(model, parameters, known);
    const [plain, discounted] = whileAlive(known);
    const amount = amountOf(known);
    return {
      alive,
      orders: alive * plain,
      amount,
      value: valueOfOrders(alive * discounted, amount, margin),
    };
  };
};
