import type { Chances } from './model/classify.ts';

/** How a message sounds. */
export type SentimentReading = {
  /** From −1 (surely negative) to 1 (surely positive): the chance of positive less that of negative. */
  readonly score: number;
  /** The likeliest of the three. */
  readonly label: 'negative' | 'neutral' | 'positive';
  /** How likely the label is right, from 0 to 1. */
  readonly confidence: number;
  /** How likely each label is; they add up to 1. */
  readonly chances: Chances;
  /** The felt words that were seen, in lower case and in order, with what turned or strengthened them. */
  readonly cues: readonly string[];
};

/** Returns the reading that these chances come to. Where two are alike, neutral stands first and then negative. */
export function toReading(chances: Chances, cues: readonly string[]): SentimentReading {
  const { negative, neutral, positive } = chances;
  const most = Math.max(negative, neutral, positive);
  return {
    score: positive - negative,
    label: neutral === most ? 'neutral' : negative === most ? 'negative' : 'positive',
    confidence: most,
    chances,
    cues,
  };
}
