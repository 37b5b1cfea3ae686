import type { Bilingual } from '../language.ts';
import type { CustomerState } from './state.ts';

/** Value so far: the sum of the orders less the refunds, in the company's currency. May be negative. */
export type Value = { readonly amount: number; readonly orders: number; readonly refunded: number };

/** How value is made, in words. */
export const valueFormula: Bilingual = {
  zh: '历史订单总额 − 退款',
  en: 'sum of all orders − refunds',
};

/** Returns the customer's historic value. */
export const historicValue = (state: CustomerState): Value => ({
  amount: state.orders.amount - state.orders.refunded,
  orders: state.orders.count,
  refunded: state.orders.refunded,
});
