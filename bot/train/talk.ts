import type { LabelledText } from './examples.ts';
import { createRandom } from './random.ts';

/** Patterns by label, one a line. `{a|b}` stands for one of its choices, which may be empty. */
export type Talk = Readonly<Record<LabelledText['label'], string>>;

const choice = /\{([^{}]*)\}/g;

/**
 * Returns texts of the patterns, at most `perPattern` different ones of each; which, the seed decides. `weight` is
 * what a whole label counts, in texts.
 */
export const expandTalk = (talk: Talk, perPattern: number, weight: number, seed: number): LabelledText[] => {
  const random = createRandom(seed);
  const labels = ['negative', 'neutral', 'positive'] as const;
  return labels.flatMap((label) => {
    const texts = new Set<string>();
    for (const pattern of talk[label].split('\n')) {
      if (pattern.trim() === '') continue;
      for (let tried = 0; tried < perPattern; tried += 1) texts.add(fillIn(pattern.trim(), random));
    }
    return [...texts].map((text) => ({ text, label, weight: weight / texts.size, polarOnly: false }));
  });
};

const fillIn = (pattern: string, random: () => number): string =>
  pattern.replace(choice, (_, choices: string) => {
    const all = choices.split('|');
    return all[Math.floor(random() * all.length)] ?? '';
  });
