import { InputError } from '../../core/errors.ts';
import { mergedInto } from '../../db/merge.ts';
import { mergeCustomers, unmergeCustomers } from '../identity/merge-customers.ts';
import { openSuggestions } from '../identity/suggestions.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { customerNamed } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

/** `merge ONE OTHER`: says that two customers are one. Without names: who may be one with whom. */
export const merge = defineCommand({
  name: 'merge',
  aliases: ['合并'],
  usage: { zh: '合并 [客户 另一个客户]', en: 'merge [CUSTOMER OTHER]' },
  summary: {
    zh: '两个客户其实是同一个；不写名称则列出可能相同的',
    en: 'say that two customers are one; without names: who may be',
  },
  examples: [{ zh: '合并 晨光 晨光书店', en: 'merge Acme Acme Ltd' }],
  arguments: {
    child: optional(customerNamed({ zh: '客户', en: 'CUSTOMER' })),
    parent: optional(customerNamed({ zh: '另一个客户', en: 'OTHER' })),
  },
  changes: true,
  run: async (context, { child, parent }) => {
    const zh = context.language === 'zh';
    if (!child && !parent) return openSuggestions(context);
    if (!child || !parent) {
      throw new InputError(zh ? '格式：合并 客户 另一个客户。' : 'Write: merge CUSTOMER OTHER.');
    }
    if (child.id === parent.id) {
      throw new InputError(zh ? '这是同一个客户。' : 'That is one and the same customer.');
    }
    const text = zh
      ? `${child.name} 已并入 ${parent.name}。`
      : `${child.name} is merged into ${parent.name}.`;
    return mergeCustomers(context, child, parent, text);
  },
});

const byName = customerNamed({ zh: '客户', en: 'CUSTOMER' });

/** The merged customer that is meant: by its number, or by the customer that it counts as or its own name. */
const mergedArgument: Argument<{ readonly id: number; readonly name: string }> = {
  kind: byName.kind,
  label: byName.label,
  most: byName.most,
  read: async (words, context) => {
    const reading = await byName.read(words, context);
    if (!('value' in reading)) return reading;
    const { value: root, sure } = reading;
    const zh = context.language === 'zh';
    const all = await mergedInto(context.db, root.id);
    if (all.length === 0)
      return { problem: zh ? `${root.name} 没有合并过。` : `${root.name} is not merged.` };
    const said = words.join(' ').toLowerCase();
    const named = all.filter(({ id, name }) => said === `#${id}` || said === name.toLowerCase());
    const [only, ...others] = named.length > 0 ? named : all;
    if (only && others.length === 0) return { sure, value: only };
    return {
      title: zh ? '要拆开哪一个？' : 'Which one is to be taken out?',
      choices: all.map(({ id, name }) => ({ id, label: name, detail: '' })),
    };
  },
};

/** `unmerge CUSTOMER`: takes a merge or a link back, with everything that came since. */
export const unmerge = defineCommand({
  name: 'unmerge',
  aliases: ['取消合并', '取消关联', '拆分'],
  summary: { zh: '撤销合并或关联，各归各位', en: 'take a merge or a link back' },
  arguments: { merged: mergedArgument },
  changes: true,
  run: (context, { merged }) => unmergeCustomers(context, merged),
});
