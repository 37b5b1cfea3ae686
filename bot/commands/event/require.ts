import { InputError } from '../../../core/errors.ts';
import { resolveDue } from '../../../core/text/due.ts';
import { type CommunityEvent, eventById } from '../../../db/community-events.ts';
import type { CommandContext } from '../command.ts';
import { numberIn } from '../verbs.ts';

const words = {
  zh: {
    when: (text: string) => `没看懂时间“${text}”。可以写：明天 15:00、下周五 19:00、12月24日 18:30。`,
    past: '时间已经过去。',
    missing: (id: string) => `没有编号为 ${id} 的活动。`,
  },
  en: {
    when: (text: string) =>
      `"${text}" is no time that I understand. Write: tomorrow 15:00, next Friday 19:00, December 24 18:30.`,
    past: 'That time has passed.',
    missing: (id: string) => `There is no event ${id}.`,
  },
} as const;

/** Returns the event that a word names by its number. @throws InputError when there is none. */
export const requireEvent = async (context: CommandContext, word = ''): Promise<CommunityEvent> => {
  const id = numberIn(word);
  const event = id === undefined ? undefined : await eventById(context.db, id);
  if (!event) throw new InputError(words[context.language].missing(word || '–'));
  return event;
};

/** Returns the time to come that a text names. @throws InputError when it names none, or a past one. */
export const readWhen = ({ company, now, language }: CommandContext, text: string): number => {
  const at = resolveDue(text, now, company.zone);
  if (at === undefined) throw new InputError(words[language].when(text));
  if (at <= now) throw new InputError(words[language].past);
  return at;
};
