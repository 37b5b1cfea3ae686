import { expect, test } from 'vitest';
import { toOrderDays } from '../../../bot/lab/order-days.ts';

test('several orders of a day are one, in whatever order they come', () => {
  const lines = [
    { day: 9, amount: 5 },
    { day: 3, amount: 10 },
    { day: 9, amount: 2.5 },
  ];
  expect(toOrderDays(lines)).toEqual({ days: [3, 9], amounts: [10, 7.5], total: 17.5 });
});

test('a free order counts', () => {
  expect(toOrderDays([{ day: 3, amount: 0 }])).toEqual({ days: [3], amounts: [0], total: 0 });
});

test('a refund lowers the amount of its day and the total, and is no order', () => {
  const lines = [
    { day: 3, amount: 10 },
    { day: 3, amount: -4 },
    { day: 8, amount: -20 },
  ];
  expect(toOrderDays(lines)).toEqual({ days: [3], amounts: [6], total: -14 });
});

test('what cancels leaves nothing, not a rounding error', () => {
  const lines = [0.1, 0.2, -0.3].map((amount) => ({ day: 1, amount }));
  expect(toOrderDays(lines)).toMatchObject({ days: [1], amounts: [0] });
});

test('nobody ordered nothing', () => {
  expect(toOrderDays([])).toEqual({ days: [], amounts: [], total: 0 });
});
