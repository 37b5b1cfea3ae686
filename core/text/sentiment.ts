import { createFeelingReader, type Feelings, type Sentence } from './feelings.ts';
import { englishLexicon } from './lexicon-en.ts';
import { signLexicon } from './lexicon-signs.ts';
import { chineseLexicon } from './lexicon-zh.ts';
import { cleanText } from './normalise.ts';
import { isPleasantry } from './pleasantry.ts';

/** How a message sounds. */
export type SentimentReading = {
  /** From −1 (furious) to 1 (delighted); 0 when nothing was felt. */
  readonly score: number;
  readonly label: 'negative' | 'neutral' | 'positive';
  /** From 0 (cannot tell) to 1. Not a calibrated probability. */
  readonly confidence: number;
  /** The words that decided, in lower case and in order, with what turned or strengthened them. */
  readonly cues: readonly string[];
};

/** Reads the sentiment of any text, in any language it knows; never throws. */
export type SentimentAnalyser = (text: string) => SentimentReading;

/** A score from here on has a label. */
const labelFrom = 0.2;
/** score = sum / √(sum² + softness), after VADER (Hutto and Gilbert 2014): one word of weight 2 gives 0.67. */
const softness = 5;
/** A plain question supposes a feeling rather than having it: "is it slow?" */
const inQuestion = 0.2;
const exclaimed = 1.2;
/** Why-questions and their like accuse rather than ask. */
const accusing =
  /为什么|为啥|怎么还|怎么又|怎么这么|怎么那么|怎么老|凭什么|什么时候才|到底|\bwhy\b|\bhow come\b|[?!]{2}/;
const asksWithoutMark = /[吗么]\s*$|能不能|可不可以|是不是|有没有|会不会/;
const maximumCues = 20;

const neutral: SentimentReading = { score: 0, label: 'neutral', confidence: 0, cues: [] };

/**
 * Returns the analyser that is always there: a small Chinese and English lexicon with negation, degree, contrast
 * and questions, nothing learned. It is offline and linear in the text. Politeness alone is neutral with
 * confidence 0.9, words it does not know are neutral with confidence 0.4, no words at all with 0.
 */
export function createLexiconAnalyser(): SentimentAnalyser {
  const readFeelings = createFeelingReader([chineseLexicon, englishLexicon, signLexicon]);
  return (text) => {
    const clean = cleanText(text).toLowerCase();
    if (clean === '') return neutral;
    if (isPleasantry(clean)) return { ...neutral, confidence: 0.9 };
    return conclude(clean, readFeelings(clean));
  };
}

function conclude(text: string, { felt, sentences }: Feelings): SentimentReading {
  if (felt.length === 0) return { ...neutral, confidence: 0.4 };
  const weights = sentences.map((sentence) => weightOf(text, sentence));
  let sum = 0;
  let strength = 0;
  for (const { amount, sentence } of felt) {
    const weighed = amount * (weights[sentence] as number);
    sum += weighed;
    strength += Math.abs(weighed);
  }
  const score = sum / Math.sqrt(sum * sum + softness);
  const agreement = strength > 0 ? Math.min(1, Math.abs(sum) / strength) : 0;
  return {
    score,
    label: Math.abs(score) < labelFrom ? 'neutral' : score < 0 ? 'negative' : 'positive',
    confidence: 0.3 + 0.65 * Math.abs(score) * agreement,
    cues: felt.slice(0, maximumCues).map(({ from, until }) => text.slice(from, until)),
  };
}

function weightOf(text: string, { from, until, mark }: Sentence): number {
  if (mark === '!') return exclaimed;
  if (mark !== '?' && !asksWithoutMark.test(text.slice(from, until))) return 1;
  return accusing.test(text.slice(from, until + 2)) ? 1 : inQuestion;
}
