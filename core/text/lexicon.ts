/** Phrases separated by commas; `disappoint*` stands for any ending of the word. */
export type PhraseList = string;

/**
 * What an analyser needs to know of a language. Weights run from −3 (furious) to 3 (delighted). Where phrases
 * overlap, the one that begins first stands, then the longest: 不错 is not 不 and 错.
 */
export type Lexicon = {
  /** Phrases that carry a feeling. */
  readonly polar: readonly (readonly [weight: number, phrases: PhraseList])[];
  /** Words that turn the feeling of what follows. */
  readonly negations: PhraseList;
  /** Words that strengthen (above 1) or weaken (below 1) what follows. */
  readonly degrees: readonly (readonly [factor: number, phrases: PhraseList])[];
  /** Words after which the speaker says what matters. */
  readonly contrasts: PhraseList;
  /** Phrases without feeling that contain words with one, and courtesies: read over. */
  readonly idle: PhraseList;
};

/** Returns the phrases of a list, as written. */
export function phrasesOf(list: PhraseList): readonly string[] {
  return list
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}
