import { dayMs } from '../../core/time.ts';

const dateForm =
  /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;
const numberForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What a date is to look like, for error messages. */
export const dateExpected = 'a date like 2025-03-31 (also 2025/3/31 or 20250331, with or without a time)';

/**
 * Returns the day that `text` names, as days since 1970-01-01, or undefined. A time of day and a zone may follow and
 * are passed over: the day counts as it is written. Days that do not exist are none.
 */
export const readDay = (text: string): number | undefined => {
  const found = dateForm.exec(text);
  if (!found) return undefined;
  const year = Number(found[1]);
  const month = Number(found[3] ?? found[5]);
  const day = Number(found[4] ?? found[6]);
  const at = new Date(Date.UTC(year, month - 1, day));
  // A day that the month does not have, 0 included, falls into another month.
  if (year < 1900 || at.getUTCMonth() !== month - 1) return undefined;
  return at.getTime() / dayMs;
};

/** How many dates a reader remembers; files repeat few days very often. */
const mostRemembered = 10_000;

/** Returns {@link readDay} with a memory, for files of millions of rows. */
export const createDayReader = (): ((text: string) => number | undefined) => {
  const remembered = new Map<string, number | undefined>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const day = readDay(text);
    if (remembered.size < mostRemembered) remembered.set(text, day);
    return day;
  };
};

/** Returns day number `day` as "2025-03-31". */
export const showDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** No amount of money is larger; beyond it doubles lose the cents. */
const largest = 1e13;

/** What an amount is to look like, for error messages. */
export const amountExpected = 'a number like 1234.56, at most 10^13 in size';

/** Returns the number that `text` is, or undefined: a decimal point, no separators of thousands, no currency. */
export const readAmount = (text: string): number | undefined => {
  if (!numberForm.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) <= largest ? value : undefined;
};
