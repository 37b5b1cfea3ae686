import type { Language } from '../../core/language.ts';
import { cueNames } from '../../core/text/model/cues.ts';
import { idBits } from '../../core/text/model/ngrams.ts';
import { type LanguageWeights, slotBits } from '../../core/text/model/weights.ts';
import type { Examples } from './examples.ts';
import { createRandom } from './random.ts';

/**
 * How it is learned. The values were chosen by the figures on the judging parts; the model card says how much that
 * flatters.
 */
export type LearningRates = {
  readonly epochs: number;
  readonly rate: number;
  /** Strength of the pull of n-gram weights towards 0. */
  readonly shrink: number;
  /** N-grams in fewer texts than this are not looked at. */
  readonly leastTexts: number;
  /** How often a text is shown without its n-grams, so that the cues learn to stand alone. */
  readonly blind: number;
};

/**
 * English sets are smaller and their lexicon is better than the Chinese one: its cues may carry more, and its n-grams are
 * held nearer to 0.
 */
export const learningRates: Readonly<Record<Language, LearningRates>> = {
  zh: { epochs: 10, rate: 0.1, shrink: 2e-6, leastTexts: 3, blind: 0.15 },
  en: { epochs: 6, rate: 0.1, shrink: 2e-2, leastTexts: 2, blind: 0.3 },
};

const slots = 1 << slotBits;
const cues = cueNames.length;
/** The number of an n-gram without weights. */
const unknown = 0;

/** Weights under training: of polarity and neutrality by feature, with AdaGrad's sums of squared slopes. */
type Table = {
  readonly polarity: Float32Array;
  readonly neutrality: Float32Array;
  readonly polaritySlopes: Float32Array;
  readonly neutralitySlopes: Float32Array;
};

const createTable = (size: number): Table => ({
  polarity: new Float32Array(size),
  neutrality: new Float32Array(size),
  polaritySlopes: new Float32Array(size).fill(1e-8),
  neutralitySlopes: new Float32Array(size).fill(1e-8),
});

/**
 * Returns the weights of a softmax regression on the examples, by AdaGrad (Duchi, Hazan and Singer 2011) in an order
 * that the seed decides: the same every time. First every n-gram has weights of its own; then each slot goes to the one
 * of its n-grams that weighs most, and the owners alone are trained again and rounded to int8.
 */
export const learn = (examples: Examples, seed: number, rates: LearningRates): LanguageWeights => {
  const { features, counts, known } = numberNgrams(examples, rates.leastTexts);
  const all = fit(examples, features, known.length + 1, seed, rates).ngrams;
  const owners = new Uint8Array(slots);
  const best = new Float32Array(slots);
  for (const id of known) {
    const feature = features[id] as number;
    const slot = id & (slots - 1);
    const weight =
      (Math.abs(all.polarity[feature] as number) + Math.abs(all.neutrality[feature] as number)) *
      Math.sqrt(counts[id] as number);
    if (weight <= (best[slot] as number)) continue;
    best[slot] = weight;
    owners[slot] = id >>> slotBits;
  }
  for (const id of known) {
    const slot = id & (slots - 1);
    const isOwner = (best[slot] as number) > 0 && owners[slot] === id >>> slotBits;
    features[id] = isOwner ? slot + 1 : unknown;
  }
  const { ngrams, cueTable, bias } = fit(examples, features, slots + 1, seed, rates);
  const polarity = roundAll(ngrams.polarity.subarray(1));
  const neutrality = roundAll(ngrams.neutrality.subarray(1));
  return {
    owners,
    polarity: polarity.rounded,
    neutrality: neutrality.rounded,
    scales: [polarity.scale, neutrality.scale],
    cuePolarity: cueTable.polarity,
    cueNeutrality: cueTable.neutrality,
    bias: [bias.polarity[0] as number, bias.neutrality[0] as number],
    temperature: 1,
  };
};

/** Numbers the n-grams that occur in enough texts, from 1, as they come. */
const numberNgrams = (examples: Examples, leastTexts: number) => {
  const counts = new Uint32Array(1 << idBits);
  for (const id of examples.ids) counts[id] = (counts[id] as number) + 1;
  const features = new Uint32Array(1 << idBits);
  const known: number[] = [];
  for (const id of examples.ids) {
    if ((counts[id] as number) >= leastTexts && features[id] === unknown) features[id] = known.push(id);
  }
  return { features, counts, known };
};

