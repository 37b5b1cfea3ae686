import type { Ngrams } from './ngrams.ts';
import { type LanguageWeights, slotBits } from './weights.ts';

/** How likely each label is; they add up to 1. */
export type Chances = { readonly negative: number; readonly neutral: number; readonly positive: number };

/** The largest that fits into the 16 bits of a slot. */
const lastTextNumber = 65_535;

/**
 * Returns a classifier with these weights: a softmax over the logits −p, u and p for negative, neutral and positive,
 * p the polarity and u the neutrality. Each is the sum over the different n-grams, divided by the root of their number,
 * plus the cues. Linear in the number of n-grams.
 */
export function createClassifier(weights: LanguageWeights): (ngrams: Ngrams, cues: Float64Array) => Chances {
  const { owners, polarity, neutrality, scales, bias, cuePolarity, cueNeutrality, temperature } = weights;
  const slotMask = owners.length - 1;
  // The number of the text in which a slot was last seen: an n-gram counts once a text.
  const seen = new Uint16Array(owners.length);
  let textNumber = 0;

  return ({ ids, count }, cues) => {
    textNumber += 1;
    if (textNumber > lastTextNumber) {
      seen.fill(0);
      textNumber = 1;
    }
    let known = 0;
    let p = 0;
    let u = 0;
    for (let index = 0; index < count; index += 1) {
      const id = ids[index] as number;
      const slot = id & slotMask;
      if (owners[slot] !== id >>> slotBits || seen[slot] === textNumber) continue;
      seen[slot] = textNumber;
      known += 1;
      p += polarity[slot] as number;
      u += neutrality[slot] as number;
    }
    const norm = known > 0 ? 1 / Math.sqrt(known) : 0;
    p = p * norm * scales[0] + bias[0];
    u = u * norm * scales[1] + bias[1];
    for (let index = 0; index < cues.length; index += 1) {
      const cue = cues[index] as number;
      p += cue * (cuePolarity[index] as number);
      u += cue * (cueNeutrality[index] as number);
    }
    return chancesOf(p / temperature, u / temperature);
  };
}

/** Returns the softmax of −p, u and p. */
export function chancesOf(p: number, u: number): Chances {
  const most = Math.max(Math.abs(p), u);
  const negative = Math.exp(-p - most);
  const neutral = Math.exp(u - most);
  const positive = Math.exp(p - most);
  const sum = negative + neutral + positive;
  return { negative: negative / sum, neutral: neutral / sum, positive: positive / sum };
}
