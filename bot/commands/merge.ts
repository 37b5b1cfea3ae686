import { InputError } from '../../core/errors.ts';
import { mergedInto } from '../../db/merge.ts';
import { mergeCustomers, unmergeCustomers } from '../identity/merge-customers.ts';
import { openSuggestions } from '../identity/suggestions.ts';
import type { Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

/** `merge ONE OTHER`: says that two customers are one. Without names: who may be one with whom. */
export const merge: Command = {
  name: 'merge',
  aliases: ['合并'],
  usage: { zh: '合并 [客户 另一个客户]', en: 'merge [CUSTOMER OTHER]' },
  summary: {
    zh: '两个客户其实是同一个；不写名称则列出可能相同的',
    en: 'say that two customers are one; without names: who may be',
  },
  changes: true,
  run: async (context, args) => {
    const zh = context.language === 'zh';
    const [first, ...rest] = args;
    if (first === undefined) return openSuggestions(context);
    if (rest.length === 0) {
      throw new InputError(
        zh
          ? '格式：合并 客户 另一个客户。名称里有空格请加引号。'
          : 'Write: merge CUSTOMER OTHER. Put a name with spaces in quotes.',
      );
    }
    const child = await requireCustomer(context, first);
    const parent = await requireCustomer(context, rest.join(' '));
    if (child.id === parent.id) {
      throw new InputError(zh ? '这是同一个客户。' : 'That is one and the same customer.');
    }
    const text = zh
      ? `${child.name} 已并入 ${parent.name}。`
      : `${child.name} is merged into ${parent.name}.`;
    return mergeCustomers(context, child, parent, text);
  },
};

/** The merged customer that is meant: by its number, or by the customer that it counts as or its own name. */
const mergedOne = async (context: CommandContext, name: string) => {
  const { db, language } = context;
  const number = /^#(\d{1,15})$/.exec(name);
  const root = await requireCustomer(context, name);
  const all = await mergedInto(db, root.id);
  const wanted = name.toLowerCase();
  const named = number
    ? all.filter((each) => each.id === Number(number[1]))
    : all.filter((each) => each.name.toLowerCase() === wanted);
  const [only] = named.length > 0 ? named : all;
  if (only && (named.length === 1 || all.length === 1)) return only;
  const zh = language === 'zh';
  if (all.length === 0)
    throw new InputError(zh ? `${root.name} 没有合并过。` : `${root.name} is not merged.`);
  const list = all.map((each) => `${each.name} (#${each.id})`).join(zh ? '、' : ', ');
  throw new InputError(zh ? `要拆开哪一个？${list}。` : `Which one is to be taken out? ${list}.`);
};

/** `unmerge CUSTOMER`: takes a merge or a link back, with everything that came since. */
export const unmerge: Command = {
  name: 'unmerge',
  aliases: ['取消合并', '取消关联', '拆分'],
  usage: { zh: '取消合并 客户', en: 'unmerge CUSTOMER' },
  summary: { zh: '撤销合并或关联，各归各位', en: 'take a merge or a link back' },
  changes: true,
  run: async (context, args) => {
    const name = args.join(' ').trim();
    if (name === '') {
      throw new InputError(context.language === 'zh' ? '格式：取消合并 客户。' : 'Write: unmerge CUSTOMER.');
    }
    return unmergeCustomers(context, await mergedOne(context, name));
  },
};
