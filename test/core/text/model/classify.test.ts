import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chancesOf, createClassifier } from '../../../../core/text/model/classify.ts';
import { cueNames } from '../../../../core/text/model/cues.ts';
import type { LanguageWeights } from '../../../../core/text/model/weights.ts';

const slots = 65_536;
const weights = (): LanguageWeights => {
  const owners = new Uint8Array(slots);
  const polarity = new Int8Array(slots);
  owners[5] = 7;
  polarity[5] = 100;
  return {
    owners,
    polarity,
    neutrality: new Int8Array(slots),
    scales: [0.01, 0.01],
    cuePolarity: new Float32Array(cueNames.length).fill(1),
    cueNeutrality: new Float32Array(cueNames.length),
    bias: [0, 0],
    temperature: 2,
  };
};
const noCues = new Float64Array(cueNames.length);
const id = 7 * slots + 5;
const ngrams = (...ids: number[]) => ({ ids: Uint32Array.from(ids), count: ids.length });

test('an n-gram counts once a text, and only if it owns its slot', () => {
  const classify = createClassifier(weights());
  const once = classify(ngrams(id), noCues);
  expect(once).toEqual(chancesOf(1 / 2, 0));
  expect(classify(ngrams(id, id, id), noCues)).toEqual(once);
  expect(classify(ngrams(id + slots), noCues)).toEqual(chancesOf(0, 0));
  expect(classify(ngrams(), noCues)).toEqual(chancesOf(0, 0));
});

test('an n-gram of an older text counts again, after any number of texts', () => {
  const classify = createClassifier(weights());
  const once = classify(ngrams(id), noCues);
  for (let text = 0; text < 70_000; text += 1) {
    if (classify(ngrams(id), noCues).positive !== once.positive)
      throw new Error(`text ${text} was read otherwise`);
  }
});

test('cues and the temperature count', () => {
  const classify = createClassifier(weights());
  const cues = Float64Array.from(noCues).fill(0.5, 0, 2);
  expect(classify(ngrams(), cues)).toEqual(chancesOf(0.5, 0));
});

test('chances add up to 1 and stay finite for any logits', () => {
  const logit = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(logit, logit, (p, u) => {
      const { negative, neutral, positive } = chancesOf(p, u);
      expect(negative + neutral + positive).toBeCloseTo(1, 12);
      expect(Math.sign(positive - negative)).toBe(negative === positive ? 0 : Math.sign(p));
    }),
  );
});
