import type { SentimentAnalyser } from '../../core/text/sentiment.ts';
import type { LabelledText } from './examples.ts';

const coldest = 0.3;
const hottest = 5;
const rounds = 40;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Returns by what the logits have to be divided for the labels of `texts` to be likeliest (Guo and others 2017), by
 * golden-section search between 0.3 and 5. Sets without neutral texts say nothing of that label's chance and are left
 * out. Returns 1 for no texts.
 */
export const fitTemperature = (analyse: SentimentAnalyser, texts: readonly LabelledText[]): number => {
  const readings = texts
    .filter(({ polarOnly }) => !polarOnly)
    .map(({ text, label, weight }) => ({ chances: analyse(text).chances, label, weight }))
    .filter(({ chances }) => chances.neutral < 1);
  if (readings.length === 0) return 1;
  const loss = (temperature: number): number => {
    let sum = 0;
    for (const { chances, label, weight } of readings) {
      const power = (chance: number): number => Math.max(1e-12, chance) ** (1 / temperature);
      const all = power(chances.negative) + power(chances.neutral) + power(chances.positive);
      sum -= weight * Math.log(power(chances[label]) / all);
    }
    return sum;
  };
  let low = coldest;
  let high = hottest;
  for (let round = 0; round < rounds; round += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
};
