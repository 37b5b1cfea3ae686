import { InputError } from '../../core/errors.ts';
import { readDay } from './cells.ts';

/** Returns the number that an option was given. @throws InputError where it is none from `least` to `most`. */
export const readNumberOption = (option: string, text: string, least: number, most: number): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new InputError(`${option} takes a number from ${least} to ${most}; "${text}" is not that.`);
};

/** Returns the word that an option was given. @throws InputError where it is none of `words`. */
export const readWordOption = <Word extends string>(
  option: string,
  text: string,
  words: readonly Word[],
): Word => {
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw new InputError(`${option} takes ${words.join(' or ')}; "${text}" is not that.`);
};

/** Returns the day, since 1970-01-01, that an option was given. @throws InputError where it is no date. */
export const readDayOption = (option: string, text: string): number => {
  const day = readDay(text.trim());
  if (day !== undefined) return day;
  throw new InputError(`${option} takes a date like 2025-03-31; "${text}" is not that.`);
};
