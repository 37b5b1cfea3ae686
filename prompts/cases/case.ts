import type { Language } from '../../core/language.ts';

/** One finding of a grader: what was looked at, and whether the answer was right. */
export type Grade = { readonly metric: string; readonly pass: boolean };

/** One case of an evaluation set: facts, and how an answer to them is graded. */
export type EvalCase<Facts, Output> = {
  readonly name: string;
  readonly language: Language;
  readonly facts: Facts;
  readonly grade: (output: Output) => readonly Grade[];
};

/** Returns what was said as messages m1, m2, …; a line that begins with ">" is ours. */
export const talk = (...lines: readonly string[]) =>
  lines.map((line, index) => ({
    id: `m${index + 1}`,
    from: line.startsWith('>') ? ('us' as const) : ('customer' as const),
    at: `2026-03-0${2 + Math.floor(index / 4)} 09:${10 + index}`,
    text: line.replace(/^>\s*/, ''),
  }));

/** Returns whether a text has one of these words, whatever their case. */
export const has = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.toLowerCase().includes(word.toLowerCase()));
