import { assess } from '../../core/customer/assess.ts';
import { foldHistory } from '../../core/customer/fold.ts';
import type { Db } from '../../db/connect.ts';
import { type CustomerLine, type CustomerScope, customerNames } from '../../db/customer-lists.ts';
import { historiesOf } from '../../db/interactions.ts';
import { type Company, foldContexts } from '../ingest/context.ts';

const pageSize = 200;

/**
 * Returns every customer in scope as of a past time, folded anew from the history until then; customers of whom
 * nothing was known by then are left out. Costs as much as the history is long.
 */
export const populationAsOf = async (
  db: Db,
  company: Company,
  scope: CustomerScope,
  at: number,
): Promise<readonly CustomerLine[]> => {
  const names = await customerNames(db, scope);
  const lines: CustomerLine[] = [];
  for (let start = 0; start < names.length; start += pageSize) {
    const page = names.slice(start, start + pageSize);
    const ids = page.map((each) => each.id);
    const histories = await historiesOf(db, ids, at);
    const contextOf = await foldContexts(db, company, ids);
    for (const customer of page) {
      const history = histories.get(customer.id) ?? [];
      if (history.length === 0) continue;
      const context = contextOf(customer.id);
      const { state } = foldHistory(history, at, context);
      const figures = assess(state, at, context);
      lines.push({
        ...customer,
        stage: state.stage,
        health: figures.health.score,
        churn: figures.churn.probability,
        value: figures.value.amount,
        valueAtRisk: figures.valueAtRisk,
        sentiment: figures.sentiment.mean,
        lastInAt: state.lastIn?.at ?? null,
        warnings: Object.keys(state.warnings),
        tier: state.tier,
      });
    }
  }
  return lines;
};