const fit = (examples: Examples, features: Uint32Array, size: number, seed: number, rates: LearningRates) => {
  const ngrams = createTable(size);
  const cueTable = createTable(cues);
  const bias = createTable(1);
  const tables = { ngrams, cueTable, bias };
  // The weights are the mean of those after each of the last epochs, which is steadier than any (Polyak and Juditsky).
  const sums = [ngrams, cueTable, bias].map((table) => [table, createTable(table.polarity.length)] as const);
  const averaged = Math.ceil(rates.epochs / 2);
  const random = createRandom(seed);
  const order = Uint32Array.from({ length: examples.length }, (_, each) => each);
  for (let epoch = 0; epoch < rates.epochs; epoch += 1) {
    shuffle(order, random);
    for (const each of order) {
      const isBlind = random() < rates.blind;
      step(examples, each, isBlind, features, tables, rates);
    }
    if (epoch < rates.epochs - averaged) continue;
    for (const [table, sum] of sums) {
      addTo(sum.polarity, table.polarity);
      addTo(sum.neutrality, table.neutrality);
    }
  }
  for (const [table, sum] of sums) {
    table.polarity.set(sum.polarity.map((value) => value / averaged));
    table.neutrality.set(sum.neutrality.map((value) => value / averaged));
  }
  return { ngrams, cueTable, bias };
};

const addTo = (sum: Float32Array, values: Float32Array): void => {
  for (let at = 0; at < values.length; at += 1) sum[at] = (sum[at] as number) + (values[at] as number);
};

const step = (
  { ids, starts, cues: cueValues, labels, weights, polarOnly }: Examples,
  example: number,
  isBlind: boolean,
  features: Uint32Array,
  { ngrams, cueTable, bias }: { readonly ngrams: Table; readonly cueTable: Table; readonly bias: Table },
  { rate, shrink }: LearningRates,
): void => {
  const from = starts[example] as number;
  const until = isBlind ? from : (starts[example + 1] as number);
  let p = 0;
  let u = 0;
  let known = 0;
  for (let at = from; at < until; at += 1) {
    const feature = features[ids[at] as number] as number;
    if (feature === unknown) continue;
    known += 1;
    p += ngrams.polarity[feature] as number;
    u += ngrams.neutrality[feature] as number;
  }
  const norm = known > 0 ? 1 / Math.sqrt(known) : 0;
  p = p * norm + (bias.polarity[0] as number);
  u = u * norm + (bias.neutrality[0] as number);
  const cueFrom = example * cues;
  for (let cue = 0; cue < cues; cue += 1) {
    const value = cueValues[cueFrom + cue] as number;
    p += value * (cueTable.polarity[cue] as number);
    u += value * (cueTable.neutrality[cue] as number);
  }
  const label = labels[example] as number;
  const weight = weights[example] as number;
  let slopeP: number;
  let slopeU = 0;
  if (polarOnly[example] === 1) {
    slopeP = 2 * (1 / (1 + Math.exp(-2 * p)) - (label === 2 ? 1 : 0));
  } else {
    const most = Math.max(Math.abs(p), u);
    const negative = Math.exp(-p - most);
    const neutral = Math.exp(u - most);
    const positive = Math.exp(p - most);
    const sum = negative + neutral + positive;
    slopeP = (positive - negative) / sum - (label - 1);
    slopeU = neutral / sum - (label === 1 ? 1 : 0);
  }
  slopeP *= weight;
  slopeU *= weight;
  for (let at = from; at < until; at += 1) {
    const feature = features[ids[at] as number] as number;
    if (feature !== unknown) move(ngrams, feature, slopeP * norm, slopeU * norm, rate, shrink);
  }
  for (let cue = 0; cue < cues; cue += 1) {
    const value = cueValues[cueFrom + cue] as number;
    if (value !== 0) move(cueTable, cue, slopeP * value, slopeU * value, rate, 0);
  }
  move(bias, 0, slopeP, slopeU, rate, 0);
};

const move = (
  table: Table,
  at: number,
  slopeP: number,
  slopeU: number,
  rate: number,
  shrink: number,
): void => {
  const { polarity, neutrality, polaritySlopes, neutralitySlopes } = table;
  const wholeP = slopeP + shrink * (polarity[at] as number);
  const squaresP = (polaritySlopes[at] as number) + wholeP * wholeP;
  polaritySlopes[at] = squaresP;
  polarity[at] = (polarity[at] as number) - (rate * wholeP) / Math.sqrt(squaresP);
  if (slopeU === 0) return;
  const wholeU = slopeU + shrink * (neutrality[at] as number);
  const squaresU = (neutralitySlopes[at] as number) + wholeU * wholeU;
  neutralitySlopes[at] = squaresU;
  neutrality[at] = (neutrality[at] as number) - (rate * wholeU) / Math.sqrt(squaresU);
};

/** Rounds to int8. What is above the 99.9th percentile is cut, so that a few large weights do not coarsen all. */
const roundAll = (weights: Float32Array): { readonly rounded: Int8Array; readonly scale: number } => {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort();
  const scale = (sizes[Math.floor(0.999 * (sizes.length - 1))] ?? 1) / 127;
  const rounded = Int8Array.from(weights, (weight) =>
    Math.max(-127, Math.min(127, Math.round(weight / scale))),
  );
  return { rounded, scale };
};

const shuffle = (order: Uint32Array, random: () => number): void => {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
};
