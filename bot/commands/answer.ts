import { type Card, type CardBlock, cardText, type InternalAudience } from '../../core/messages.ts';
import type { Answer } from './command.ts';

/** Returns an answer made of a card and the same as plain text. */
export const cardAnswer = (
  audience: InternalAudience,
  title: string,
  blocks: readonly CardBlock[],
  data?: unknown,
  changed?: readonly number[],
): Answer => {
  const card: Card = { title, blocks };
  return {
    message: { audience, text: cardText(card), card },
    data: data ?? null,
    ...(changed ? { changed } : {}),
  };
};

/** Returns an answer of plain text. */
export const textAnswer = (
  audience: InternalAudience,
  text: string,
  data?: unknown,
  changed?: readonly number[],
): Answer => ({
  message: { audience, text },
  data: data ?? { text },
  ...(changed ? { changed } : {}),
});
