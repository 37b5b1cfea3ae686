import { applyInteractions } from '../ingest/apply.ts';
import { textAnswer } from './answer.ts';
import { customerArgument } from './arguments/customer.ts';
import { textArgument } from './arguments/text.ts';
import { defineCommand } from './define.ts';
import { memoOf, withdraw } from './take-back.ts';

/** `note NAME TEXT`: writes something down about a customer. */
export const note = defineCommand({
  name: 'note',
  aliases: ['备注'],
  summary: { zh: '给客户记一条备注', en: 'write something down about a customer' },
  examples: [{ zh: '备注 Acme 喜欢上午通话', en: 'note Acme prefers calls in the morning' }],
  arguments: { customer: customerArgument, text: textArgument({ zh: '内容', en: 'TEXT' }) },
  changes: true,
  undo: withdraw,
  run: async ({ db, company, asker, now, language, requestKey }, { customer, text }) => {
    const key = `note/${requestKey}`;
    const changed = await applyInteractions(db, company, [
      {
        customerId: customer.id,
        ...(asker.id === null ? {} : { personId: asker.id }),
        text,
        interaction: { key, at: now, kind: 'note', direction: 'none', data: {} },
      },
    ]);
    const said = language === 'zh' ? `已记在 ${customer.name} 名下。` : `Noted on ${customer.name}.`;
    return {
      ...textAnswer('team', said, { id: customer.id, text }, changed),
      about: customer.id,
      undo: {
        memo: memoOf(customer.id, key),
        says: { zh: `${customer.name} 的备注`, en: `the note on ${customer.name}` },
      },
    };
  },
});
