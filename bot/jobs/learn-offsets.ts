import { type Correction, fitOffsets, type SentimentOffsets } from '../../core/text/offsets.ts';
import type { SentimentAnalyser } from '../../core/text/sentiment.ts';
import type { Db } from '../../db/connect.ts';
import { labelledByPeople } from '../../db/sentiment-corrections.ts';
import { newestOffsets, storeOffsets } from '../../db/sentiment-offsets.ts';
import { loadSentimentAnalyser } from '../load-sentiment.ts';

/** What a fit came to: how many corrections there were, and whether it was stored as a new version. */
export type LearnedOffsets = {
  readonly corrections: number;
  readonly offsets: SentimentOffsets;
  readonly stored: boolean;
};

/** Fewer corrections than this shift nothing. */
const leastCorrections = 20;
/** Older ones than the latest so many are not looked at: a company's talk changes. */
const mostCorrections = 2000;
/** People correct what is wrong and seldom confirm what is right, so no odds are moved by more than e. */
const furthest = 1;
/** A difference that no label would notice. */
const least = 0.005;

const bounded = (offset: number): number => Math.max(-furthest, Math.min(furthest, offset));

/**
 * Fits the offsets of the labels to the latest 2,000 messages whose mood our people said, each read anew without offsets,
 * and stores them as a new version dated `now` unless they are what is in force. With fewer than 20 they are 0. No offset
 * is beyond ±1. Values of other systems do not count.
 */
export const learnOffsets = async (
  db: Db,
  now: number,
  analyse: SentimentAnalyser = loadSentimentAnalyser(),
): Promise<LearnedOffsets> => {
  const labelled = await labelledByPeople(db, mostCorrections);
  const corrections = labelled.map(
    ({ text, label }): Correction => ({ label, chances: analyse(text).chances }),
  );
  const fit = fitOffsets(corrections.length < leastCorrections ? [] : corrections);
  const offsets = { negative: bounded(fit.negative), neutral: 0, positive: bounded(fit.positive) };
  const before = (await newestOffsets(db))?.offsets ?? { negative: 0, positive: 0 };
  const moved = Math.max(
    Math.abs(offsets.negative - before.negative),
    Math.abs(offsets.positive - before.positive),
  );
  const stored = moved > least;
  if (stored) await storeOffsets(db, { at: now, corrections: corrections.length, offsets });
  return { corrections: corrections.length, offsets, stored };
};
