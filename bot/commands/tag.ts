import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { addTags, removeTags, tagsInUse, tagsOf } from '../../db/tags.ts';
import { cardAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { textArgument } from './arguments/text.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const longest = 30;
const removing = /^(?:[-−–]|remove |del(?:ete)? |删除|去掉|移除)\s*/i;

/** Tags as they are written: parted by commas, 、 or blanks; a minus in front takes one off. */
const readTags = (text: string): { readonly add: readonly string[]; readonly remove: readonly string[] } => {
  const all = removing.test(text) && !/^[-−–]/.test(text);
  const words = foldCharacters(text.replace(all ? removing : '', ''))
    .split(/[,、;；\s]+/)
    .map((each) => each.replace(/^#(?=\D)/, ''))
    .filter((each) => each !== '' && each !== '-');
  const remove = words.filter((each) => all || removing.test(each)).map((each) => each.replace(/^[-−–]/, ''));
  return { add: all ? [] : words.filter((each) => !removing.test(each)), remove };
};

const show = async (
  { db, language }: CommandContext,
  customer: { readonly id: number; readonly name: string },
): Promise<Answer> => {
  const zh = language === 'zh';
  const tags = await tagsOf(db, customer.id);
  const none = zh ? '还没有标签。' : 'No tags yet.';
  const text = tags.length > 0 ? `${zh ? '标签' : 'Tags'}: ${tags.join(zh ? '、' : ', ')}` : none;
  const blocks: readonly CardBlock[] = [{ kind: 'text', text }];
  return { ...cardAnswer('team', customer.name, blocks, { id: customer.id, tags }), about: customer.id };
};

const showAll = async ({ db, asker, language }: CommandContext): Promise<Answer> => {
  const zh = language === 'zh';
  const tags = await tagsInUse(db, asker.scope);
  const lines = tags.map(
    ({ tag, customers }): CardBlock => ({
      kind: 'text',
      text: `${tag} · ${customers}${zh ? ' 位客户' : ''}`,
    }),
  );
  const none: CardBlock = {
    kind: 'text',
    text: zh ? '还没有标签。格式：标签 客户名 标签' : 'No tags yet. Write: tag NAME TAG',
  };
  return cardAnswer('team', zh ? '标签' : 'Tags', lines.length > 0 ? lines : [none], { tags });
};

/** `tag NAME [TAG…]`: puts tags on a customer, `-TAG` takes one off; alone the tags in use. */
export const tag = defineCommand({
  name: 'tag',
  aliases: ['标签', 'tags'],
  usage: { zh: '标签 客户名 标签… · 标签 客户名 -标签 · 标签', en: 'tag NAME TAG… · tag NAME -TAG · tag' },
  summary: { zh: '给客户加或去掉标签', en: 'put tags on a customer, or take them off' },
  examples: [{ zh: '标签 Acme 重点 咖啡馆', en: 'tag Acme vip cafes' }],
  arguments: {
    customer: optional(customerArgument),
    tags: optional(textArgument({ zh: '标签', en: 'TAG' })),
  },
  changes: true,
  undo: async (context, memo) => {
    const id = Number(memo['customerId']);
    const parted = (text: unknown): readonly string[] => (text === '' ? [] : String(text).split(','));
    const by = { id: context.asker.id, at: context.now };
    await removeTags(context.db, id, parted(memo['added']));
    await addTags(context.db, id, parted(memo['removed']), by);
    return show(context, { id, name: String(memo['name']) });
  },
  run: async (context, { customer, tags: text }) => {
    const { db, asker, now, language } = context;
    if (!customer) {
      if (text === undefined) return showAll(context);
      throw new InputError(language === 'zh' ? '请写上客户名称。' : 'Say which customer.');
    }
    if (text === undefined) return show(context, customer);
    const { add, remove } = readTags(text);
    const long = add.find((each) => Array.from(each).length > longest);
    if (long !== undefined || add.length + remove.length === 0) {
      throw new InputError(
        language === 'zh' ? `标签为 1 到 ${longest} 个字。` : `A tag has 1 to ${longest} characters.`,
      );
    }
    const removed = await removeTags(db, customer.id, remove);
    const added = await addTags(db, customer.id, add, { id: asker.id, at: now });
    const answer = await show(context, customer);
    if (added.length + removed.length === 0) return answer;
    return {
      ...answer,
      undo: {
        memo: {
          customerId: customer.id,
          name: customer.name,
          added: added.join(','),
          removed: removed.join(','),
        },
        says: { zh: `${customer.name} 的标签改动`, en: `the change of the tags of ${customer.name}` },
      },
    };
  },
});
