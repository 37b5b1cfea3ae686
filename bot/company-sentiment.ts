import { withOffsets } from '../core/text/offsets.ts';
import type { SentimentAnalyser } from '../core/text/sentiment.ts';
import type { Db } from '../db/connect.ts';
import { newestOffsets } from '../db/sentiment-offsets.ts';

/** The analyser as the company's own corrections have shifted it. */
export type CompanySentiment = {
  readonly analyse: SentimentAnalyser;
  /** Takes the offsets that are in force, if they were looked up longer than a minute ago. */
  readonly freshen: () => Promise<void>;
};

const everyMs = 60_000;

/**
 * Returns `base` with the company's offsets, none before the first `freshen`. Every process has its own and is at most a
 * minute behind; a message keeps the reading that it was given.
 */
export const createCompanySentiment = (
  db: Db,
  base: SentimentAnalyser,
  elapsedMs: () => number = () => performance.now(),
): CompanySentiment => {
  let current = base;
  let version: number | undefined;
  let lookedUp = Number.NEGATIVE_INFINITY;
  return {
    analyse: (text) => current(text),
    freshen: async () => {
      if (elapsedMs() - lookedUp < everyMs) return;
      lookedUp = elapsedMs();
      const newest = await newestOffsets(db);
      if (newest?.id === version) return;
      version = newest?.id;
      current = newest ? withOffsets(base, newest.offsets) : base;
    },
  };
};
