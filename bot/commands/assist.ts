import type { Bilingual } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { NamedCustomer } from '../../db/customer-lists.ts';
import { maySendCustomer } from '../../db/models/bans.ts';
import { addTask } from '../../db/models/tasks.ts';
import type { Assist } from '../assist/assist.ts';
import { briefAssist } from '../assist/brief.ts';
import { careAssist, draftAssist, winbackAssist } from '../assist/draft.ts';
import { suggestAssist } from '../assist/suggest.ts';
import { summaryAssist } from '../assist/summary.ts';
import { cardAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { textArgument } from './arguments/text.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const notes = {
  zh: { later: '以上是离线整理；模型的版本随后发来。', off: '这位客户的内容不发给模型，以上是离线整理。' },
  en: {
    later: "That is put together offline; the model's version follows.",
    off: 'Nothing of this customer is sent to a model; that is put together offline.',
  },
} as const;

/** Answers offline at once, and asks the model where there is one: its answer follows as a message of its own. */
export const runAssist = async (
  context: CommandContext,
  assist: Assist,
  customer: NamedCustomer,
  hint: string | null,
): Promise<Answer> => {
  const { db, company, now, language, asker, room, model } = context;
  const look = { db, company, customer, now, language, askerId: asker.id, hint };
  const offline = await assist.offline(look);
  const allowed = model !== undefined && (await maySendCustomer(db, customer.id));
  const task = allowed
    ? await addTask(db, {
        key: `${assist.kind}/${context.requestKey}`,
        kind: assist.kind,
        args: { hint },
        customerId: customer.id,
        roomId: room?.id ?? null,
        askerId: asker.id,
        thread: null,
        language,
        at: now,
      })
    : undefined;
  const note: readonly CardBlock[] = model
    ? [{ kind: 'text', text: allowed ? notes[language].later : notes[language].off }]
    : [];
  const data = { id: customer.id, kind: assist.kind, ...(task === undefined ? {} : { task }) };
  return {
    ...cardAnswer(
      assist.audience ?? 'team',
      assist.title(customer.name, language),
      [...offline, ...note],
      data,
    ),
    about: customer.id,
  };
};

type Words = Pick<Command, 'name' | 'aliases' | 'summary'>;

const longestWish = 300;

/** A command that helps with a customer. */
const help = (assist: Assist, words: Words): Command =>
  defineCommand({
    ...words,
    arguments: { customer: customerArgument },
    run: (context, { customer }) => runAssist(context, assist, customer, null),
  });

/** A command that helps with a customer as the asker wishes: what follows the name is told to the model. */
const helpAsWished = (assist: Assist, words: Words, label: Bilingual): Command =>
  defineCommand({
    ...words,
    arguments: { customer: customerArgument, wish: optional(textArgument(label)) },
    run: (context, { customer, wish }) =>
      runAssist(context, assist, customer, wish?.slice(0, longestWish) ?? null),
  });

/** What helps to read, to decide and to write: offline always, better with a model. */
export const assistCommands: readonly Command[] = [
  help(summaryAssist, {
    name: 'summary',
    aliases: ['摘要', '总结'],
    summary: { zh: '对话讲了什么、还有什么没解决', en: 'what was talked about and what is open' },
  }),
  help(briefAssist, {
    name: 'brief',
    aliases: ['简报'],
    summary: { zh: '见客户前的简报', en: 'how things stand, before you meet' },
  }),
  help(suggestAssist, {
    name: 'suggest',
    aliases: ['建议'],
    summary: { zh: '下一步做什么', en: 'what to do next' },
  }),
  helpAsWished(
    draftAssist,
    {
      name: 'draft',
      aliases: ['草稿', '起草'],
      summary: { zh: '按我的语气起草回复', en: 'a reply in my tone, to be checked and sent by me' },
    },
    { zh: '要求', en: 'WISH' },
  ),
  helpAsWished(
    careAssist,
    {
      name: 'greet',
      aliases: ['问候', '关怀'],
      summary: { zh: '起草一条关怀消息', en: 'a message of care, to be checked and sent by me' },
    },
    { zh: '由头', en: 'OCCASION' },
  ),
  helpAsWished(
    winbackAssist,
    {
      name: 'winback',
      aliases: ['挽回'],
      summary: { zh: '按离开的原因起草挽回消息', en: 'a first word to win back, by the reason they gave' },
    },
    { zh: '改进了什么', en: 'WHAT HAS CHANGED' },
  ),
];
