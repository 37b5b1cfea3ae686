import type { Bilingual } from '../../../core/language.ts';
import { resolveDue } from '../../../core/text/due.ts';
import { foldCharacters } from '../../../core/text/normalise.ts';
import { readPastTime } from '../../past-time.ts';
import { namesTimeAlone, readDayAhead } from '../day-ahead.ts';
import type { Argument } from './argument.ts';

/** A time is named in so many words at most: "march 1, 2025 at 3 pm". */
const mostWords = 7;

const noDate = (said: string, language: 'zh' | 'en'): { readonly problem: string } => ({
  problem:
    language === 'zh'
      ? `看不懂时间“${said}”。可以写 2026-12-01、12月1日、下周五、明天下午3点。`
      : `"${said}" is no time that I understand. Write 2026-12-01, Dec 1, next Friday, tomorrow at 3pm.`,
});

/**
 * Returns an argument that is a moment to come, in words or as a date, epoch milliseconds after now: of a day without an
 * hour its end, by which something is due.
 */
export const dueArgument = (label: Bilingual): Argument<number> => ({
  kind: 'date',
  label,
  most: mostWords,
  read: (words, { company, now, language }) => {
    const said = foldCharacters(words.join(' '));
    const value = resolveDue(said, now, company.zone) ?? readDayAhead(said, now, company.calendar);
    return value === undefined || value <= now || !namesTimeAlone(said)
      ? noDate(said, language)
      : { sure: 1, value };
  },
});

/** Returns an argument as {@link dueArgument}, but of a day without an hour the start of work, when one is back at it. */
export const dayAheadArgument = (label: Bilingual): Argument<number> => ({
  ...dueArgument(label),
  read: (words, { company, now, language }) => {
    const said = foldCharacters(words.join(' '));
    const value = readDayAhead(said, now, company.calendar);
    return value === undefined || value <= now || !namesTimeAlone(said)
      ? noDate(said, language)
      : { sure: 1, value };
  },
});

/** Returns an argument that is a moment past, in words or as a date; a day without a time is its end, now at most. */
export const pastArgument = (label: Bilingual): Argument<number> => ({
  kind: 'past',
  label,
  most: mostWords,
  read: (words, { company, now, language }) => {
    const said = words.join(' ');
    const value = readPastTime(said, now, company.zone);
    if (value === undefined) return noDate(said, language);
    if (company.zone.dayOf(value) > company.zone.dayOf(now)) {
      return { problem: language === 'zh' ? '这个时间还没有到。' : 'That time is still to come.' };
    }
    return { sure: 1, value: Math.min(value, now) };
  },
});
