import { assess } from '../../core/customer/assess.ts';
import type { FoldContext } from '../../core/customer/context.ts';
import { fold, foldHistory, needsRefold, type Step } from '../../core/customer/fold.ts';
import { byTime, type Interaction } from '../../core/customer/interaction.ts';
import type { Db } from '../../db/connect.ts';
import { lockCustomers, type StoredCustomer, saveCustomers } from '../../db/customer-states.ts';
import { historiesOf, type NewInteraction, storeInteractions } from '../../db/interactions.ts';
import { type Projection, project } from '../../db/projections.ts';
import { earnFrom } from '../points/earn.ts';
import { type Company, foldContexts } from './context.ts';

type Folded = Step & { readonly anew: boolean };

const foldOne = (
  customer: StoredCustomer,
  fresh: readonly Interaction[],
  history: readonly Interaction[] | undefined,
  context: FoldContext,
): Folded => {
  if (!history) return { ...fold(customer.state, fresh, context), anew: false };
  const until = Math.max(customer.state.seenAt, ...fresh.map((each) => each.at));
  return { ...foldHistory(history, until, context), anew: true };
};

/**
 * Stores interactions and folds them into their customers, in this transaction. Those that are stored already
 * change nothing; a customer with one that came late is folded anew from the whole history. Returns the ids of
 * the customers that changed.
 */
export const applyInteractions = async (
  trx: Db,
  company: Company,
  interactions: readonly NewInteraction[],
): Promise<readonly number[]> => {
  const stored = await storeInteractions(trx, interactions);
  const unclaimed = new Set(stored);
  const fresh = Map.groupBy(
    interactions.filter(({ interaction }) => unclaimed.delete(interaction.key)),
    (each) => each.customerId,
  );
  if (fresh.size === 0) return [];
  await earnFrom(trx, [...fresh.values()].flat());
  const customers = await lockCustomers(trx, [...fresh.keys()]);
  const work = customers.map((customer) => {
    const list = (fresh.get(customer.id) ?? []).map((each) => each.interaction).sort(byTime);
    return { customer, list, late: list.some((each) => needsRefold(customer.state, each)) };
  });
  const late = work.filter((each) => each.late).map((each) => each.customer.id);
  const histories = late.length > 0 ? await historiesOf(trx, late) : new Map<number, Interaction[]>();
  const contextOf = await foldContexts(trx, company, [...fresh.keys()]);
  await saveFolded(
    trx,
    work.map(({ customer, list }) => ({
      customer,
      context: contextOf(customer.id),
      folded: foldOne(customer, list, histories.get(customer.id), contextOf(customer.id)),
    })),
  );
  return customers.map((customer) => customer.id);
};

/** Stores what was folded: states, figures and projections. */
export const saveFolded = async (
  trx: Db,
  results: readonly {
    readonly customer: StoredCustomer;
    readonly context: FoldContext;
    readonly folded: Folded;
  }[],
): Promise<void> => {
  await saveCustomers(
    trx,
    results.map(({ customer, context, folded: { state } }) => ({
      id: customer.id,
      state,
      assessment: assess(state, state.seenAt, context),
    })),
  );
  const projections: Projection[] = results.map(({ customer, folded }) => ({
    customerId: customer.id,
    changes: folded.changes,
    anew: folded.anew,
  }));
  await project(trx, projections);
};
