import { InputError } from '../../../core/errors.ts';
import type { CommandContext } from '../command.ts';

/** Most points that are given, taken or asked for at once. */
export const mostPoints = 100_000;

/** Returns the whole number that a word is. @throws InputError when it is none from `least` to `most`. */
export const wholeNumber = (
  { language }: CommandContext,
  word: string | undefined,
  least: number,
  most: number,
): number => {
  const number = /^\d{1,9}$/.test(word ?? '') ? Number(word) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new InputError(
    language === 'zh'
      ? `数量请写 ${least} 到 ${most} 的整数。`
      : `The number is a whole one from ${least} to ${most}.`,
  );
};
