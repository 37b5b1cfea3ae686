import { describe, expect, test } from 'vitest';
import { type LabelledText, toExamples } from '../../../bot/train/examples.ts';
import { learn } from '../../../bot/train/learn.ts';
import { encodeWeights } from '../../../core/text/model/weights.ts';
import { createSentimentAnalyser } from '../../../core/text/sentiment.ts';

const rates = { epochs: 6, rate: 0.3, shrink: 0, leastTexts: 1, blind: 0 };
const valences = new Map([['splendid', 3]]);

/** Words that no lexicon knows, so that what is read was learned. */
const texts = (polarOnly: boolean, ...labels: LabelledText['label'][]): LabelledText[] =>
  labels.flatMap((label) => {
    const word = { negative: 'grumbo', neutral: 'tablo', positive: 'flinty' }[label];
    return ['it', 'that', 'the box', 'one more', 'they'].map((subject) => ({
      text: `${subject} ${word}`,
      label,
      weight: 1,
      polarOnly,
    }));
  });

const zh = learn(toExamples([], 'zh', valences), 1, rates);
const analyserOf = (examples: readonly LabelledText[], seed = 1) => {
  const en = learn(toExamples(examples, 'en', valences), seed, rates);
  const bytes = encodeWeights({ seed, languages: { zh, en }, valences });
  return { bytes, analyse: createSentimentAnalyser(bytes) };
};

describe('learning', () => {
  const all = texts(false, 'negative', 'neutral', 'positive');

  test('finds the labels of texts it has seen, and of new ones with the same words', () => {
    const { analyse } = analyserOf(all);
    for (const { text, label } of all) expect(analyse(text).label).toBe(label);
    expect(analyse('somebody grumbo').score).toBeLessThan(0);
    expect(analyse('somebody flinty').score).toBeGreaterThan(0);
  });

  test('gives the same bytes for the same seed and others for another', () => {
    expect(analyserOf(all).bytes).toEqual(analyserOf(all).bytes);
    expect(analyserOf(all, 2).bytes).not.toEqual(analyserOf(all).bytes);
  });

  test('a set without neutral texts teaches which is which, and nothing of what is neutral', () => {
    const neutral = (analyse: ReturnType<typeof analyserOf>['analyse']) =>
      analyse('it grumbo').chances.neutral;
    const polar = analyserOf(texts(true, 'negative', 'positive')).analyse;
    expect(polar('it grumbo').score).toBeLessThan(polar('it flinty').score);
    const en = learn(toExamples(texts(true, 'negative', 'positive'), 'en', valences), 1, rates);
    expect(en.neutrality.every((weight) => weight === 0)).toBe(true);
    expect(neutral(polar)).toBeGreaterThan(neutral(analyserOf(texts(false, 'negative', 'positive')).analyse));
  });

  test('learns nothing from nothing', () => {
    const { analyse } = analyserOf([]);
    expect(analyse('it grumbo').chances).toEqual({ negative: 1 / 3, neutral: 1 / 3, positive: 1 / 3 });
  });
});
