import { readFileSync } from 'node:fs';
import type { Language } from '../../core/language.ts';
import { encodeWeights, type LanguageWeights } from '../../core/text/model/weights.ts';
import { createSentimentAnalyser } from '../../core/text/sentiment.ts';
import { type Corpus, corpora } from './corpora.ts';
import { type LabelledText, toExamples } from './examples.ts';
import { learn, learningRates } from './learn.ts';
import { type Parts, readCorpus } from './read-corpora.ts';
import { expandTalk } from './talk.ts';
import { talkEn } from './talk-en.ts';
import { talkZh } from './talk-zh.ts';
import { fitTemperature } from './temperature.ts';

/** A set and its parts. */
export type Source = { readonly corpus: Corpus; readonly parts: Parts };

const talks = { zh: talkZh, en: talkEn } as const;
/** What one label of our own patterns counts, in texts, and how many texts are made of a pattern. */
const talkWeight = 3000;
const textsPerPattern = 12;

/** Returns every set below `directory`, in order. @throws InputError where one cannot be read. */
export const readSources = (directory: string): readonly Source[] => {
  const seen = new Set<string>();
  return corpora.map((corpus) => ({ corpus, parts: readCorpus(directory, corpus, seen) }));
};

/** Returns the words and emoticons with a known valence. */
export const readValences = (): ReadonlyMap<string, number> => {
  const lines = readFileSync(new URL('./valences-en.tsv', import.meta.url), 'utf8').split('\n');
  return new Map(
    lines
      .map((line) => line.split('\t'))
      .flatMap(([word, value]) => (word && value ? [[word, Number(value)] as const] : [])),
  );
};

/**
 * Returns the weights file, trained on the sources that have a weight, but for those named in `without`. The same
 * sources and seed give the same bytes.
 */
export const train = (
  sources: readonly Source[],
  seed: number,
  without: readonly string[] = [],
  languages: readonly Language[] = ['zh', 'en'],
): Uint8Array => {
  const valences = readValences();
  const used = sources.filter(({ corpus }) => corpus.weight > 0 && !without.includes(corpus.name));
  const learnLanguage = (language: Language): LanguageWeights => {
    const own = languages.includes(language) ? used.filter(({ corpus }) => corpus.language === language) : [];
    const talk = expandTalk(talks[language], textsPerPattern, talkWeight, seed);
    const texts: LabelledText[] = [...own.flatMap(({ parts }) => parts.train), ...talk];
    return learn(toExamples(texts, language, valences), seed, learningRates[language]);
  };
  const weights = { zh: learnLanguage('zh'), en: learnLanguage('en') };
  const raw = createSentimentAnalyser(encodeWeights({ seed, languages: weights, valences }));
  const calibrate = (language: Language): LanguageWeights => {
    const tune = used.filter(({ corpus }) => corpus.language === language).flatMap(({ parts }) => parts.tune);
    return { ...weights[language], temperature: fitTemperature(raw, tune) };
  };
  return encodeWeights({ seed, languages: { zh: calibrate('zh'), en: calibrate('en') }, valences });
};
