import type { Bilingual } from '../../../core/language.ts';
import type { Argument } from './argument.ts';

/** Any words are text, so that they are says nothing for a way of parting them. */
const sure = 0.05;

/** Returns an argument of free text: all words that are left, as they were written. */
export const textArgument = (label: Bilingual): Argument<string> => ({
  kind: 'text',
  label,
  most: Number.POSITIVE_INFINITY,
  read: (words) => ({ sure, value: words.join(' ') }),
});
