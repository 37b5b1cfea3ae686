import { InputError } from '../../core/errors.ts';
import { type HeardMessage, heardMessage, heardMessages, lastMoodAt } from '../../db/moods.ts';
import { correctMood, type Mood, moodNamed } from '../moods.ts';
import { moodBlocks } from '../view/mood.ts';
import { cardAnswer } from './answer.ts';
import type { Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const looksBack = 40;
const shown = 8;
/** Numbers are those of the list that the asker saw last, for so long. */
const rememberedMs = 24 * 60 * 60 * 1000;
const everything = new Set(['all', '全部', '所有']);

/** What was asked: all messages or the felt ones, or a message (by number, or `#` and its id) and its mood. */
type Request =
  | { readonly kind: 'list'; readonly name: string; readonly all: boolean }
  | { readonly kind: 'correct'; readonly name: string; readonly which: string; readonly mood: Mood };

const readRequest = (args: readonly string[]): Request => {
  const last = args.at(-1)?.toLowerCase() ?? '';
  const which = args.at(-2) ?? '';
  const mood = moodNamed(last);
  if (mood && /^#?\d{1,15}$/.test(which)) {
    return { kind: 'correct', name: args.slice(0, -2).join(' '), which, mood };
  }
  const all = everything.has(last);
  return { kind: 'list', name: (all ? args.slice(0, -1) : args).join(' '), all };
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

/** `mood NAME`: how the customer's messages sound; `mood NAME NUMBER LABEL` says it better. */
export const mood: Command = {
  name: 'mood',
  aliases: ['情绪', '心情'],
  usage: {
    zh: '情绪 客户名 [全部] · 情绪 客户名 编号 负面|中性|正面|撤销',
    en: 'mood NAME [all] · mood NAME NUMBER negative|neutral|positive|undo',
  },
  summary: { zh: '消息的情绪，可以更正', en: 'how messages sound; correct it' },
  run: async (context, args) => {
    const { db, company, now, language } = context;
    const zh = language === 'zh';
    const request = readRequest(args);
    const customer = await requireCustomer(context, request.name);
    let told = '';
    let changed: readonly number[] | undefined;
    let corrected: string | undefined;
    if (request.kind === 'correct') {
      const message = await findMessage(context, customer.id, request.which);
      changed = await correctMood(context, message, request.mood);
      corrected = message.key;
      told = zh ? '已记下。' : 'Noted.';
    }
    const messages = await heardMessages(db, customer.id, now, looksBack);
    const all = request.kind === 'list' && request.all;
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
    const title = zh ? `${customer.name}：消息情绪` : `${customer.name}: mood of messages`;
    const blocks = moodBlocks(view, { customerId: customer.id, told, zone: company.zone, language });
    const data = { id: customer.id, ...(corrected === undefined ? {} : { corrected }), messages: view };
    return { ...cardAnswer('team', title, blocks, data, changed), about: customer.id };
  },
};
