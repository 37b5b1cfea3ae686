import type { Bilingual } from '../../../core/language.ts';
import type { Argument } from './argument.ts';

/** Returns an argument of free text: all words that are left, as they were written. */
export const textArgument = (label: Bilingual): Argument<string> => ({
  kind: 'text',
  label,
  most: Number.POSITIVE_INFINITY,
  read: (words) => ({ sure: 1, value: words.join(' ') }),
});
