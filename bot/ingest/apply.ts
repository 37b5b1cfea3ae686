import { assess } from '../../core/customer/assess.ts';
import type { FoldContext } from '../../core/customer/context.ts';
import { fold, foldHistory, needsRefold, type Step } from '../../core/customer/fold.ts';
import { byTime, type Interaction } from '../../core/customer/interaction.ts';
import { repliesToMailings } from '../../core/customer/mailing-replies.ts';
import type { Db } from '../../db/connect.ts';
import { lockCustomers, type StoredCustomer, saveCustomers } from '../../db/customer-states.ts';
import { historiesOf, type NewInteraction, storeInteractions } from '../../db/interactions.ts';
import { lockRoots } from '../../db/merge.ts';
import type { Projection } from '../../db/projection.ts';
import { project } from '../../db/projections.ts';
import { noticePlaybooks } from '../playbook/notice.ts';
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

/** What answers a mailing is stored besides the message that does, as a fact of its own. */
const answersAmong = (
  { id, state }: StoredCustomer,
  news: readonly NewInteraction[],
): readonly NewInteraction[] => {
  const sorted = news.toSorted((one, other) => byTime(one.interaction, other.interaction));
  const replies = repliesToMailings(
    state,
    sorted.map((each) => each.interaction),
  );
  return sorted.flatMap(({ messageId: _message, text: _text, ...each }) => {
    const interaction = replies.get(each.interaction.key);
    return interaction ? [{ ...each, customerId: id, interaction }] : [];
  });
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
  // Locked first, so that nobody merges them meanwhile; what is of a merged customer counts elsewhere.
  const rootOf = await lockRoots(
    trx,
    interactions.map((each) => each.customerId),
  );
  const stored = await storeInteractions(trx, interactions);
  const unclaimed = new Set(stored);
  const fresh = Map.groupBy(
    interactions.filter(({ interaction }) => unclaimed.delete(interaction.key)),
    (each) => rootOf.get(each.customerId) ?? each.customerId,
  );
  if (fresh.size === 0) return [];
  await earnFrom(trx, company, [...fresh.values()].flat());
  const customers = await lockCustomers(trx, [...fresh.keys()]);
  const answers = customers.flatMap((customer) => answersAmong(customer, fresh.get(customer.id) ?? []));
  const taken = new Set(await storeInteractions(trx, answers));
  const answered = Map.groupBy(
    answers.filter(({ interaction }) => taken.has(interaction.key)),
    (each) => each.customerId,
  );
  const work = customers.map((customer) => {
    const news = [...(fresh.get(customer.id) ?? []), ...(answered.get(customer.id) ?? [])];
    const list = news.map((each) => each.interaction).sort(byTime);
    return { customer, list, late: list.some((each) => needsRefold(customer.state, each)) };
  });
  const late = work.filter((each) => each.late).map((each) => each.customer.id);
  const histories = late.length > 0 ? await historiesOf(trx, late) : new Map<number, Interaction[]>();
  const contextOf = await foldContexts(trx, company, [...fresh.keys()]);
  await saveFolded(
    trx,
    company,
    work.map(({ customer, list }) => ({
      customer,
      fresh: list,
      context: contextOf(customer.id),
      folded: foldOne(customer, list, histories.get(customer.id), contextOf(customer.id)),
    })),
  );
  return customers.map((customer) => customer.id);
};

/** A customer with what was folded into it, and which interactions of it are new. */
export type FoldResult = {
  readonly customer: StoredCustomer;
  readonly context: FoldContext;
  readonly folded: Folded;
  readonly fresh?: readonly Interaction[];
};

/** Stores what was folded: states, figures and projections; playbooks take notice of it. */
export const saveFolded = async (
  trx: Db,
  company: Company,
  results: readonly FoldResult[],
): Promise<void> => {
  const assessed = results.map((each) => ({
    ...each,
    assessment: assess(each.folded.state, each.folded.state.seenAt, each.context),
  }));
  await saveCustomers(
    trx,
    assessed.map(({ customer, folded: { state }, assessment }) => ({ id: customer.id, state, assessment })),
  );
  const projections: Projection[] = results.map(({ customer, folded }) => ({
    customerId: customer.id,
    changes: folded.changes,
    anew: folded.anew,
  }));
  await project(trx, projections);
  await noticePlaybooks(
    trx,
    company,
    assessed.map(({ customer, context, folded, fresh = [], assessment }) => ({
      customerId: customer.id,
      before: customer.state,
      state: folded.state,
      assessment,
      context,
      changes: folded.changes,
      anew: folded.anew,
      interactions: fresh,
    })),
  );
};
