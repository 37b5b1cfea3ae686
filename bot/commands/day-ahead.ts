import type { Calendar } from '../../core/calendar.ts';
import { readDue, resolveDue } from '../../core/text/due.ts';
import { cleanText } from '../../core/text/normalise.ts';

/** "3 days", 3天, "a week", 两周: a span without the word that makes it one from now. */
const bareSpan =
  /^(?:(?:\d{1,3}|a|an|one|two|three|four)\s*(?:days?|weeks?|months?)|[\d一二两三四五六七八九十]{1,3}个?(?:天|日|周|星期|月))$/i;

const spoken = (words: string): string => {
  const text = words.trim();
  if (!bareSpan.test(text)) return text;
  return /[a-z]/i.test(text) ? `in ${text}` : `${text}后`;
};

/** What may stand around a time and says nothing more. */
const around = /^(?:by|on|at|before|the|前|之前|以前|\s)*$/i;

/** Returns whether words name a time and nothing besides. */
export const namesTimeAlone = (words: string): boolean => {
  const text = cleanText(spoken(words));
  const match = readDue(text);
  return match !== undefined && around.test(text.slice(0, match.from) + text.slice(match.until));
};

/**
 * Returns the moment that words name ("Monday", 下周一, 2026-12-03, "3 days", "Friday 3pm"), epoch ms after `now`: without
 * an hour the start of work on that day, or of the next working day. Undefined when they name none.
 */
export const readDayAhead = (words: string, now: number, calendar: Calendar): number | undefined => {
  const text = spoken(words);
  const at = resolveDue(text, now, calendar.zone);
  const due = readDue(cleanText(text))?.due;
  if (at === undefined || due === undefined) return undefined;
  if (due.kind !== 'day' || due.minute !== undefined) return at;
  const morning = calendar.nextWorkingMoment(calendar.zone.startOfDay(calendar.zone.dayOf(at)));
  return morning > now ? morning : at;
};
