import type { NamedCustomer } from '../../../db/customer-lists.ts';
import { type CustomerPerson, peopleOfCustomer } from '../../../db/people-of-customer.ts';
import type { CommandContext } from '../context.ts';
import type { Argument, Reading } from './argument.ts';
import { customerArgument, customerNamed } from './customer.ts';

/** Whom a name stands for: one person of a customer, or everybody of it. */
export type NamedPeople = {
  readonly customer: NamedCustomer;
  readonly people: readonly CustomerPerson[];
  /** Whether the name is one person's among several of the customer. */
  readonly onePerson: boolean;
  /** What to call them. */
  readonly called: string;
};

const fold = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** The people of the customer that `said` stands for: one by their own name, else everybody. */
const peopleOf = async (
  { db, language }: CommandContext,
  said: string,
  { value: customer, sure }: { readonly value: NamedCustomer; readonly sure: number },
): Promise<Reading<NamedPeople>> => {
  const all = await peopleOfCustomer(db, customer.id);
  if (all.length === 0) {
    return {
      problem:
        language === 'zh'
          ? `${customer.name} 名下还没有联系人。`
          : `${customer.name} has no people that are known yet.`,
    };
  }
  const wanted = fold(said);
  const named = fold(customer.name) === wanted ? [] : all.filter((each) => fold(each.name) === wanted);
  const [one] = named;
  const value =
    one && named.length === 1
      ? { customer, people: [one], onePerson: all.length > 1, called: one.name }
      : { customer, people: all, onePerson: false, called: customer.name };
  return { sure, value };
};

const label = { zh: '联系人或客户名', en: 'NAME' };
const byName = customerNamed(label);

/**
 * An argument that names people among the customers that the asker may see: one person by their own name, or everybody
 * of a customer. It is never left to the room whom it means.
 */
export const peopleNamed: Argument<NamedPeople> = {
  kind: 'customer',
  label,
  most: byName.most,
  read: async (words, context) => {
    const reading = await byName.read(words, context);
    return 'value' in reading ? peopleOf(context, words.join(' '), reading) : reading;
  },
};

/** An argument as {@link peopleNamed}, which in a customer's room may be left out and is then everybody of that customer. */
export const peopleArgument: Argument<NamedPeople> = {
  ...peopleNamed,
  here: async (context) => {
    const here = await customerArgument.here?.(context);
    return here && 'value' in here ? peopleOf(context, '', here) : here;
  },
};
