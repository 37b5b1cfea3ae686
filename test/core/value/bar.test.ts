import { expect, test } from 'vitest';
import { lackOf } from '../../../core/value/bar.ts';
import { toHistories } from '../../../core/value/history.ts';

const many = (count: number, history: { x: number; tx: number; T: number }) =>
  Array.from({ length: count }, () => history);
const regulars = many(10, { x: 2, tx: 170, T: 180 });

test('500 buyers, 180 days, an order in the last 30 days and 10 customers with three orders are enough', () => {
  const once = many(490, { x: 0, tx: 0, T: 60 });
  expect(lackOf(toHistories([...regulars, ...once]))).toBeNull();
  expect(lackOf(toHistories([...regulars, ...once.slice(1)]))).toBe('too-few-buyers');
  expect(lackOf(toHistories([...regulars.slice(1), ...many(491, { x: 1, tx: 175, T: 180 })]))).toBe(
    'too-few-regulars',
  );
  expect(lackOf(toHistories([...many(10, { x: 2, tx: 170, T: 179 }), ...once]))).toBe('too-short');
  expect(lackOf(toHistories([...many(10, { x: 2, tx: 149, T: 180 }), ...once]))).toBe('no-recent-order');
  expect(lackOf(toHistories([...many(10, { x: 2, tx: 150, T: 180 }), ...once]))).toBeNull();
  expect(lackOf(toHistories([]))).toBe('no-customers');
});

test('customers who are counted together count each', () => {
  const { x, tx, T } = toHistories([
    { x: 0, tx: 0, T: 90 },
    { x: 3, tx: 180, T: 190 },
  ]);
  expect(lackOf({ x, tx, T, count: Float64Array.of(490, 10) })).toBeNull();
});
