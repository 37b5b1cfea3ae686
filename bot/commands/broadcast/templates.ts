import type { CardBlock } from '../../../core/messages.ts';
import { excerpt } from '../../../core/words.ts';
import { listTemplates, removeTemplate, saveTemplate } from '../../../db/broadcast-templates.ts';
import { cardAnswer, textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { fail, failWithForm, requireText, splitAtColon } from './usage.ts';

const longestName = 40;
const longestText = 2000;
const mostShown = 50;

const saveWords = ['save', 'set', '保存', '新建'];
const removeWords = ['remove', 'delete', '删除'];

const list = async ({ db, language }: CommandContext): Promise<Answer> => {
  const zh = language === 'zh';
  const templates = await listTemplates(db, mostShown);
  if (templates.length === 0)
    return textAnswer(
      'team',
      zh
        ? '还没有模板。写法：群发 模板 保存 名称：内容'
        : 'There are no templates. Write: broadcast template save NAME: TEXT',
      templates,
    );
  const blocks = templates.map(
    ({ name, text }): CardBlock => ({ kind: 'quote', text: excerpt(text, 200), source: name }),
  );
  return cardAnswer('team', `${zh ? '群发模板' : 'Templates'} (${templates.length})`, blocks, templates);
};

const save = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const said = splitAtColon(args);
  const name = said?.before.join(' ').trim() ?? '';
  if (!said || name === '') return failWithForm(context);
  const { text } = said;
  if (name.length > longestName || text.length > longestText)
    fail(
      context,
      `名称最多 ${longestName} 个字，内容最多 ${longestText} 个字。`,
      `A name has at most ${longestName} characters, a text ${longestText}.`,
    );
  requireText(context, text);
  const before = await saveTemplate(db, { name, text }, { id: asker.id, at: now });
  const zh = before === undefined ? `模板“${name}”已保存。` : `模板“${name}”已改为新的内容。`;
  const en = before === undefined ? `Template "${name}" is saved.` : `Template "${name}" has the new text.`;
  return textAnswer('team', language === 'zh' ? zh : en, { name, text });
};

const remove = async (context: CommandContext, name: string): Promise<Answer> => {
  if (!(await removeTemplate(context.db, name)))
    fail(context, `没有“${name}”这个模板。`, `There is no template "${name}".`);
  return textAnswer(
    'team',
    context.language === 'zh' ? `模板“${name}”已删除。` : `Template "${name}" is removed.`,
    { name },
  );
};

/** Shows the saved texts, saves one by name, or removes one. @throws InputError when the words do not say which. */
export const templates = (context: CommandContext, [verb, ...rest]: readonly string[]): Promise<Answer> => {
  const word = verb?.toLowerCase();
  if (word === undefined) return list(context);
  if (saveWords.includes(word)) return save(context, rest);
  if (removeWords.includes(word)) return remove(context, rest.join(' '));
  return failWithForm(context);
};
