import { expect, test } from 'vitest';
import { toReading } from '../../../core/text/reading.ts';

test.each([
  [{ negative: 0.5, neutral: 0.3, positive: 0.2 }, 'negative', -0.3],
  [{ negative: 0.2, neutral: 0.3, positive: 0.5 }, 'positive', 0.3],
  [{ negative: 0.4, neutral: 0.4, positive: 0.2 }, 'neutral', -0.2],
  [{ negative: 0.4, neutral: 0.2, positive: 0.4 }, 'negative', 0],
] as const)('%o is %s', (chances, label, score) => {
  const reading = toReading(chances, []);
  expect(reading.label).toBe(label);
  expect(reading.score).toBeCloseTo(score, 12);
  expect(reading.confidence).toBe(Math.max(...Object.values(chances)));
});
