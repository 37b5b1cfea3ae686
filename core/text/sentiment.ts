import { createFeelingReader } from './feelings.ts';
import { detectLanguage } from './language.ts';
import { lexicons } from './lexicons.ts';
import { type Chances, createClassifier } from './model/classify.ts';
import { cueNames, readCues } from './model/cues.ts';
import { createNgramReader } from './model/ngrams.ts';
import { afterTurn } from './model/turn.ts';
import { decodeWeights } from './model/weights.ts';
import { cleanText } from './normalise.ts';
import { isPleasantry } from './pleasantry.ts';
import { type SentimentReading, toReading } from './reading.ts';
import { createValenceReader } from './valence.ts';

/** Reads the sentiment of any text, in any language it knows; never throws. */
export type SentimentAnalyser = (text: string) => SentimentReading;

const maximumCues = 20;
const certain: Chances = { negative: 0, neutral: 1, positive: 0 };
const courteous: SentimentReading = { ...toReading(certain, []), confidence: 0.9 };
const silent: SentimentReading = { ...toReading(certain, []), confidence: 0 };

/**
 * Returns the trained analyser of `bytes`, the weights that `npm run train:sentiment` made: a softmax regression over
 * hashed n-grams and what the lexicons and patterns see, for Chinese and English, offline. It reads the first 4,000
 * characters, in linear time. Politeness alone is neutral with score 0 and confidence 0.9, no words at all with 0.
 * @throws InvariantError if the bytes are no weights that it can read.
 */
export function createSentimentAnalyser(bytes: Uint8Array): SentimentAnalyser {
  const { languages, valences } = decodeWeights(bytes);
  const classify = { zh: createClassifier(languages.zh), en: createClassifier(languages.en) };
  const readFeelings = createFeelingReader(lexicons);
  const readValences = createValenceReader(valences);
  const readNgrams = createNgramReader();
  const cues = new Float64Array(cueNames.length);

  return (text) => {
    const clean = cleanText(text);
    if (clean === '') return silent;
    const lower = clean.toLowerCase();
    if (isPleasantry(lower)) return courteous;
    const language = detectLanguage(lower);
    const feelings = readFeelings(lower);
    const valued = readValences(clean, lower);
    readCues(clean, feelings, valued, cues);
    const chances = classify[language](readNgrams(afterTurn(lower), language), cues);
    return toReading(chances, quote(lower, feelings.felt.length > 0 ? feelings.felt : valued.felt));
  };
}

function quote(
  text: string,
  felt: readonly { readonly from: number; readonly until: number }[],
): readonly string[] {
  return felt.slice(0, maximumCues).map(({ from, until }) => text.slice(from, until));
}
