import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { type Card, type CardBlock, cardText } from '../../core/messages.ts';
import type { Zone } from '../../core/zone.ts';
import { readPastTime } from '../past-time.ts';
import { showTime } from '../view/time.ts';
import type { Answer, Command } from './command.ts';

/** A time is named in so many words at most: "march 1, 2025 at 3 pm". */
const mostWords = 7;

const form = {
  zh: '格式：截至 时间 命令，例如：截至 3月1日 状态 Acme。时间也可以写 2026-03-01、上周五、3天前。',
  en: 'Write: asof TIME COMMAND, for example asof 2026-03-01 status Acme. A time may also be "last friday" or "3 days ago".',
} as const;

/** Parts the time, as many words as still are one, from the command behind it. */
const splitTime = (
  words: readonly string[],
  now: number,
  zone: Zone,
): { readonly at: number; readonly rest: readonly string[] } | undefined => {
  for (let count = Math.min(mostWords, words.length); count > 0; count--) {
    const at = readPastTime(words.slice(0, count).join(' '), now, zone);
    if (at !== undefined) return { at, rest: words.slice(count) };
  }
  return undefined;
};

/** What the buttons ask for is asked as of the same time. */
const keepTime = (block: CardBlock, at: number, able: (command: string) => boolean): CardBlock =>
  block.kind === 'buttons'
    ? {
        kind: 'buttons',
        buttons: block.buttons.flatMap((button) => {
          if (button.action !== 'run' || !able(button.value.split(' ')[0] ?? '')) return [];
          return [{ ...button, value: `asof ${new Date(at).toISOString()} ${button.value}` }];
        }),
      }
    : block;

const withTime = (
  answer: Answer,
  at: number,
  zone: Zone,
  language: Language,
  able: (command: string) => boolean,
): Answer => {
  const when = `${language === 'zh' ? '截至' : 'as of'} ${showTime(at, zone)}`;
  const { message } = answer;
  if (!message.card) return { ...answer, message: { ...message, text: `${message.text}\n(${when})` } };
  const blocks = message.card.blocks
    .map((block) => keepTime(block, at, able))
    .filter((block) => block.kind !== 'buttons' || block.buttons.length > 0);
  const card: Card = { title: `${message.card.title} · ${when}`, blocks };
  return { ...answer, message: { ...message, text: cardText(card), card } };
};

/** Returns the `asof` command over the given commands. */
export const createAsOf = (commands: readonly Command[]): Command => ({
  name: 'asof',
  aliases: ['截至', 'as-of'],
  usage: { zh: '截至 时间 命令', en: 'asof TIME COMMAND' },
  summary: {
    zh: '某个过去时间的状态、原因、轨迹、名单或日报',
    en: 'status, why, timeline, list or digest as of a past time',
  },
  run: async (context, args) => {
    const { now, language, company, asker } = context;
    const zh = language === 'zh';
    const split = splitTime(args, now, company.zone);
    if (!split || split.rest.length === 0) throw new InputError(form[language]);
    // A day that has begun stands for all of it until now.
    const today = company.zone.dayOf(now);
    if (company.zone.dayOf(split.at) > today) {
      throw new InputError(zh ? '这个时间还没有到。' : 'That time is still to come.');
    }
    const at = Math.min(split.at, now);
    const [name = '', ...rest] = split.rest;
    const named = (word: string): Command | undefined =>
      commands.find((each) => each.name === word.toLowerCase() || each.aliases.includes(word));
    // As without a time, what is no command is a customer's name.
    const command = named(name) ?? named('status');
    if (!command?.asOf) {
      const able = commands.filter((each) => each.asOf).map((each) => (zh ? each.aliases[0] : each.name));
      throw new InputError(
        zh
          ? `“${name}”只能针对现在。可以问过去的有：${able.join('、')}。`
          : `"${name}" is about the present. As of a past time you can ask ${able.join(', ')}.`,
      );
    }
    if (command.roles && !command.roles.includes(asker.role)) {
      throw new InputError(zh ? '您的角色不能使用这个命令。' : 'Your role may not use this command.');
    }
    const answer = await command.run({ ...context, at }, named(name) ? rest : split.rest);
    const able = (word: string): boolean => named(word)?.asOf === true;
    return withTime(answer, at, company.zone, language, able);
  },
});
