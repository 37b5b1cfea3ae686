import { InputError } from '../../core/errors.ts';
import type { NamedCustomer } from '../../db/customer-lists.ts';
import { type CustomerPerson, peopleOfCustomer } from '../../db/people-of-customer.ts';
import type { CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

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

/**
 * Returns the people that a name stands for among the customers that the asker may see: one person by their own name, or
 * everybody of a customer. @throws InputError as `requireCustomer`, and where a customer has no people yet.
 */
export const requirePeople = async (
  context: CommandContext,
  name: string | undefined,
): Promise<NamedPeople> => {
  const customer = await requireCustomer(context, name);
  const all = await peopleOfCustomer(context.db, customer.id);
  const wanted = fold(name ?? '');
  const named = fold(customer.name) === wanted ? [] : all.filter((each) => fold(each.name) === wanted);
  if (all.length === 0)
    throw new InputError(
      context.language === 'zh'
        ? `${customer.name} 名下还没有联系人。`
        : `${customer.name} has no people that are known yet.`,
    );
  const [one] = named;
  if (one && named.length === 1)
    return { customer, people: [one], onePerson: all.length > 1, called: one.name };
  return { customer, people: all, onePerson: false, called: customer.name };
};
