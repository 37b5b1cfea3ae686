import type { SentimentReading } from '../../core/text/reading.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import { readRecords } from './read-records.ts';

/** What another system says of a message: its source key or platform id, and the reading. */
export type SentimentRow = Pick<SentimentReading, 'score' | 'label' | 'confidence'> & {
  readonly line: number;
  readonly message: string;
  /** What the other system is called. */
  readonly saidBy: string;
};

/** The rows of a file: those to take, and how many there are. */
export type SentimentRows = { readonly values: readonly SentimentRow[]; readonly rows: number };

const longestKey = 500;
const longestSource = 60;
/** Where the row names no label: nearer to 0 than this is neutral. */
const neutralBelow = 0.05;
const labels = ['negative', 'neutral', 'positive'] as const;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const between = (text: string, low: number, high: number): number | undefined => {
  const value = number.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
};

const labelOf = (score: number): SentimentReading['label'] => {
  if (Math.abs(score) < neutralBelow) return 'neutral';
  return score < 0 ? 'negative' : 'positive';
};

/**
 * Reads a file of values (CSV with a header or a JSON object a line): message and score from −1 to 1, and if there are any
 * label, confidence from 0 to 1 (else 1) and source (else "external"). What is wrong with a row goes to `problems`. Of
 * several rows for one message the last counts.
 * @throws InputError where the file is missing, empty, lacks a column or is neither CSV nor lines of JSON.
 */
export const readSentimentRows = async (
  file: string,
  problems: Problems,
  say: (line: string) => void,
): Promise<SentimentRows> => {
  const values = new Map<string, SentimentRow>();
  const onRow = (cells: readonly string[], line: number): void => {
    const [message = '', scoreText = '', labelText = '', confidenceText = '', source = ''] = cells;
    let fine = true;
    const fail = (column: string, what: string): void => {
      fine = false;
      problems.add(line, column, what);
    };
    if (message === '') fail('message', 'it is empty');
    if (message.length > longestKey) fail('message', `it is longer than ${longestKey} characters`);
    const score = between(scoreText, -1, 1);
    if (score === undefined) fail('score', `${showCell(scoreText)} is not a number from -1 to 1`);
    const label = labels.find((each) => each === labelText.toLowerCase());
    if (labelText !== '' && !label) fail('label', `${showCell(labelText)} is none of ${labels.join(', ')}`);
    const confidence = confidenceText === '' ? 1 : between(confidenceText, 0, 1);
    if (confidence === undefined)
      fail('confidence', `${showCell(confidenceText)} is not a number from 0 to 1`);
    if (source.length > longestSource) fail('source', `it is longer than ${longestSource} characters`);
    if (!fine || score === undefined || confidence === undefined) return;
    const saidBy = source === '' ? 'external' : source;
    values.set(message, { line, message, score, label: label ?? labelOf(score), confidence, saidBy });
  };
  const columns = { required: ['message', 'score'], optional: ['label', 'confidence', 'source'] };
  const rows = await readRecords(file, columns, onRow, problems, say);
  return { values: [...values.values()], rows };
};
