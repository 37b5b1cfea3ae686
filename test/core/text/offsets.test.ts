import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Correction, fitOffsets, withOffsets } from '../../../core/text/offsets.ts';
import { toReading } from '../../../core/text/reading.ts';

const chances = { negative: 0.3, neutral: 0.5, positive: 0.2 };
const always = (reading = toReading(chances, ['slow'])) => withOffsets(() => reading, none);
const none = { negative: 0, neutral: 0, positive: 0 };
const label = fc.constantFrom('negative', 'neutral', 'positive');
const correction: fc.Arbitrary<Correction> = fc
  .tuple(label, fc.tuple(...[1, 2, 3].map(() => fc.double({ min: 0.01, max: 1, noNaN: true }))))
  .map(([said, [negative = 1, neutral = 1, positive = 1]]) => {
    const sum = negative + neutral + positive;
    const read = { negative: negative / sum, neutral: neutral / sum, positive: positive / sum };
    return { label: said, chances: read } as Correction;
  });

test('no offsets change nothing', () => {
  const reading = always()('');
  expect(reading.chances.negative).toBeCloseTo(0.3, 12);
  expect(reading).toMatchObject({ label: 'neutral', cues: ['slow'] });
});

test('an offset moves the label, the score and the confidence together', () => {
  const reading = withOffsets(() => toReading(chances, []), { ...none, negative: 1 })('');
  const sum = 0.3 * Math.E + 0.7;
  expect(reading.label).toBe('negative');
  expect(reading.confidence).toBeCloseTo((0.3 * Math.E) / sum, 12);
  expect(reading.score).toBeCloseTo((0.2 - 0.3 * Math.E) / sum, 12);
});

test('politeness stays what it is', () => {
  const courteous = { ...toReading({ negative: 0, neutral: 1, positive: 0 }, []), confidence: 0.9 };
  expect(withOffsets(() => courteous, { ...none, negative: 3 })('')).toBe(courteous);
});

test('nothing is learned from no corrections, and nothing from politeness', () => {
  const polite: Correction = { label: 'negative', chances: { negative: 0, neutral: 1, positive: 0 } };
  expect(fitOffsets([])).toEqual(none);
  expect(fitOffsets([polite, polite])).toEqual(none);
});

test('a company whose neutral talk is read as negative is read right after a hundred corrections', () => {
  const read = { negative: 0.6, neutral: 0.3, positive: 0.1 };
  const said = (count: number, right: Correction['label']): Correction[] =>
    Array.from({ length: count }, () => ({ chances: read, label: right }));
  const labelAfter = (corrections: readonly Correction[]) =>
    withOffsets(() => toReading(read, []), fitOffsets(corrections))('').label;
  expect(labelAfter(said(2, 'neutral'))).toBe('negative');
  expect(labelAfter([...said(80, 'neutral'), ...said(20, 'negative')])).toBe('neutral');
});

test('the slope of the penalised likelihood is 0 at the answer, which stays within its bounds', () => {
  fc.assert(
    fc.property(fc.array(correction, { maxLength: 60 }), (corrections) => {
      const { negative, neutral, positive } = fitOffsets(corrections);
      expect(neutral).toBe(0);
      expect(Math.max(Math.abs(negative), Math.abs(positive))).toBeLessThanOrEqual(3);
      if (Math.max(Math.abs(negative), Math.abs(positive)) === 3) return;
      let slope = -8 * negative;
      for (const each of corrections) {
        const reading = withOffsets(() => toReading(each.chances, []), { negative, neutral, positive })('');
        slope += Number(each.label === 'negative') - reading.chances.negative;
      }
      expect(slope).toBeCloseTo(0, 6);
    }),
  );
});
