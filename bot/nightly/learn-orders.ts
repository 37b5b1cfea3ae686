import type { LearntOrders } from '../../core/population.ts';
import { lackOf } from '../../core/value/bar.ts';
import { fitOrders } from '../../core/value/fit-orders.ts';
import { fitSpending } from '../../core/value/gamma-gamma.ts';
import { defaultModel } from '../../core/value/model.ts';
import { orderTotals, type Today } from '../../db/buyers.ts';
import type { Db } from '../../db/connect.ts';
import { orderHistories, repeatSpending } from '../../db/order-histories.ts';

/** More repeat buyers than this make what they spend no better known. */
const mostSpenders = 50_000;

/** Fits how often and for how much customers order, in days; where the orders cannot carry it, says why. */
export const learnOrders = async (db: Db, today: Today): Promise<LearntOrders> => {
  const { customers, meanAmount } = await orderTotals(db, today);
  const histories = await orderHistories(db, today);
  const lack = lackOf(histories);
  if (lack) return { customers, doubt: lack };
  const fit = fitOrders(defaultModel, histories);
  if (fit.status === 'failed') return { customers, doubt: fit.doubt };
  const spending = fitSpending(await repeatSpending(db, today, mostSpenders));
  return {
    customers,
    parameters: fit.parameters,
    spending: spending.status === 'failed' ? null : spending.parameters,
    meanAmount,
    ...(fit.status === 'limit' ? { limit: fit.doubt } : {}),
  };
};
