import { InputError } from '../../core/errors.ts';
import { mergeCustomers } from '../identity/merge-customers.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

/** `link PERSON CUSTOMER`: says that a person who was a customer of their own belongs to an account. */
export const link: Command = {
  name: 'link',
  aliases: ['关联'],
  usage: { zh: '关联 联系人 客户名', en: 'link PERSON CUSTOMER' },
  summary: { zh: '把联系人归到一个客户名下', en: 'say that a person belongs to a customer' },
  roles: ['rep', 'lead', 'manager', 'admin'],
  changes: true,
  run: async (context, args) => {
    const zh = context.language === 'zh';
    const [personName, ...rest] = args;
    if (!personName || rest.length === 0) {
      throw new InputError(
        zh
          ? '格式：关联 联系人 客户名。名称里有空格请加引号。'
          : 'Write: link PERSON CUSTOMER. Put a name with spaces in quotes.',
      );
    }
    const person = await requireCustomer(context, personName);
    const customer = await requireCustomer(context, rest.join(' '));
    if (person.id === customer.id || person.kind !== 'person') {
      throw new InputError(
        zh
          ? '请先写联系人，再写要归入的另一个客户。'
          : 'Name the person first, then the other customer they belong to.',
      );
    }
    const text = zh
      ? `${person.name} 已归到 ${customer.name} 名下，历史一并计入。`
      : `${person.name} now belongs to ${customer.name}; the whole history counts there.`;
    return mergeCustomers(context, person, customer, text);
  },
};
