import {
  type BroadcastTextProblem,
  broadcastFields,
  broadcastTextProblem,
} from '../../../core/care/broadcast-words.ts';
import { InputError } from '../../../core/errors.ts';
import type { Bilingual } from '../../../core/language.ts';
import type { CommandContext } from '../command.ts';

/** How a broadcast is asked for. */
export const usage = {
  zh: '群发 新建 联系人|群 [阶段 X] [等级 A] [分类 X] [标签 X] [名单 沉默] [客户 名称] [社群] [用途 营销]：内容|模板 名称，或 群发 编号 [预览|批准|全量|暂停|继续|取消|效果]，或 群发 模板 [保存 名称：内容|删除 名称]',
  en: 'broadcast new people|rooms [stage X] [tier A] [segment X] [tag X] [list silent] [customer NAME] [communities] [for marketing]: TEXT | template NAME, or broadcast NUMBER [preview|approve|go|pause|resume|cancel|effect], or broadcast template [save NAME: TEXT|remove NAME]',
} as const;

/** @throws InputError in the asker's language. */
export const fail = ({ language }: CommandContext, zh: string, en: string): never => {
  throw new InputError(language === 'zh' ? zh : en);
};

/** @throws InputError with how a broadcast is asked for. */
export const failWithForm = (context: CommandContext): never =>
  fail(context, `格式：${usage.zh}`, `Write: ${usage.en}`);

const wordsOfProblem = (problem: BroadcastTextProblem): Bilingual => {
  if (problem.kind === 'unreadable')
    return { zh: `内容写法不对：${problem.why}。`, en: `The text cannot be read: ${problem.why}.` };
  if (problem.kind === 'empty')
    return {
      zh: '不知道称呼时就没有内容了：请加一句不带称呼的话。',
      en: 'Nothing is left of it where a name is not known: add a sentence without one.',
    };
  const known = broadcastFields.map((each) => `{{${each}}}`);
  return {
    zh: `没有“${problem.field}”这一项。可用：${known.join('、')}。`,
    en: `There is no field "${problem.field}". Write ${known.join(' or ')}.`,
  };
};

/** Returns the text as it is. @throws InputError with what is wrong with one that names its readers. */
export const requireText = (context: CommandContext, text: string): string => {
  const problem = broadcastTextProblem(text);
  if (problem === undefined) return text;
  const { zh, en } = wordsOfProblem(problem);
  return fail(context, zh, en);
};

/**
 * Returns what stands before and after the first colon, which stands at a word's end; undefined when there is none, or
 * nothing after it.
 */
export const splitAtColon = (
  args: readonly string[],
): { readonly before: readonly string[]; readonly text: string } | undefined => {
  const cut = args.findIndex((word) => /[:：]/.test(word));
  const [, before = '', after = ''] = /^(.*?)[:：](.*)$/su.exec(args[cut] ?? '') ?? [];
  const text = [after, ...args.slice(cut + 1)].join(' ').trim();
  if (cut < 0 || text === '') return undefined;
  return { before: [...args.slice(0, cut), ...(before === '' ? [] : [before])], text };
};
