import { cueNames } from '../../core/text/model/cues.ts';
import { idBits } from '../../core/text/model/ngrams.ts';
import { type LanguageWeights, slotBits } from '../../core/text/model/weights.ts';
import type { Examples } from './examples.ts';
import { createRandom } from './random.ts';

/** How it is learned. The values were chosen on parts of the sets that neither train nor judge. */
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

export const learningRates: LearningRates = { epochs: 6, rate: 0.1, shrink: 2e-6, leastTexts: 3, blind: 0.2 };

const slots = 1 << slotBits;
const cues = cueNames.length;
const unknown = 0xffffffff;

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
export const learn = (
  examples: Examples,
  seed: number,
  rates: LearningRates = learningRates,
): LanguageWeights => {
  const { index, counts } = numberNgrams(examples, rates.leastTexts);
  const all = fit(examples, index, counts.length, seed, rates).ngrams;
  const owners = new Uint8Array(slots);
  const best = new Float32Array(slots);
  for (let id = 0; id < index.length; id += 1) {
    const feature = index[id] as number;
    if (feature === unknown) continue;
    const slot = id & (slots - 1);
    const weight =
      (Math.abs(all.polarity[feature] as number) + Math.abs(all.neutrality[feature] as number)) *
      Math.sqrt(counts[feature] as number);
    if (weight <= (best[slot] as number)) continue;
    best[slot] = weight;
    owners[slot] = id >>> slotBits;
  }
  for (let id = 0; id < index.length; id += 1) {
    const slot = id & (slots - 1);
    index[id] = (best[slot] as number) > 0 && owners[slot] === id >>> slotBits ? slot : unknown;
  }
  const { ngrams, cueTable, bias } = fit(examples, index, slots, seed, rates);
  const polarity = roundAll(ngrams.polarity);
  const neutrality = roundAll(ngrams.neutrality);
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

const numberNgrams = (examples: Examples, leastTexts: number) => {
  const index = new Uint32Array(1 << idBits);
  for (const id of examples.ids) index[id] = (index[id] as number) + 1;
  const counts: number[] = [];
  for (let id = 0; id < index.length; id += 1) {
    const count = index[id] as number;
    index[id] = count >= leastTexts ? counts.push(count) - 1 : unknown;
  }
  return { index, counts };
};

const fit = (examples: Examples, index: Uint32Array, size: number, seed: number, rates: LearningRates) => {
  const ngrams = createTable(size);
  const cueTable = createTable(cues);
  const bias = createTable(1);
  const random = createRandom(seed);
  const order = Uint32Array.from({ length: examples.length }, (_, each) => each);
  for (let epoch = 0; epoch < rates.epochs; epoch += 1) {
    shuffle(order, random);
    for (const each of order) {
      const isBlind = random() < rates.blind;
      step(examples, each, isBlind, index, { ngrams, cueTable, bias }, rates);
    }
  }
  return { ngrams, cueTable, bias };
};

const step = (
  { ids, starts, cues: cueValues, labels, weights, polarOnly }: Examples,
  example: number,
  isBlind: boolean,
  index: Uint32Array,
  { ngrams, cueTable, bias }: { readonly ngrams: Table; readonly cueTable: Table; readonly bias: Table },
  { rate, shrink }: LearningRates,
): void => {
  const from = starts[example] as number;
  const until = isBlind ? from : (starts[example + 1] as number);
  let p = 0;
  let u = 0;
  let known = 0;
  for (let at = from; at < until; at += 1) {
    const feature = index[ids[at] as number] as number;
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
    const feature = index[ids[at] as number] as number;
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
  const sizes = Float32Array.from(weights, Math.abs).sort();
  const scale = Math.max(1e-6, sizes[Math.floor(0.999 * (sizes.length - 1))] as number) / 127;
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
