import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { createFeelingReader } from '../../core/text/feelings.ts';
import { lexicons } from '../../core/text/lexicons.ts';
import { cleanText } from '../../core/text/normalise.ts';
import type { Corpus } from './corpora.ts';
import type { LabelledText } from './examples.ts';

/** The texts of a set, parted by a hash of the text: the same texts in the same part on every machine. */
export type Parts = {
  readonly train: readonly LabelledText[];
  /** One in twenty, for what is fitted after training. */
  readonly tune: readonly LabelledText[];
  /** One in ten, never trained on. */
  readonly judge: readonly LabelledText[];
};

/** How far the labels of a set are brought to the same weight, if the set does not say so itself. */
const usualBalance = 0.5;

/** Copies of a text differ in blanks and punctuation. */
const notSpoken = /[^\p{L}\p{N}]/gu;
const labels = new Set(['negative', 'neutral', 'positive']);

/**
 * Returns the texts of a set. A text that occurs twice, in this set or in one read before with the same `seen`, counts
 * once. @throws InputError, with file and line, where the file cannot be read as such a set.
 */
export const readCorpus = (directory: string, corpus: Corpus, seen: Set<string>): Parts => {
  const texts: { text: string; label: LabelledText['label'] }[] = [];
  for (const { text, label } of readLines(join(directory, corpus.file), corpus.plain === true)) {
    const clean = cleanText(text);
    const heard = clean.toLowerCase().replace(notSpoken, '') || clean;
    if (clean === '' || seen.has(heard)) continue;
    seen.add(heard);
    texts.push({ text, label });
  }
  const counts = { negative: 0, neutral: 0, positive: 0 };
  for (const { label } of texts) counts[label] += 1;
  const present = Object.values(counts).filter((count) => count > 0).length;
  const { balance = usualBalance } = corpus;
  const parts = { train: [] as LabelledText[], tune: [] as LabelledText[], judge: [] as LabelledText[] };
  for (const { text, label } of texts) {
    const share = label === 'neutral' ? (corpus.neutral ?? 1) : 1;
    const weight = share * corpus.weight * (texts.length / (present * counts[label])) ** balance;
    const part = partOf(text);
    parts[part].push({ text, label, weight, polarOnly: corpus.polarOnly });
  }
  return parts;
};

const partOf = (text: string): keyof Parts => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const twentieth = ((hash ^ (hash >>> 15)) >>> 0) % 20;
  return twentieth < 2 ? 'judge' : twentieth === 2 ? 'tune' : 'train';
};

function* readLines(file: string, plain: boolean): Generator<{ text: string; label: LabelledText['label'] }> {
  const readFeelings = createFeelingReader(lexicons);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
  for (const [index, line] of content.split('\n').entries()) {
    if (line.trim() === '') continue;
    const { text, label } = parse(line, `${file}, line ${index + 1}`);
    if (!plain) {
      if (!isLabel(label)) throw new InputError(`${file}, line ${index + 1}: the label is none of three.`);
      yield { text, label };
    } else if (readFeelings(cleanText(text).toLowerCase()).felt.length === 0)
      yield { text, label: 'neutral' };
  }
}

const parse = (line: string, where: string): { readonly text: string; readonly label?: unknown } => {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read === 'object' && read !== null && 'text' in read && typeof read.text === 'string') {
      return { text: read.text, label: 'label' in read ? read.label : undefined };
    }
  } catch {
    // Said below.
  }
  throw new InputError(`${where}: not a JSON object with a text.`);
};

const isLabel = (label: unknown): label is LabelledText['label'] => labels.has(label as string);
