import { readDue } from './due.ts';
import type { RelativeDue } from './due-words.ts';
import type { ReadableText } from './patterns.ts';
import { promisesInEnglish } from './promise-en.ts';
import { promisesInChinese } from './promise-zh.ts';

/** What someone undertook: the sentence, at most 200 characters, and when, if that was said. */
export type SpokenPromise = { readonly phrase: string; readonly due?: RelativeDue };

const maximumPhrase = 200;

/**
 * Returns the first thing that a clean text undertakes (明天给您报价, "I'll send it Friday", and a bare deadline such
 * as 今天内 or "by end of day"); undefined when it undertakes nothing. Requests, questions, denials and what others
 * promised are none. Whose side the writer is on is not known here.
 */
export function findPromise({
  sentences,
  written,
  hasHan,
  hasLatin,
}: ReadableText): SpokenPromise | undefined {
  const index = sentences.findIndex(
    (each) => (hasHan && promisesInChinese(each)) || (hasLatin && promisesInEnglish(each)),
  );
  const sentence = written[index];
  if (sentence === undefined) return undefined;
  const match = readDue(sentence);
  // A long sentence is cut so that its time stays in it: whoever resolves the phrase must find it there.
  const from = Math.max(0, (match?.until ?? 0) - maximumPhrase);
  const phrase = sentence
    .slice(from, from + maximumPhrase)
    .toWellFormed()
    .trim();
  return match === undefined ? { phrase } : { phrase, due: match.due };
}
