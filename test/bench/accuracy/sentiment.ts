import { readFileSync } from 'node:fs';
import { weightsFile } from '../../../bot/load-sentiment.ts';
import { corpora } from '../../../bot/train/corpora.ts';
import { judge } from '../../../bot/train/judge.ts';
import { readCorpus } from '../../../bot/train/read-corpora.ts';
import type { Figure } from '../figure.ts';
import { showShare } from './show.ts';

/**
 * What is to be reached, in macro-F1. `lexicon` is the best one: for English sets on the same texts, for Chinese sets on
 * another held-out part. `ceiling` is a linear model trained on the set itself.
 */
type Goal = {
  readonly lexicon: readonly [name: string, macroF1: number];
  readonly above: number;
  readonly ceiling?: number;
};

const goals: Readonly<Record<string, Goal>> = {
  zh_shop10: { lexicon: ['SnowNLP', 0.822], above: 0.1, ceiling: 0.926 },
  zh_waimai: { lexicon: ['SnowNLP', 0.742], above: 0.1, ceiling: 0.884 },
  zh_smp_usual: { lexicon: ['SnowNLP', 0.388], above: 0.1, ceiling: 0.779 },
  zh_smp_virus: { lexicon: ['SnowNLP', 0.406], above: 0.1, ceiling: 0.78 },
  zh_cped: { lexicon: ['SnowNLP', 0.335], above: 0.1 },
  en_goemo: { lexicon: ['wink', 0.627], above: 0 },
  en_vader_tweets: { lexicon: ['VADER', 0.729], above: 0 },
  en_airline: { lexicon: ['wink', 0.528], above: 0.05 },
};

const showGoal = (goal: Goal | undefined): string => {
  if (goal === undefined) return 'no lexicon measured';
  const { lexicon, above, ceiling } = goal;
  const beat = above > 0 ? `≥ ${showShare(lexicon[1] + above)}` : `> ${showShare(lexicon[1])}`;
  const reach =
    ceiling === undefined ? '' : `, ≥ ${showShare(ceiling - 0.02)} (ceiling ${showShare(ceiling)})`;
  return `${beat} (${lexicon[0]} ${showShare(lexicon[1])})${reach}`;
};

/**
 * Measures the weights that ship with Tend on the texts that training held out: training's own split parts a set by a
 * hash of the text, and drops what occurred in a set before. @throws InputError
 */
export const benchSentiment = async (folder: string): Promise<readonly Figure[]> => {
  const weights = readFileSync(weightsFile);
  const seen = new Set<string>();
  return corpora
    .filter(({ plain }) => !plain)
    .map((corpus) => {
      const verdict = judge(weights, { corpus, parts: readCorpus(folder, corpus, seen) });
      const which = corpus.weight > 0 ? 'held-out' : 'never trained on';
      return {
        what: `sentiment, ${corpus.name}, ${verdict.texts.toLocaleString('en')} texts, ${which}: macro-F1 (AUC)`,
        target: showGoal(goals[corpus.name]),
        measured: `${showShare(verdict.macroF1)} (${showShare(verdict.auc)})`,
      };
    });
};
