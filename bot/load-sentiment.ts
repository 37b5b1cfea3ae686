import { readFileSync } from 'node:fs';
import { createSentimentAnalyser, type SentimentAnalyser } from '../core/text/sentiment.ts';

/** The trained weights that ship with Tend. */
export const weightsFile = new URL('../core/text/model/weights.bin', import.meta.url);

/** Returns the analyser with the weights that ship with Tend. @throws InvariantError if the file is damaged. */
export const loadSentimentAnalyser = (): SentimentAnalyser =>
  createSentimentAnalyser(readFileSync(weightsFile));
