import type { Language } from '../../core/language.ts';
import { createFeelingReader } from '../../core/text/feelings.ts';
import { lexicons } from '../../core/text/lexicons.ts';
import { cueNames, readCues } from '../../core/text/model/cues.ts';
import { createNgramReader } from '../../core/text/model/ngrams.ts';
import { afterTurn } from '../../core/text/model/turn.ts';
import { cleanText } from '../../core/text/normalise.ts';
import { createValenceReader } from '../../core/text/valence.ts';

/** A text as training sees it. */
export type LabelledText = {
  readonly text: string;
  readonly label: 'negative' | 'neutral' | 'positive';
  readonly weight: number;
  readonly polarOnly: boolean;
};

/** Texts turned into numbers, one after the other; example n has the ids from starts[n] to starts[n + 1]. */
export type Examples = {
  readonly length: number;
  /** Each n-gram of a text once. */
  readonly ids: Uint32Array;
  readonly starts: Uint32Array;
  readonly cues: Float32Array;
  /** 0 negative, 1 neutral, 2 positive. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  readonly polarOnly: Uint8Array;
};

const labelNumbers = { negative: 0, neutral: 1, positive: 2 } as const;

/** Returns the texts as numbers, in their order, by the code that the analyser itself reads texts with. */
export const toExamples = (
  texts: readonly LabelledText[],
  language: Language,
  valences: ReadonlyMap<string, number>,
): Examples => {
  const readFeelings = createFeelingReader(lexicons);
  const readValences = createValenceReader(valences);
  const readNgrams = createNgramReader();
  const rows: Uint32Array[] = [];
  const starts = new Uint32Array(texts.length + 1);
  const cues = new Float32Array(texts.length * cueNames.length);
  const row = new Float64Array(cueNames.length);
  for (const [index, { text }] of texts.entries()) {
    const clean = cleanText(text);
    const lower = clean.toLowerCase();
    const { ids, count } = readNgrams(afterTurn(lower), language);
    const different = Uint32Array.from(new Set(ids.subarray(0, count)));
    rows.push(different);
    starts[index + 1] = (starts[index] as number) + different.length;
    readCues(clean, readFeelings(lower), readValences(clean, lower), row);
    cues.set(row, index * cueNames.length);
  }
  const ids = new Uint32Array(starts[texts.length] as number);
  for (const [index, each] of rows.entries()) ids.set(each, starts[index] as number);
  return {
    length: texts.length,
    ids,
    starts,
    cues,
    labels: Uint8Array.from(texts, ({ label }) => labelNumbers[label]),
    weights: Float32Array.from(texts, ({ weight }) => weight),
    polarOnly: Uint8Array.from(texts, ({ polarOnly }) => (polarOnly ? 1 : 0)),
  };
};
