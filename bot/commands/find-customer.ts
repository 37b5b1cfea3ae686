import { InputError } from '../../core/errors.ts';
import type { Db } from '../../db/connect.ts';
import {
  type CustomerScope,
  customerById,
  customerNames,
  type NamedCustomer,
  searchCustomers,
} from '../../db/customer-lists.ts';
import { editDistance } from '../nearest.ts';
import type { CommandContext } from './command.ts';

/** What a name stands for: one customer, several to choose from, or none with the nearest names. */
export type Found =
  | { readonly kind: 'one'; readonly customer: NamedCustomer }
  | { readonly kind: 'several'; readonly customers: readonly NamedCustomer[] }
  | { readonly kind: 'none'; readonly nearest: readonly NamedCustomer[] };

const fold = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** Returns what `name` stands for among `customers`: the whole name, names that begin with it, then any. */
const pickCustomer = (name: string, customers: readonly NamedCustomer[]): Found | undefined => {
  const wanted = fold(name);
  const folded = customers.map((customer) => ({ customer, name: fold(customer.name) }));
  const tests: readonly ((each: { name: string }) => boolean)[] = [
    (each) => each.name === wanted,
    (each) => each.name.startsWith(wanted),
    (each) => each.name.includes(wanted),
    () => true,
  ];
  for (const test of tests) {
    const hits = folded.filter(test).map((each) => each.customer);
    const [only] = hits;
    if (hits.length === 1 && only) return { kind: 'one', customer: only };
    if (hits.length > 1) return { kind: 'several', customers: hits.slice(0, 8) };
  }
  return undefined;
};

const nearestTo = (name: string, customers: readonly NamedCustomer[]): readonly NamedCustomer[] => {
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor(wanted.length / 2));
  return customers
    .map((customer) => ({
      customer,
      far: editDistance(wanted, fold(customer.name).slice(0, wanted.length + limit), limit),
    }))
    .filter((each) => each.far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map((each) => each.customer);
};

/**
 * Returns what `name` (or `#number`) stands for among the customers in scope; a contact's own name stands for
 * the customer they belong to.
 */
export const findCustomer = async (db: Db, scope: CustomerScope, name: string): Promise<Found> => {
  const number = /^#(\d{1,15})$/.exec(name);
  if (number) {
    const customer = await customerById(db, Number(number[1]));
    const seen =
      customer &&
      (scope.owners === 'all' || (customer.ownerId !== null && scope.owners.includes(customer.ownerId)));
    return seen ? { kind: 'one', customer } : { kind: 'none', nearest: [] };
  }
  const found = pickCustomer(name, await searchCustomers(db, scope, name.trim()));
  return found ?? { kind: 'none', nearest: nearestTo(name, await customerNames(db, scope)) };
};

const words = {
  zh: {
    missing: '请写上客户名称，例如：状态 Acme。',
    none: (name: string) => `没有找到“${name}”。`,
    nearest: (names: string) => `您是否要找：${names}？`,
    several: (name: string, names: string) => `“${name}”对应多个客户，请写全名或编号：${names}。`,
  },
  en: {
    missing: 'Say which customer, for example: status Acme.',
    none: (name: string) => `There is no customer "${name}" that you can see.`,
    nearest: (names: string) => `Did you mean: ${names}?`,
    several: (name: string, names: string) =>
      `"${name}" fits several customers; write the full name or the number: ${names}.`,
  },
} as const;

/**
 * Returns the one customer that `name` stands for among those the asker may see. Without a name it is the
 * customer of the room, where the room has one.
 * @throws InputError with the choices when it fits several, with the nearest names when it fits none.
 */
export const requireCustomer = async (
  context: CommandContext,
  name: string | undefined,
): Promise<NamedCustomer> => {
  const say = words[context.language];
  const { db, asker, room } = context;
  if (!name) {
    const here = room?.customerId ?? null;
    const found = here === null ? undefined : await findCustomer(db, asker.scope, `#${here}`);
    if (found?.kind === 'one') return found.customer;
    throw new InputError(say.missing);
  }
  const found = await findCustomer(db, asker.scope, name);
  if (found.kind === 'one') return found.customer;
  const list = (several: readonly NamedCustomer[]) =>
    several.map((each) => `${each.name} (#${each.id})`).join(context.language === 'zh' ? '、' : ', ');
  if (found.kind === 'several') throw new InputError(say.several(name, list(found.customers)));
  const near = found.nearest.length > 0 ? ` ${say.nearest(list(found.nearest))}` : '';
  throw new InputError(`${say.none(name)}${near}`);
};
