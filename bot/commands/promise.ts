import type { Interaction } from '../../core/customer/interaction.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { resolveDue } from '../../core/text/due.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { excerpt } from '../../core/words.ts';
import { type PromiseLine, pagePromises, promiseById } from '../../db/promises.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { pageButtons, pageOf } from '../view/pages.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { dueArgument } from './arguments/moment.ts';
import { pageArgument } from './arguments/number.ts';
import { textArgument } from './arguments/text.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { defineCommand, withActions } from './define.ts';
import { memoOf, withdraw } from './take-back.ts';

const pageSize = 8;

/** A promise that the asker may see and that is not settled, by its number. */
const promiseArgument: Argument<PromiseLine> = {
  kind: 'item',
  label: { zh: '编号', en: 'NUMBER' },
  most: 1,
  read: async ([word = ''], { db, asker, language }) => {
    const zh = language === 'zh';
    const id = /^#?(\d{1,15})$/.exec(foldCharacters(word))?.[1];
    if (id === undefined) return { problem: zh ? `“${word}”不是编号。` : `"${word}" is no number.` };
    const found = await promiseById(db, asker.scope, Number(id));
    if (!found) {
      return { problem: zh ? `没有编号 ${id} 的承诺。` : `There is no promise ${id} that you can see.` };
    }
    const isOpen = found.status === 'open' || found.status === 'broken';
    return isOpen
      ? { sure: 1, value: found }
      : { problem: zh ? '这条承诺已经关闭。' : 'This promise is settled already.' };
  },
};

const lineOf = (
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

const list = defineCommand({
  name: 'promise',
  aliases: ['承诺', 'promises'],
  summary: {
    zh: '对客户的承诺：列出、兑现、取消、改期',
    en: 'promises to customers: list, keep, drop, put off',
  },
  examples: [
    { zh: '承诺 改期 12 下周五', en: 'promise due 12 next Friday' },
    { zh: '承诺 补记 晨光书店 周五前寄样品', en: 'promise add Acme samples by Friday' },
  ],
  arguments: { customer: optional(customerArgument), page: optional(pageArgument) },
  run: async ({ db, at, asker, language, company }, { customer, page: asked = 1 }) => {
    const zh = language === 'zh';
    const about = customer ? { customerId: customer.id } : {};
    const offset = (asked - 1) * pageSize;
    const { promises, total } = await pagePromises(db, asker.scope, { ...about, limit: pageSize, offset });
    const page = pageOf(asked, total, pageSize);
    const showAt = (moment: number): string => showTime(moment, company.zone);
    const blocks = promises.flatMap((line): readonly CardBlock[] => [
      { kind: 'text', text: lineOf(line, language, showAt, at) },
      {
        kind: 'quote',
        text: excerpt(line.quote ?? line.phrase, 120),
        source: [line.by, showAt(line.madeAt)].filter(Boolean).join(' · '),
      },
      {
        kind: 'buttons',
        buttons: [
          {
            label: zh ? '已兑现' : 'Kept',
            action: 'run',
            value: `promise done ${line.id}`,
            style: 'primary',
          },
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
  },
});

/** Stores what was said of a promise and returns the confirmation, which can be taken back. */
const record = async (
  { db, company, asker, now, language, requestKey }: CommandContext,
  customer: { readonly id: number; readonly name: string },
  fact: Pick<Extract<Interaction, { kind: `promise-${string}` }>, 'kind' | 'data'>,
  said: string,
): Promise<Answer> => {
  const key = `promise/${requestKey}`;
  const interaction = { key, at: now, direction: 'none', ...fact } as Interaction;
  const personId = asker.id === null ? {} : { personId: asker.id };
  const text = interaction.kind === 'promise-noted' ? { text: interaction.data.phrase } : {};
  const changed = await applyInteractions(db, company, [
    { customerId: customer.id, ...personId, ...text, interaction },
  ]);
  return {
    ...textAnswer('team', said, { customer: customer.id, language }, changed),
    about: customer.id,
    undo: {
      memo: memoOf(customer.id, key),
      says: {
        zh: `${customer.name} 的承诺改动`,
        en: `the change of a promise to ${customer.name}`,
      },
    },
  };
};

const customerOf = ({ customerId, customer }: PromiseLine) => ({ id: customerId, name: customer });
const whatOf = ({ customer, phrase }: PromiseLine): string => `${customer} · ${excerpt(phrase, 60)}`;

const done = defineCommand({
  name: 'promise done',
  aliases: ['承诺 完成', '承诺 兑现', 'promise kept'],
  summary: { zh: '承诺已兑现', en: 'a promise was kept' },
  arguments: { promise: promiseArgument },
  changes: true,
  undo: withdraw,
  run: (context, { promise: found }) =>
    record(
      context,
      customerOf(found),
      { kind: 'promise-kept', data: { promise: found.key, by: context.asker.name } },
      `${context.language === 'zh' ? '已兑现：' : 'Kept: '}${whatOf(found)}`,
    ),
});

const drop = defineCommand({
  name: 'promise drop',
  aliases: ['承诺 取消', '承诺 作废'],
  summary: { zh: '承诺不再作数', en: 'a promise no longer holds' },
  arguments: { promise: promiseArgument },
  changes: true,
  undo: withdraw,
  run: (context, { promise: found }) =>
    record(
      context,
      customerOf(found),
      { kind: 'promise-dropped', data: { promise: found.key, by: context.asker.name } },
      `${context.language === 'zh' ? '已取消：' : 'Dropped: '}${whatOf(found)}`,
    ),
});

const due = defineCommand({
  name: 'promise due',
  aliases: ['承诺 改期', '承诺 到期'],
  summary: { zh: '改承诺的时间', en: 'a promise falls due at another time' },
  arguments: { promise: promiseArgument, dueAt: dueArgument({ zh: '时间', en: 'WHEN' }) },
  changes: true,
  undo: withdraw,
  run: (context, { promise: found, dueAt }) => {
    const until = showTime(dueAt, context.company.zone);
    const data = { promise: found.key, by: context.asker.name, dueAt };
    const said = context.language === 'zh' ? `改到 ${until}：` : `Due ${until} now: `;
    return record(context, customerOf(found), { kind: 'promise-moved', data }, `${said}${whatOf(found)}`);
  },
});

const add = defineCommand({
  name: 'promise add',
  aliases: ['承诺 补记'],
  summary: { zh: '补记口头承诺', en: 'write down what was promised elsewhere' },
  arguments: { customer: customerArgument, words: textArgument({ zh: '内容', en: 'WORDS' }) },
  changes: true,
  undo: withdraw,
  run: (context, { customer, words: phrase }) => {
    const { now, asker, language, company } = context;
    const dueAt = resolveDue(phrase, now, company.zone);
    const data = { phrase, by: asker.name, ...(dueAt === undefined ? {} : { dueAt }) };
    const until = dueAt === undefined ? '' : ` · ${showTime(dueAt, company.zone)}`;
    const said =
      language === 'zh'
        ? `已补记 ${customer.name} 的承诺${until}。`
        : `The promise to ${customer.name} is noted${until}.`;
    return record(context, customer, { kind: 'promise-noted', data }, said);
  },
});

/** `promise …`: what was promised to customers, what of it is done, dropped or put off. */
export const promise: Command = withActions(list, [done, drop, due, add]);
