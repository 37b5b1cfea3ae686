import { InputError } from '../../core/errors.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { type HeardMessage, heardMessage, heardMessages, lastMoodAt } from '../../db/moods.ts';
import { correctMood, type Mood, moodNamed } from '../moods.ts';
import { moodBlocks } from '../view/mood.ts';
import { cardAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { choiceArgument } from './arguments/choice.ts';
import { customerArgument } from './arguments/customer.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const looksBack = 40;
const shown = 8;
/** Numbers are those of the list that the asker saw last, for so long. */
const rememberedMs = 24 * 60 * 60 * 1000;

type Customer = { readonly id: number; readonly name: string };

/** A message (its number in the list, or `#` and its id) and how it sounds. */
type Correction = { readonly which: string; readonly mood: Mood };

const correctionArgument: Argument<Correction> = {
  kind: 'word',
  label: { zh: '编号 情绪', en: 'NUMBER LABEL' },
  most: 2,
  read: ([number = '', word], { language }) => {
    const which = foldCharacters(number);
    const mood = moodNamed(word?.toLowerCase() ?? '');
    if (mood && /^#?\d{1,15}$/.test(which)) return { sure: 1, value: { which, mood } };
    return {
      problem:
        language === 'zh'
          ? '请写消息编号和负面、中性、正面之一。'
          : 'Say the number of a message and one of negative, neutral, positive.',
    };
  },
};

const findMessage = async (
  { db, asker, now, language }: CommandContext,
  customerId: number,
  which: string,
): Promise<HeardMessage> => {
  const number = Number(which.replace('#', ''));
  const seenAt = (await lastMoodAt(db, asker.id, customerId, now - rememberedMs)) ?? now;
  const found = which.startsWith('#')
    ? await heardMessage(db, customerId, number)
    : (await heardMessages(db, customerId, seenAt, looksBack))[number - 1];
  if (found) return found;
  throw new InputError(
    language === 'zh'
      ? `没有第 ${which} 条消息。先发“情绪 客户名 全部”看编号。`
      : `There is no message ${which}. "mood NAME all" shows the numbers.`,
  );
};

/** Lists how messages sound: those with a feeling or that somebody corrected, or all; `corrected` before the others. */
const listMoods = async (
  { db, company, now, language }: CommandContext,
  customer: Customer,
  { all = false, corrected, told = '' }: { all?: boolean; corrected?: string; told?: string },
): Promise<Answer> => {
  const messages = await heardMessages(db, customer.id, now, looksBack);
  const listed = messages
    .map((message, index) => ({ ...message, number: index + 1 }))
    .filter(
      ({ key, facts, saidBy }) =>
        key === corrected || (all && !facts.pleasantry) || saidBy !== null || facts.label !== 'neutral',
    );
  // Who has just corrected a message sees it, however far back it is.
  const own = listed.find(({ key }) => key === corrected);
  const rest = listed.filter((each) => each !== own);
  const view = (own ? [own, ...rest] : rest).slice(0, shown);
  const title = language === 'zh' ? `${customer.name}：消息情绪` : `${customer.name}: mood of messages`;
  const blocks = moodBlocks(view, { customerId: customer.id, told, zone: company.zone, language });
  const data = { id: customer.id, ...(corrected === undefined ? {} : { corrected }), messages: view };
  return { ...cardAnswer('team', title, blocks, data), about: customer.id };
};

/** What somebody has said of a message; `undo` where nobody has. */
const saidOf = ({ saidBy, facts }: HeardMessage): Mood => (saidBy === null ? 'undo' : facts.label);

/** `mood NAME`: how the customer's messages sound; `mood NAME NUMBER LABEL` says it better. */
export const mood = defineCommand({
  name: 'mood',
  aliases: ['情绪', '心情'],
  usage: {
    zh: '情绪 客户名 [全部] · 情绪 客户名 编号 负面|中性|正面|撤销',
    en: 'mood NAME [all] · mood NAME NUMBER negative|neutral|positive|undo',
  },
  summary: { zh: '消息的情绪，可以更正', en: 'how messages sound; correct it' },
  examples: [{ zh: '情绪 晨光书店 1 负面', en: 'mood Acme 1 negative' }],
  arguments: {
    customer: customerArgument,
    all: optional(
      choiceArgument({ zh: '全部', en: 'all' }, [
        { value: true, name: { zh: '全部', en: 'all' }, words: ['所有'] },
      ] as const),
    ),
    correction: optional(correctionArgument),
  },
  changes: true,
  undo: async (context, memo) => {
    const customer = { id: Number(memo['customerId']), name: String(memo['name']) };
    const message = await heardMessage(context.db, customer.id, Number(memo['message']));
    if (!message || saidOf(message) !== memo['after']) {
      throw new InputError(
        context.language === 'zh'
          ? '这条消息之后又有人更正过，没有撤销。'
          : 'The mood was changed since; nothing was undone.',
      );
    }
    const changed = await correctMood(context, message, memo['before'] as Mood);
    return { ...(await listMoods(context, customer, { corrected: message.key })), changed };
  },
  run: async (context, { customer, all, correction }) => {
    if (!correction) return listMoods(context, customer, { all: all === true });
    const message = await findMessage(context, customer.id, correction.which);
    const changed = await correctMood(context, message, correction.mood);
    const told = context.language === 'zh' ? '已记下。' : 'Noted.';
    const answer = await listMoods(context, customer, { corrected: message.key, told });
    const [before, after] = [saidOf(message), correction.mood];
    if (before === after) return { ...answer, changed };
    return {
      ...answer,
      changed,
      undo: {
        memo: { customerId: customer.id, name: customer.name, message: message.id, before, after },
        says: { zh: `${customer.name} 一条消息的情绪`, en: `the mood of a message of ${customer.name}` },
      },
    };
  },
});
