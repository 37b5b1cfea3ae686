import { expect, test } from 'vitest';
import { createRandom } from '../../../bot/train/random.ts';
import { fitTemperature } from '../../../bot/train/temperature.ts';
import { chancesOf } from '../../../core/text/model/classify.ts';
import { toReading } from '../../../core/text/reading.ts';

test('finds by how much the logits are too sure', () => {
  const random = createRandom(5);
  const logits = new Map<string, number>();
  const texts = Array.from({ length: 20_000 }, (_, index) => {
    const p = random() * 4 - 2;
    const { negative, neutral } = chancesOf(p, 0.5);
    const drawn = random();
    const label = drawn < negative ? 'negative' : drawn < negative + neutral ? 'neutral' : 'positive';
    logits.set(String(index), p);
    return { text: String(index), label, weight: 1, polarOnly: false } as const;
  });
  const sure = (text: string) => toReading(chancesOf(2 * (logits.get(text) ?? 0), 2 * 0.5), []);
  expect(fitTemperature(sure, texts)).toBeCloseTo(2, 1);
});

test('is 1 where no text says what is neutral', () => {
  const reading = toReading(chancesOf(1, 0), []);
  expect(fitTemperature(() => reading, [{ text: 'a', label: 'positive', weight: 1, polarOnly: true }])).toBe(
    1,
  );
});
