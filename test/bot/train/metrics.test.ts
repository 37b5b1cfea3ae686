import { expect, test } from 'vitest';
import { auc, type Judged, macroF1 } from '../../../bot/train/metrics.ts';

const judged = (label: Judged['label'], score: number, read: Judged['read']): Judged => ({
  label,
  score,
  read,
});

test('macro-F1 is the mean over the labels, worked by hand', () => {
  // negative: 1 hit of 2 and 1 read: 2/3. neutral: 1 of 1 and 2 read: 2/3. positive: 1 of 1: 1.
  const rows = [
    judged('negative', -1, 'negative'),
    judged('negative', -0.1, 'neutral'),
    judged('neutral', 0, 'neutral'),
    judged('positive', 1, 'positive'),
  ];
  expect(macroF1(rows)).toBeCloseTo((2 / 3 + 2 / 3 + 1) / 3, 12);
});

test('without neutral texts the sign of the score decides, 0 counting as positive', () => {
  const rows = [judged('negative', -0.1, 'neutral'), judged('positive', 0, 'neutral')];
  expect(macroF1(rows)).toBe(1);
});

test('AUC counts ties half and leaves neutral texts out', () => {
  const rows = [
    judged('negative', 0.1, 'neutral'),
    judged('negative', 0.5, 'neutral'),
    judged('positive', 0.5, 'neutral'),
    judged('positive', 0.9, 'neutral'),
    judged('neutral', 5, 'neutral'),
  ];
  expect(auc(rows)).toBeCloseTo(3.5 / 4, 12);
});
