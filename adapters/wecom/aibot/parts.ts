import { createHash } from 'node:crypto';
import type { Message } from '../../../core/messages.ts';
import { renderCard } from '../render.ts';
import { harmlessMarkdown, splitAtMost } from '../text.ts';
import type { BotBody } from './socket.ts';

/** The platform takes 20,480 bytes of markdown; some room is left. */
const longestText = 18_000;
/** A long message is at most so many there; 30 a minute reach one conversation. */
const mostParts = 8;

/** Returns a key in letters and digits, for ids of streams and cards. */
export const partKey = (key: string, part: number | string): string =>
  `tend-${createHash('sha256').update(`${key}#${part}`).digest('hex').slice(0, 40)}`;

/** Returns a message as what the AI bot says, in order. Plain text is refused by the platform: it is said as markdown. */
export const botPartsOf = (message: Message, key: string): readonly BotBody[] => {
  const rendered = message.card
    ? renderCard(message.card, (part) => partKey(key, `card${part}`), mostParts - 1)
    : { words: message.text, cards: [] };
  const pieces =
    rendered.words === undefined
      ? []
      : splitAtMost(harmlessMarkdown(rendered.words), longestText, mostParts - rendered.cards.length);
  return [...pieces.map((markdown) => ({ markdown })), ...rendered.cards.map((card) => ({ card }))];
};
