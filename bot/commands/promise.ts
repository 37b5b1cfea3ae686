import type { Interaction } from '../../core/customer/interaction.ts';
import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { resolveDue } from '../../core/text/due.ts';
import { excerpt } from '../../core/words.ts';
import { type PromiseLine, pagePromises, promiseById } from '../../db/promises.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { pageButtons, pageOf } from '../view/pages.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { readDayAhead } from './day-ahead.ts';
import { requireCustomer } from './find-customer.ts';

const pageSize = 8;

type Act = 'done' | 'drop' | 'due' | 'add';
const acts: Readonly<Record<string, Act>> = {
  done: 'done',
  kept: 'done',
  完成: 'done',
  兑现: 'done',
  drop: 'drop',
  取消: 'drop',
  作废: 'drop',
  due: 'due',
  改期: 'due',
  到期: 'due',
  add: 'add',
  补记: 'add',
};

const form = {
  zh: '格式：承诺 [客户名] [页]，承诺 完成 编号，承诺 取消 编号，承诺 改期 编号 下周五，承诺 补记 客户名 内容。',
  en: 'Write: promise [NAME] [PAGE], promise done NUMBER, promise drop NUMBER, promise due NUMBER next Friday, promise add NAME WORDS.',
} as const;

const wordsOf = (
  line: PromiseLine,
  language: Language,
  showAt: (at: number) => string,
  at: number,
): string => {
  const zh = language === 'zh';
  const due = line.dueAt === null ? (zh ? '未说时间' : 'no date') : showAt(line.dueAt);
  const late = line.dueAt !== null && line.dueAt <= at ? (zh ? ' · 已逾期' : ' · overdue') : '';
  const who = line.by ?? line.owner ?? (zh ? '未分配' : 'nobody');
  return `#${line.id} ${line.customer} — ${due}${late} · ${who}`;
};

const listPromises = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, at, asker, language, company } = context;
  const zh = language === 'zh';
  const last = args.at(-1);
  const pageWord = last !== undefined && /^\d{1,4}$/.test(last) ? last : undefined;
  const name = (pageWord === undefined ? args : args.slice(0, -1)).join(' ');
  const customer = name === '' ? undefined : await requireCustomer(context, name);
  const about = customer ? { customerId: customer.id } : {};
  const offset = (Math.max(1, Number(pageWord ?? 1)) - 1) * pageSize;
  const { promises, total } = await pagePromises(db, asker.scope, { ...about, limit: pageSize, offset });
  const page = pageOf(pageWord, total, pageSize);
  const showAt = (moment: number): string => showTime(moment, company.zone);
  const blocks = promises.flatMap((line): readonly CardBlock[] => [
    { kind: 'text', text: wordsOf(line, language, showAt, at) },
    {
      kind: 'quote',
      text: excerpt(line.quote ?? line.phrase, 120),
      source: [line.by, showAt(line.madeAt)].filter(Boolean).join(' · '),
    },
    {
      kind: 'buttons',
      buttons: [
        { label: zh ? '已兑现' : 'Kept', action: 'run', value: `promise done ${line.id}`, style: 'primary' },
        { label: zh ? '明天' : 'Tomorrow', action: 'run', value: `promise due ${line.id} tomorrow` },
        { label: zh ? '取消' : 'Drop', action: 'run', value: `promise drop ${line.id}` },
      ],
    },
  ]);
  const none: CardBlock = { kind: 'text', text: zh ? '没有未兑现的承诺。' : 'No promise is open.' };
  const whose = customer ? `${customer.name} · ` : '';
  const more = page.pages > 1 ? ` · ${page.page}/${page.pages}` : '';
  const answer = cardAnswer(
    'team',
    zh ? `${whose}承诺 (${total}${more})` : `${whose}Promises (${total}${more})`,
    [
      ...(blocks.length > 0 ? blocks : [none]),
      ...pageButtons(page, (to) => `promise ${customer ? `#${customer.id} ` : ''}${to}`, language),
    ],
    { at, total, page: page.page, promises },
  );
  return customer ? { ...answer, about: customer.id } : answer;
};

/** One that the asker may see and that is not settled. */
const openPromise = async (context: CommandContext, word: string | undefined): Promise<PromiseLine> => {
  const { db, asker, language } = context;
  const zh = language === 'zh';
  const id = /^#?(\d{1,15})$/.exec(word ?? '')?.[1];
  if (id === undefined) throw new InputError(form[language]);
  const found = await promiseById(db, asker.scope, Number(id));
  if (!found)
    throw new InputError(zh ? `没有编号 ${id} 的承诺。` : `There is no promise ${id} that you can see.`);
  if (found.status !== 'open' && found.status !== 'broken') {
    throw new InputError(zh ? '这条承诺已经关闭。' : 'This promise is settled already.');
  }
  return found;
};

