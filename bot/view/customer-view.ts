import { type Assessment, assess } from '../../core/customer/assess.ts';
import type { Change } from '../../core/customer/changes.ts';
import type { FoldContext } from '../../core/customer/context.ts';
import { advance, foldHistory } from '../../core/customer/fold.ts';
import { type CustomerState, initialState } from '../../core/customer/state.ts';
import { InputError } from '../../core/errors.ts';
import type { StageKey } from '../../core/stages/stage.ts';
import type { Db } from '../../db/connect.ts';
import { customerById, type NamedCustomer } from '../../db/customer-lists.ts';
import { historiesOf } from '../../db/interactions.ts';
import { movesOf } from '../../db/moves.ts';
import { type Company, foldContexts } from '../ingest/context.ts';

/** One stage move, as it is told. */
export type Move = {
  readonly at: number;
  readonly from: StageKey;
  readonly to: StageKey;
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number>>;
};

/** A customer as of one time: state, figures with their factors, and the moves until then. */
export type CustomerView = {
  readonly customer: NamedCustomer & { readonly ownerName: string | null };
  readonly at: number;
  readonly state: CustomerState;
  readonly assessment: Assessment;
  readonly context: FoldContext;
  readonly moves: readonly Move[];
};

const isMove = (change: Change): change is Extract<Change, { type: 'moved' }> => change.type === 'moved';

const stateAsOf = async (db: Db, id: number, at: number, now: number, context: FoldContext) => {
  if (at >= now) {
    const row = await db.selectFrom('customer').select('state').where('id', '=', id).executeTakeFirst();
    const stored = (row?.state as CustomerState | null | undefined) ?? initialState();
    if (stored.seenAt <= at) {
      const step = advance(stored, at, context);
      return { state: step.state, moves: [...(await movesOf(db, id)), ...step.changes.filter(isMove)] };
    }
  }
  const history = (await historiesOf(db, [id], at)).get(id) ?? [];
  const step = foldHistory(history, at, context);
  return { state: step.state, moves: step.changes.filter(isMove) };
};

/**
 * Returns a customer as of `at`: from the stored state when that is now, from the whole history when it is
 * past; both give the same figures. @throws InputError when there is no such customer.
 */
export const viewCustomer = async (
  db: Db,
  company: Company,
  id: number,
  at: number,
  now: number,
): Promise<CustomerView> => {
  const customer = await customerById(db, id);
  if (!customer) throw new InputError('There is no such customer.');
  const context = (await foldContexts(db, company, [id]))(id);
  const { state, moves } = await stateAsOf(db, id, at, now, context);
  const owner =
    customer.ownerId === null
      ? undefined
      : await db.selectFrom('person').select('name').where('id', '=', customer.ownerId).executeTakeFirst();
  return {
    customer: { ...customer, ownerName: owner?.name ?? null },
    at,
    state,
    assessment: assess(state, Math.max(at, state.seenAt), context),
    context,
    moves,
  };
};
