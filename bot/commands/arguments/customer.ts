import type { Bilingual } from '../../../core/language.ts';
import type { NamedCustomer } from '../../../db/customer-lists.ts';
import { customerChoices, findCustomer, sayNoCustomer, saySeveral } from '../find-customer.ts';
import type { Argument } from './argument.ts';

const mostWords = 8;

/** The customer of a customer's room stands in for none; a name that is spelled out counts more, half a name less. */
const hereSure = 0.75;

/**
 * Returns an argument that names a customer among those the asker may see: a name, the beginning of one, pinyin, a
 * contact's name or `#number`. It is never left to the room which one it is.
 */
export const customerNamed = (label: Bilingual): Argument<NamedCustomer> => ({
  kind: 'customer',
  label,
  most: mostWords,
  read: async (words, context) => {
    const said = words.join(' ');
    const found = await findCustomer(context.db, context.asker.scope, said);
    if (found.kind === 'one') return { sure: found.sure, value: found.customer };
    if (found.kind === 'none') return { problem: () => sayNoCustomer(context, said) };
    return {
      title: saySeveral(context.language, said, found.customers.length),
      choices: await customerChoices(context, found.customers),
    };
  },
});

/** An argument as {@link customerNamed}, which in a customer's room may be left out. */
export const customerArgument: Argument<NamedCustomer> = {
  ...customerNamed({ zh: '客户名', en: 'NAME' }),
  here: async ({ db, asker, room }) => {
    const id = room?.customerId ?? null;
    const found = id === null ? undefined : await findCustomer(db, asker.scope, `#${id}`);
    return found?.kind === 'one' ? { sure: hereSure, value: found.customer } : undefined;
  },
};
