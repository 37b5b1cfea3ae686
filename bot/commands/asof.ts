import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { type Card, type CardBlock, cardText } from '../../core/messages.ts';
import type { Zone } from '../../core/zone.ts';
import { showTime } from '../view/time.ts';
import { pastArgument } from './arguments/moment.ts';
import { textArgument } from './arguments/text.ts';
import type { Answer, Command } from './command.ts';
import { defineCommand } from './define.ts';
import { splitWords } from './parse.ts';
import { requireRight } from './rights.ts';

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
export const createAsOf = (commands: readonly Command[]): Command => {
  const named = (word: string): Command | undefined =>
    commands.find((each) => each.name === word.toLowerCase() || each.aliases.includes(word));
  return defineCommand({
    name: 'asof',
    aliases: ['截至', 'as-of'],
    summary: {
      zh: '某个过去时间的状态、原因、轨迹、走势、名单或日报',
      en: 'status, why, timeline, trend, list or digest as of a past time',
    },
    examples: [
      { zh: '截至 3月1日 状态 Acme', en: 'asof 2026-03-01 status Acme' },
      { zh: '截至 上周五 名单', en: 'asof 3 days ago list risk' },
    ],
    arguments: {
      at: pastArgument({ zh: '时间', en: 'TIME' }),
      request: textArgument({ zh: '命令', en: 'COMMAND' }),
    },
    run: async (context, { at, request }) => {
      const { language, company } = context;
      const zh = language === 'zh';
      const [name = '', ...rest] = splitWords(request);
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
      requireRight({ ...context, at }, command);
      const answer = await command.run({ ...context, at }, named(name) ? rest : [name, ...rest]);
      const able = (word: string): boolean => named(word)?.asOf === true;
      return withTime(answer, at, company.zone, language, able);
    },
  });
};
