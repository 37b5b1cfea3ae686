import type { SentimentReading } from '../text/reading.ts';

/** What somebody or something says that a message sounds like. */
export type Reading = Pick<SentimentReading, 'score' | 'label' | 'confidence'>;

/** What of a message's facts a reading of its mood meets. */
type Felt = Reading & { readonly weight?: number; readonly pleasantry?: true; readonly recalled?: true };

/** A language model may move the score of one message by this much at most, up or down, of the 2 that there are. */
export const mostByModel = 0.5;

/** Nearer to 0 than this a refined message is neutral. */
const neutralBelow = 0.15;

/** What a neutral message weighs in the customer's mood; a felt one weighs as much as its confidence. */
const neutralWeight = 0.3;

/** Returns what a message weighs in the customer's mood, from 0 to 1. */
export const weightOf = ({ weight, label, confidence }: Felt): number =>
  weight ?? (label === 'neutral' ? neutralWeight : confidence);

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * Returns the facts of a message as a model's reading refines them. The score moves towards the model's by
 * {@link mostByModel} at most and never from one side of 0 to the other; the weight in the customer's mood stays what the
 * offline reading gave it, so the customer's mean can move by no more than that either. Nothing else changes: a model
 * neither makes nor takes away a complaint, a question, a promise or a reason, and of politeness and of what was taken back
 * it says nothing.
 */
export const refine = <Facts extends Felt>(facts: Facts, reading: Reading): Facts => {
  if (facts.recalled || facts.pleasantry) return facts;
  const low = facts.score > 0 ? Math.max(0, facts.score - mostByModel) : facts.score - mostByModel;
  const high = facts.score < 0 ? Math.min(0, facts.score + mostByModel) : facts.score + mostByModel;
  const moved = within(reading.score, low, high);
  const score = Math.round(within(moved, -1, 1) * 1000) / 1000;
  const label = Math.abs(score) < neutralBelow ? 'neutral' : score < 0 ? 'negative' : 'positive';
  return { ...facts, score, label, confidence: reading.confidence, weight: weightOf(facts) };
};
