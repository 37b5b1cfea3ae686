import type { Language } from '../../core/language.ts';
import { toLanguage } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { detectLanguage } from '../../core/text/language.ts';
import { excerpt } from '../../core/words.ts';
import type { Zone } from '../../core/zone.ts';
import { conversationOf, type Spoken, toneOf } from '../../db/models/conversation.ts';
import { mostSaid, type Said } from '../../prompts/said.ts';
import { showTime } from '../view/time.ts';
import type { AssistLook } from './assist.ts';

const longest = 1500;

/** What is sent of a conversation, and what it was, in the same order: message m1 is the first. */
export type Gathered = { readonly messages: Said[]; readonly spoken: readonly Spoken[] };

/** Gathers the latest of a customer's conversation for a prompt, at most 60 messages. */
export const gatherConversation = async (look: AssistLook, limit = mostSaid): Promise<Gathered> => {
  const spoken = await conversationOf(look.db, look.customer.id, look.now, limit);
  return {
    spoken,
    messages: spoken.map(({ at, direction, text }, index) => ({
      id: `m${index + 1}`,
      from: direction === 'in' ? 'customer' : 'us',
      at: showTime(at, look.company.zone),
      text: text.slice(0, longest),
    })),
  };
};

/** Returns how the one who asks writes to customers; nothing for the operator. */
export const gatherTone = async (look: AssistLook): Promise<string[]> =>
  look.askerId === null ? [] : [...(await toneOf(look.db, look.askerId, look.customer.id))];

/** Returns the language that the customer writes in: as somebody set it, else of their latest words, else the asker's. */
export const languageOf = async (look: AssistLook, spoken: readonly Spoken[]): Promise<Language> => {
  const row = await look.db
    .selectFrom('customer')
    .select('language')
    .where('id', '=', look.customer.id)
    .executeTakeFirst();
  if (row?.language) return toLanguage(row.language);
  const theirs = spoken.filter((each) => each.direction === 'in').slice(-5);
  return theirs.length > 0 ? detectLanguage(theirs.map((each) => each.text).join(' ')) : look.language;
};

/** Returns the interaction keys behind the ids that an answer cites. */
export const keysOf = (cites: readonly string[], { spoken }: Gathered): readonly string[] =>
  cites.flatMap((id) => spoken[Number(id.slice(1)) - 1]?.key ?? []);

/** Returns the first message that a point cites as a quote, where it has one. */
export const citedQuote = (
  cites: readonly string[],
  { spoken }: Gathered,
  zone: Zone,
): readonly CardBlock[] => {
  const said = spoken[Number((cites[0] ?? '').slice(1)) - 1];
  if (!said) return [];
  const source = [said.person, showTime(said.at, zone)].filter(Boolean).join(' · ');
  return [{ kind: 'quote', text: excerpt(said.text, 90), source }];
};
