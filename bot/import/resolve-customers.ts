import type { Db } from '../../db/connect.ts';
import { customersNamed, existingCustomers, makeCustomers } from '../../db/imports.ts';
import { type Problems, showCell } from '../lab/problems.ts';

/** Whose a row is, as it is written: a name or `#id`. `at` and `kind` are for one who is not there yet. */
export type NamedRow = {
  readonly line: number;
  readonly customer: string;
  readonly at: number;
  readonly kind?: 'person' | 'organisation';
};

const numberOf = (customer: string): number | undefined => {
  const found = /^#(\d{1,15})$/.exec(customer);
  return found ? Number(found[1]) : undefined;
};

/**
 * Returns whose each row is: a customer's id, or no one's, which goes to `problems`; and the ids of the customers that were
 * made, because nobody had that name.
 */
export const resolveCustomers = async (trx: Db, rows: readonly NamedRow[], problems: Problems) => {
  const numbers = new Set<number>();
  const first = new Map<string, { readonly at: number; readonly kind: 'person' | 'organisation' }>();
  for (const { customer, at, kind = 'organisation' } of rows) {
    const number = numberOf(customer);
    if (number !== undefined) numbers.add(number);
    else first.set(customer, { at: Math.min(at, first.get(customer)?.at ?? at), kind });
  }
  const existing = await existingCustomers(trx, [...numbers]);
  const named = await customersNamed(trx, [...first.keys()]);
  const missing = [...first]
    .filter(([name]) => !named.has(name))
    .map(([name, about]) => ({ name, ...about }));
  const made = await makeCustomers(trx, missing);
  const idOf = ({ line, customer }: Pick<NamedRow, 'line' | 'customer'>): number | undefined => {
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
  return { idOf, made: new Set(made.values()) };
};
