import { InputError } from '../../core/errors.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

/** `note NAME TEXT`: writes something down about a customer. */
export const note: Command = {
  name: 'note',
  aliases: ['备注'],
  usage: { zh: '备注 客户名 内容', en: 'note NAME TEXT' },
  summary: { zh: '给客户记一条备注', en: 'write something down about a customer' },
  run: async (context, args) => {
    const { db, company, asker, now, language } = context;
    const [name, ...words] = args;
    const text = words.join(' ').trim();
    const zh = language === 'zh';
    if (!name || text === '') {
      throw new InputError(
        zh
          ? '格式：备注 客户名 内容。名称里有空格请加引号。'
          : 'Write: note NAME TEXT. Put a name with spaces in quotes.',
      );
    }
    const customer = await requireCustomer(context, name);
    const changed = await applyInteractions(db, company, [
      {
        customerId: customer.id,
        ...(asker.id === null ? {} : { personId: asker.id }),
        text,
        interaction: {
          key: `note/${context.requestKey}`,
          at: now,
          kind: 'note',
          direction: 'none',
          data: {},
        },
      },
    ]);
    const answer = textAnswer(
      'team',
      zh ? `已记在 ${customer.name} 名下。` : `Noted on ${customer.name}.`,
      { id: customer.id, text },
      changed,
    );
    return { ...answer, about: customer.id };
  },
};
