import { createSentimentAnalyser } from '../../core/text/sentiment.ts';
import type { LabelledText } from './examples.ts';
import { auc, type Judged, macroF1 } from './metrics.ts';
import type { Source } from './train.ts';

/** How an analyser does on texts that it was not trained on. */
export type Verdict = {
  readonly name: string;
  readonly texts: number;
  readonly macroF1: number;
  /** Of positive against negative. */
  readonly auc: number;
  /** Share of texts read as neutral. */
  readonly neutral: number;
  /** Mean of |confidence − share right| over ten equal bands of confidence, by how many texts are in each. */
  readonly miscalibration: number;
};

/** Returns how the weights do on a set: on its held-out part, or on all of it if it only judges. */
export const judge = (bytes: Uint8Array, { corpus, parts }: Source): Verdict => {
  const texts = corpus.weight > 0 ? parts.judge : [...parts.train, ...parts.tune, ...parts.judge];
  const analyse = createSentimentAnalyser(bytes);
  const bands = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0 }));
  const judged = texts.map(({ text, label }: LabelledText): Judged => {
    const reading = analyse(text);
    const band = bands[Math.min(9, Math.floor(reading.confidence * 10))];
    if (band) {
      band.confidence += reading.confidence;
      band.right += Number(reading.label === label);
    }
    return { label, score: reading.score, read: reading.label };
  });
  return {
    name: corpus.name,
    texts: texts.length,
    macroF1: macroF1(judged),
    auc: auc(judged),
    neutral: judged.filter(({ read }) => read === 'neutral').length / judged.length,
    miscalibration:
      bands.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / texts.length,
  };
};

/** Returns verdicts as the rows of a Markdown table, its head first. */
export const tabulate = (verdicts: readonly Verdict[]): readonly string[] => {
  const share = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : '–');
  return [
    '| set | texts | macro-F1 | AUC | read as neutral | miscalibration |',
    '|---|---|---|---|---|---|',
    ...verdicts.map(
      ({ name, texts, macroF1: f1, auc: area, neutral, miscalibration }) =>
        `| ${name} | ${texts} | ${share(f1)} | ${share(area)} | ${share(neutral)} | ${share(miscalibration)} |`,
    ),
  ];
};
