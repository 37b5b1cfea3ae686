import { InvariantError } from '../../errors.ts';
import type { Language } from '../../language.ts';
import { cueNames } from './cues.ts';

/** A slot of an n-gram model: 2^16 of them. */
export const slotBits = 16;
const slots = 1 << slotBits;

/** What was learned of one language. Each feature has a weight for polarity and one for neutrality. */
export type LanguageWeights = {
  /** Which of the n-grams that share a slot it belongs to: bits 16 to 23 of the id. The others weigh nothing. */
  readonly owners: Uint8Array;
  /** By slot, in units of `scales`. */
  readonly polarity: Int8Array;
  readonly neutrality: Int8Array;
  /** What one unit of an int8 weight is worth: of polarity, of neutrality. */
  readonly scales: readonly [polarity: number, neutrality: number];
  /** By cue, in the order of `cueNames`. */
  readonly cuePolarity: Float32Array;
  readonly cueNeutrality: Float32Array;
  readonly bias: readonly [polarity: number, neutrality: number];
  /** What the logits are divided by so that the chances agree with how often they come true. */
  readonly temperature: number;
};

/** The trained model. */
export type SentimentWeights = {
  /** The seed of the training that made it. */
  readonly seed: number;
  readonly languages: Readonly<Record<Language, LanguageWeights>>;
  /** English words and what they feel like, in the units of the lexicons. */
  readonly valences: ReadonlyMap<string, number>;
};

/** "TSEN" */
const magic = 0x5453454e;
/** Changes with the layout and with every feature: weights of another version mean something else. */
export const weightsVersion = 2;
const headerBytes = 20;
const order: readonly Language[] = ['zh', 'en'];
const floats = 5 + 2 * cueNames.length;
const languageBytes = 4 * floats + 3 * slots;
const valenceUnits = 20;

/**
 * Returns the weights as bytes, big-endian: magic, version, seed, number of cues, checksum; for Chinese and then
 * English the scales, biases, temperature and cue weights as float32, owners, polarity and neutrality by slot; then
 * the valences as UTF-8 lines of word, tab, twentieths.
 */
export function encodeWeights({ seed, languages, valences }: SentimentWeights): Uint8Array {
  const words = [...valences]
    .map(([word, value]) => `${word}\t${Math.round(value * valenceUnits)}`)
    .join('\n');
  const tail = new TextEncoder().encode(words);
  const bytes = new Uint8Array(headerBytes + order.length * languageBytes + tail.length);
  const view = new DataView(bytes.buffer);
  for (const [index, language] of order.entries()) {
    const each = languages[language];
    let at = headerBytes + index * languageBytes;
    const numbers = [
      ...each.scales,
      ...each.bias,
      each.temperature,
      ...each.cuePolarity,
      ...each.cueNeutrality,
    ];
    for (const number of numbers) {
      view.setFloat32(at, number);
      at += 4;
    }
    for (const column of [each.owners, each.polarity, each.neutrality]) {
      bytes.set(new Uint8Array(column.buffer, column.byteOffset, slots), at);
      at += slots;
    }
  }
  bytes.set(tail, headerBytes + order.length * languageBytes);
  for (const [index, number] of [magic, weightsVersion, seed, cueNames.length].entries()) {
    view.setUint32(4 * index, number);
  }
  view.setUint32(16, checksum(bytes));
  return bytes;
}

/**
 * Returns the weights in `bytes`, which are not copied. @throws InvariantError if they are no weights, of another
 * version, or damaged.
 */
export function decodeWeights(bytes: Uint8Array): SentimentWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0) !== magic) {
    throw new InvariantError('These bytes are no sentiment weights.');
  }
  const version = view.getUint32(4);
  if (version !== weightsVersion) {
    throw new InvariantError(
      `The sentiment weights are of version ${version}, this program reads ${weightsVersion}. Train them anew.`,
    );
  }
  const tail = headerBytes + order.length * languageBytes;
  if (
    bytes.length < tail ||
    view.getUint32(12) !== cueNames.length ||
    view.getUint32(16) !== checksum(bytes)
  ) {
    throw new InvariantError('The sentiment weights are damaged. Restore the file or train them anew.');
  }
  const read = (index: number) => readLanguage(bytes, view, headerBytes + index * languageBytes);
  return {
    seed: view.getUint32(8),
    languages: { zh: read(0), en: read(1) },
    valences: readValences(bytes.subarray(tail)),
  };
}

function readLanguage(bytes: Uint8Array, view: DataView, from: number): LanguageWeights {
  const number = (index: number): number => view.getFloat32(from + 4 * index);
  const numbers = (start: number): Float32Array =>
    Float32Array.from({ length: cueNames.length }, (_, index) => number(start + index));
  const columns = bytes.byteOffset + from + 4 * floats;
  return {
    scales: [number(0), number(1)],
    bias: [number(2), number(3)],
    temperature: number(4),
    cuePolarity: numbers(5),
    cueNeutrality: numbers(5 + cueNames.length),
    owners: new Uint8Array(bytes.buffer, columns, slots),
    polarity: new Int8Array(bytes.buffer, columns + slots, slots),
    neutrality: new Int8Array(bytes.buffer, columns + 2 * slots, slots),
  };
}

function readValences(bytes: Uint8Array): ReadonlyMap<string, number> {
  const valences = new Map<string, number>();
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const tab = line.indexOf('\t');
    if (tab > 0) valences.set(line.slice(0, tab), Number(line.slice(tab + 1)) / valenceUnits);
  }
  return valences;
}

/** FNV-1a of everything before and after the checksum itself. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < 16; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  for (let at = headerBytes; at < bytes.length; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  }
  return hash >>> 0;
}
