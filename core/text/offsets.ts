import type { Chances } from './model/classify.ts';
import { type SentimentReading, toReading } from './reading.ts';
import type { SentimentAnalyser } from './sentiment.ts';

/** By how much a company's talk differs from what was trained on: added to each label's log chance. */
export type SentimentOffsets = {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
};

/** A message whose right label somebody said, and what the analyser without offsets read in it. */
export type Correction = { readonly chances: Chances; readonly label: SentimentReading['label'] };

/** How firmly offsets are held at 0: a normal belief about each with standard deviation 1/√8. */
const caution = 8;
const furthest = 3;
const rounds = 50;

/**
 * Returns an analyser that reads as `analyse` does and then shifts the chances. Politeness alone and empty texts are not
 * shifted.
 */
export function withOffsets(analyse: SentimentAnalyser, offsets: SentimentOffsets): SentimentAnalyser {
  const { negative, neutral, positive } = offsets;
  const factors = { negative: Math.exp(negative), neutral: Math.exp(neutral), positive: Math.exp(positive) };
  return (text) => {
    const reading = analyse(text);
    if (reading.chances.neutral === 1) return reading;
    return toReading(shift(reading.chances, factors), reading.cues);
  };
}

/**
 * Returns the offsets under which the labels are likeliest, held near 0 by a normal prior (standard deviation 0.35): 0
 * for no corrections, little for a few, nearly the whole difference for a hundred. Neutral is always 0, the others are
 * between −3 and 3. Newton's method on the penalised likelihood, which has one maximum. Messages that were confirmed
 * belong in the list as well as those that were changed: corrections alone are the analyser's errors, not its traffic.
 */
export function fitOffsets(corrections: readonly Correction[]): SentimentOffsets {
  let negative = 0;
  let positive = 0;
  const informative = corrections.filter(({ chances }) => chances.neutral < 1);
  for (let round = 0; round < rounds; round += 1) {
    let slopeN = -caution * negative;
    let slopeP = -caution * positive;
    let curveN = caution;
    let curveP = caution;
    let curveBoth = 0;
    const factors = { negative: Math.exp(negative), neutral: 1, positive: Math.exp(positive) };
    for (const { chances, label } of informative) {
      const shifted = shift(chances, factors);
      slopeN += Number(label === 'negative') - shifted.negative;
      slopeP += Number(label === 'positive') - shifted.positive;
      curveN += shifted.negative * (1 - shifted.negative);
      curveP += shifted.positive * (1 - shifted.positive);
      curveBoth -= shifted.negative * shifted.positive;
    }
    const determinant = curveN * curveP - curveBoth * curveBoth;
    const stepN = (slopeN * curveP - slopeP * curveBoth) / determinant;
    const stepP = (slopeP * curveN - slopeN * curveBoth) / determinant;
    negative = bounded(negative + Math.max(-1, Math.min(1, stepN)));
    positive = bounded(positive + Math.max(-1, Math.min(1, stepP)));
    if (Math.abs(stepN) + Math.abs(stepP) < 1e-9) break;
  }
  return { negative, neutral: 0, positive };
}

function shift(chances: Chances, factors: Chances): Chances {
  const negative = chances.negative * factors.negative;
  const neutral = chances.neutral * factors.neutral;
  const positive = chances.positive * factors.positive;
  const sum = negative + neutral + positive;
  return { negative: negative / sum, neutral: neutral / sum, positive: positive / sum };
}

function bounded(offset: number): number {
  return Math.max(-furthest, Math.min(furthest, offset));
}
