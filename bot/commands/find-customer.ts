import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import type { Db } from '../../db/connect.ts';
import {
  type CustomerScope,
  customerById,
  customerNames,
  customersNamed,
  customersToTell,
  isInScope,
  type NamedCustomer,
  searchCustomers,
} from '../../db/customer-lists.ts';
import type { StoredChoice } from '../../db/schema/commands.ts';
import { customersSpelled } from '../../db/spellings.ts';
import { editDistance } from '../nearest.ts';
import { spellCustomers } from '../spell.ts';
import { showAgo } from '../view/time.ts';
import { ChoiceNeeded } from './arguments/choose.ts';
import type { CommandContext } from './context.ts';

/**
 * What a name stands for: one customer with how sure that is (at most 1, of the whole name), several to choose from, or
 * none.
 */
export type Found =
  | { readonly kind: 'one'; readonly customer: NamedCustomer; readonly sure: number }
  | { readonly kind: 'several'; readonly customers: readonly NamedCustomer[] }
  | { readonly kind: 'none' };

const fold = (name: string): string => foldCharacters(name).toLowerCase().replace(/\s+/g, '');
const punctuation = /[\s.,;:!?。，；：！？、…~～]+$/u;

/** A name that goes on with a new word after `wanted`, or begins with two Han characters of it, was hardly meant otherwise. */
const beginsPlainly = (name: string, wanted: string): boolean =>
  /^\p{Script=Han}{2}/u.test(wanted) || !/^[\p{L}\p{N}]/u.test(foldCharacters(name).slice(wanted.length));

/** Returns what `said` stands for among `customers`: the whole name, names that begin with it, then any. */
const pickCustomer = (said: string, customers: readonly NamedCustomer[]): Found | undefined => {
  const wanted = fold(said);
  const folded = customers.map((customer) => ({ customer, name: fold(customer.name) }));
  const tests: readonly ((each: { name: string }) => boolean)[] = [
    (each) => each.name === wanted,
    (each) => each.name.startsWith(wanted),
    (each) => each.name.includes(wanted),
    () => true,
  ];
  for (const [rank, test] of tests.entries()) {
    const hits = folded.filter(test).map((each) => each.customer);
    const [only] = hits;
    if (hits.length === 1 && only) {
      const plainly = rank === 1 && beginsPlainly(only.name, foldCharacters(said).trim()) ? 0.9 : undefined;
      return { kind: 'one', customer: only, sure: plainly ?? [1, 0.7, 0.5, 0.6][rank] ?? 0.5 };
    }
    if (hits.length > 1) return { kind: 'several', customers: hits };
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
 * the customer they belong to. Punctuation at the end is tried with and without.
 */
export const findCustomer = async (db: Db, scope: CustomerScope, name: string): Promise<Found> => {
  const said = name.trim();
  if (said === '') return { kind: 'none' };
  const number = /^[#＃](\d{1,15})$/.exec(foldCharacters(said));
  if (number) {
    const customer = await customerById(db, Number(number[1]));
    const seen = customer && isInScope(scope, customer.ownerId);
    return seen ? { kind: 'one', customer, sure: 1 } : { kind: 'none' };
  }
  const sames = await customersNamed(db, scope, said);
  // Exact names are the rule, and are found by an index.
  const found = pickCustomer(said, sames.length > 0 ? sames : await searchCustomers(db, scope, said));
  if (found) return found;
  const bare = foldCharacters(said).replace(punctuation, '').trim();
  const again =
    bare === '' || bare === said ? undefined : pickCustomer(bare, await searchCustomers(db, scope, bare));
  return again ?? (await findSpelled(db, scope, fold(bare))) ?? { kind: 'none' };
};

const isLatin = /^[a-z][a-z0-9']{1,60}$/;
/** Whoever spells a name has typed it on purpose, but any two letters are somebody's initials. */
const spelledSure = 0.6;

/** Letters that are no name may be the pinyin of one, or its initials: cgsd is 晨光书店. */
const findSpelled = async (db: Db, scope: CustomerScope, letters: string): Promise<Found | undefined> => {
  if (!isLatin.test(letters)) return undefined;
  await spellCustomers(db);
  const found = await customersSpelled(db, scope, letters.replaceAll("'", ''));
  const [only] = found;
  if (only && found.length === 1) return { kind: 'one', customer: only, sure: spelledSure };
  return only ? { kind: 'several', customers: found } : undefined;
};

/** Returns the customers as choices; the detail tells those of one name apart: what they are, whose, heard when. */
export const customerChoices = async (
  { db, now, language }: CommandContext,
  customers: readonly NamedCustomer[],
): Promise<readonly StoredChoice[]> => {
  const zh = language === 'zh';
  const told = await customersToTell(
    db,
    customers.map((each) => each.id),
  );
  return customers.map(({ id, name, kind }) => {
    const more = told.get(id);
    const heard = more?.lastInAt ?? null;
    const parts = [
      kind === 'person' ? (zh ? '联系人' : 'person') : zh ? '企业' : 'company',
      more?.owner ?? (zh ? '未分配' : 'no owner'),
      heard === null ? (zh ? '尚无发言' : 'never heard') : showAgo(heard, now, language),
    ];
    return { id, label: name, detail: parts.join(' · ') };
  });
};

const words = {
  zh: {
    missing: '请写上客户名称，例如：状态 Acme。',
    none: (name: string) => `没有找到“${name}”。`,
    nearest: (names: string) => `您是否要找：${names}？`,
    several: (name: string, count: number) => `“${name}”对应 ${count} 个客户，请选一个`,
  },
  en: {
    missing: 'Say which customer, for example: status Acme.',
    none: (name: string) => `There is no customer "${name}" that you can see.`,
    nearest: (names: string) => `Did you mean: ${names}?`,
    several: (name: string, count: number) => `"${name}" fits several customers (${count}); choose one`,
  },
} as const;

/** Returns what is said when a name fits several customers. */
export const saySeveral = (language: Language, name: string, count: number): string =>
  words[language].several(name, count);

/** Returns what is said when no customer in sight has such a name: the nearest names. */
export const sayNoCustomer = async (
  { db, asker, language }: CommandContext,
  name: string,
): Promise<string> => {
  const say = words[language];
  if (name.trim() === '') return say.missing;
  const nearest = /^#\d+$/.test(name) ? [] : nearestTo(name, await customerNames(db, asker.scope));
  const list = nearest.map((each) => `${each.name} (#${each.id})`).join(language === 'zh' ? '、' : ', ');
  return nearest.length > 0 ? `${say.none(name)} ${say.nearest(list)}` : say.none(name);
};

/**
 * Returns the one customer that `name` stands for among those the asker may see. Without a name it is the
 * customer of the room, where the room has one.
 * @throws ChoiceNeeded when it fits several, InputError with the nearest names when it fits none.
 */
export const requireCustomer = async (
  context: CommandContext,
  name: string | undefined,
): Promise<NamedCustomer> => {
  const { db, asker, room, language } = context;
  if (!name) {
    const here = room?.customerId ?? null;
    const found = here === null ? undefined : await findCustomer(db, asker.scope, `#${here}`);
    if (found?.kind === 'one') return found.customer;
    throw new InputError(words[language].missing);
  }
  const found = await findCustomer(db, asker.scope, name);
  if (found.kind === 'one') return found.customer;
  if (found.kind === 'none') throw new InputError(await sayNoCustomer(context, name));
  const choices = await customerChoices(context, found.customers);
  throw new ChoiceNeeded(saySeveral(language, name, choices.length), name, choices);
};
