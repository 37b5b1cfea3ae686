import type { Language } from '../../core/language.ts';
import { type Card, type CardBlock, cardText, type InternalMessage } from '../../core/messages.ts';
import type { Answer, Command } from './command.ts';

/** Returns a command as one would write it, a word with spaces in quotes. */
export const writeCommand = (command: Command, words: readonly string[], language: Language): string => {
  const name = language === 'zh' ? (command.aliases[0] ?? command.name) : command.name;
  const last = words.length - 1;
  const written = words.map((each, index) =>
    /\s/.test(each) && index < last ? (language === 'zh' ? `“${each}”` : `"${each}"`) : each,
  );
  return [name, ...written].join(' ');
};

/** Returns the message with one more line: on a card the first of its blocks, else before the text. */
export const leadWith = (message: InternalMessage, line: string): InternalMessage => {
  if (!message.card) return { ...message, text: `${line}\n${message.text}` };
  const first: CardBlock = { kind: 'text', text: line };
  const card: Card = { ...message.card, blocks: [first, ...message.card.blocks] };
  return { ...message, text: cardText(card), card };
};

/** Returns the answer with the command that plain language was understood as in front. */
export const showUnderstood = (
  answer: Answer,
  command: Command,
  words: readonly string[],
  language: Language,
): Answer => ({
  ...answer,
  message: leadWith(answer.message, `» ${writeCommand(command, words, language)}`),
});
