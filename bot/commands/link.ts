import { InputError } from '../../core/errors.ts';
import { mergeCustomers } from '../identity/merge-customers.ts';
import { customerNamed } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

/** `link PERSON CUSTOMER`: says that a person who was a customer of their own belongs to an account. */
export const link = defineCommand({
  name: 'link',
  aliases: ['关联'],
  summary: { zh: '把联系人归到一个客户名下', en: 'say that a person belongs to a customer' },
  examples: [{ zh: '关联 王老师 晨光书店', en: 'link Eric Acorn Bakery' }],
  arguments: {
    person: customerNamed({ zh: '联系人', en: 'PERSON' }),
    customer: customerNamed({ zh: '客户名', en: 'CUSTOMER' }),
  },
  roles: ['rep', 'lead', 'manager', 'admin'],
  changes: true,
  run: async (context, { person, customer }) => {
    const zh = context.language === 'zh';
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
});