const dueFrom = (context: CommandContext, words: readonly string[]): number => {
  const { now, company, language } = context;
  const said = words.join(' ');
  // A promise falls due at the end of the day, not at its beginning.
  const at = resolveDue(said, now, company.zone) ?? readDayAhead(said, now, company.calendar);
  if (at !== undefined && at > now) return at;
  throw new InputError(
    language === 'zh'
      ? `没看懂时间“${said}”。例如：承诺 改期 12 下周五，或 2026-12-03。`
      : `"${said}" names no time ahead. For example: promise due 12 next Friday, or 2026-12-03.`,
  );
};

const apply = async (
  context: CommandContext,
  customerId: number,
  interaction: Interaction,
  said: string,
): Promise<Answer> => {
  const { db, company, asker } = context;
  const personId = asker.id === null ? {} : { personId: asker.id };
  const text = interaction.kind === 'promise-noted' ? { text: interaction.data.phrase } : {};
  const changed = await applyInteractions(db, company, [{ customerId, ...personId, ...text, interaction }]);
  return { ...textAnswer('team', said, { customer: customerId }, changed), about: customerId };
};

const change = async (
  context: CommandContext,
  act: Exclude<Act, 'add'>,
  args: readonly string[],
): Promise<Answer> => {
  const { now, asker, language, requestKey, company } = context;
  const zh = language === 'zh';
  const [word, ...rest] = args;
  const found = await openPromise(context, word);
  const common = { key: `promise/${requestKey}`, at: now, direction: 'none' as const };
  const data = { promise: found.key, by: asker.name };
  const what = `${found.customer} · ${excerpt(found.phrase, 60)}`;
  if (act === 'done') {
    return apply(
      context,
      found.customerId,
      { ...common, kind: 'promise-kept', data },
      zh ? `已兑现：${what}` : `Kept: ${what}`,
    );
  }
  if (act === 'drop') {
    return apply(
      context,
      found.customerId,
      { ...common, kind: 'promise-dropped', data },
      zh ? `已取消：${what}` : `Dropped: ${what}`,
    );
  }
  const dueAt = dueFrom(context, rest);
  const until = showTime(dueAt, company.zone);
  return apply(
    context,
    found.customerId,
    { ...common, kind: 'promise-moved', data: { ...data, dueAt } },
    zh ? `改到 ${until}：${what}` : `Due ${until} now: ${what}`,
  );
};

const note = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { now, asker, language, requestKey, company } = context;
  const [name, ...words] = args;
  const phrase = words.join(' ').trim();
  if (!name || phrase === '') throw new InputError(form[language]);
  const customer = await requireCustomer(context, name);
  const dueAt = resolveDue(phrase, now, company.zone);
  const data = { phrase, by: asker.name, ...(dueAt === undefined ? {} : { dueAt }) };
  const due = dueAt === undefined ? '' : ` · ${showTime(dueAt, company.zone)}`;
  return apply(
    context,
    customer.id,
    { key: `promise/${requestKey}`, at: now, kind: 'promise-noted', direction: 'none', data },
    language === 'zh'
      ? `已补记 ${customer.name} 的承诺${due}。`
      : `The promise to ${customer.name} is noted${due}.`,
  );
};

/** `promise …`: what was promised to customers, what of it is done, dropped or put off. */
export const promise: Command = {
  name: 'promise',
  aliases: ['承诺', 'promises'],
  usage: {
    zh: '承诺 [客户名] [页]，承诺 完成|取消 编号，承诺 改期 编号 时间，承诺 补记 客户名 内容',
    en: 'promise [NAME] [PAGE], promise done|drop NUMBER, promise due NUMBER WHEN, promise add NAME WORDS',
  },
  summary: {
    zh: '对客户的承诺：列出、兑现、取消、改期',
    en: 'promises to customers: list, keep, drop, put off',
  },
  run: async (context, args) => {
    const [first = '', ...rest] = args;
    const act = Object.hasOwn(acts, first.toLowerCase()) ? acts[first.toLowerCase()] : undefined;
    if (act === undefined) return listPromises(context, args);
    return act === 'add' ? note(context, rest) : change(context, act, rest);
  },
};
