import { dayMs } from '../../core/rules/tests.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import {
  customersNamed,
  existingCustomers,
  lockImports,
  makeOrganisations,
  storedOrders,
} from '../../db/order-import.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import type { OrderRow } from './order-rows.ts';

/** What became of some rows; the rest went to the problems. */
export type StoredRows = {
  readonly orders: number;
  readonly refunds: number;
  readonly known: number;
  readonly customersMade: number;
};

const numberOf = (customer: string): number | undefined => {
  const found = /^#(\d{1,15})$/.exec(customer);
  return found ? Number(found[1]) : undefined;
};

/** Rows that are not stored yet. One that is there with another date or amount is a problem, not a second order. */
const freshRows = async (trx: Db, rows: readonly OrderRow[], problems: Problems) => {
  const stored = await storedOrders(
    trx,
    rows.map((row) => row.interaction.key),
  );
  let known = 0;
  const fresh = rows.filter(({ line, interaction: { key, at, data } }) => {
    const before = stored.get(key);
    if (!before) return true;
    // Under another time zone the same day begins at another moment.
    if (Math.abs(before.at - at) < dayMs && before.amount === data.amount) known++;
    else {
      const id = showCell(data.order ?? '');
      problems.add(line, 'order id', `${id} was imported before with another date or amount, which stands`);
    }
    return false;
  });
  return { fresh, known };
};

/** Whose each row is: a customer's id, or no one's, which is a problem. Names that nobody has become customers. */
const resolveCustomers = async (trx: Db, rows: readonly OrderRow[], problems: Problems) => {
  const numbers = new Set<number>();
  const firstAt = new Map<string, number>();
  for (const { customer, interaction } of rows) {
    const number = numberOf(customer);
    if (number !== undefined) numbers.add(number);
    else firstAt.set(customer, Math.min(interaction.at, firstAt.get(customer) ?? interaction.at));
  }
  const existing = await existingCustomers(trx, [...numbers]);
  const named = await customersNamed(trx, [...firstAt.keys()]);
  const missing = [...firstAt].filter(([name]) => !named.has(name)).map(([name, at]) => ({ name, at }));
  const made = await makeOrganisations(trx, missing);
  const idOf = ({ line, customer }: OrderRow): number | undefined => {
    const number = numberOf(customer);
    if (number !== undefined) {
      if (existing.has(number)) return number;
      problems.add(line, 'customer', `there is no customer ${customer}`);
      return undefined;
    }
    const ids = named.get(customer) ?? [];
    if (ids.length <= 1) return made.get(customer) ?? ids[0];
    const choices = ids.map((id) => `#${id}`).join(', ');
    problems.add(line, 'customer', `${showCell(customer)} fits several customers; write one of ${choices}`);
    return undefined;
  };
  return { idOf, made: made.size };
};

/**
 * Stores rows as interactions and folds them into their customers, in this transaction. Rows that are stored already
 * change nothing; a name that no customer has becomes an organisation; rows of nobody in particular go to `problems`.
 */
export const storeOrders = async (
  trx: Db,
  company: Company,
  rows: readonly OrderRow[],
  problems: Problems,
): Promise<StoredRows> => {
  await lockImports(trx);
  const { fresh, known } = await freshRows(trx, rows, problems);
  const { idOf, made } = await resolveCustomers(trx, fresh, problems);
  const taken = fresh.flatMap((row) => {
    const customerId = idOf(row);
    return customerId === undefined ? [] : [{ row, customerId }];
  });
  const changed = await applyInteractions(
    trx,
    company,
    taken.map(({ row, customerId }) => ({
      customerId,
      ...(row.items === '' ? {} : { text: row.items }),
      interaction: row.interaction,
    })),
  );
  if (changed.length > 0) await announce(trx, { rooms: [], customers: changed });
  const orders = taken.filter(({ row }) => row.interaction.kind === 'order').length;
  return { orders, refunds: taken.length - orders, known, customersMade: made };
};
