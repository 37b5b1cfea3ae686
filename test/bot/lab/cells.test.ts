import { expect, test } from 'vitest';
import { createDayReader, readAmount, readDay, showDay } from '../../../bot/lab/cells.ts';

test.each([
  '2024-02-29',
  '2024/2/29',
  '2024.02.29',
  '20240229',
  '2024-02-29 23:59:59',
  '2024-02-29T08:26:00.123Z',
  '2024-02-29 8:26',
  '2024-02-29T23:00:00+08:00',
  '2024/2/29 08:26:00',
])('%s is the day that it says', (text) => {
  expect(readDay(text)).toBe(Date.UTC(2024, 1, 29) / 86_400_000);
  expect(showDay(readDay(text) ?? 0)).toBe('2024-02-29');
});

test.each([
  '',
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  '29/02/2024',
  '2024-02',
  '2024-2/29',
  '1024-01-01',
  'today',
  '45351',
  '2024-01-01x',
])('"%s" is no day', (text) => {
  expect(readDay(text)).toBeUndefined();
});

test('a reader with a memory says the same', () => {
  const read = createDayReader();
  for (const text of ['2024-02-29', '2024-02-29', 'x', 'x']) expect(read(text)).toBe(readDay(text));
});

test.each([
  ['12', 12],
  ['-3.50', -3.5],
  ['+.5', 0.5],
  ['1e3', 1000],
  ['0', 0],
])('%s is an amount', (text, amount) => {
  expect(readAmount(text)).toBe(amount);
});

test.each(['', '1,234', '¥12', 'NaN', 'Infinity', '1e999', '1e14', '0x10', '1 2', '--1', '.'])(
  '"%s" is no amount',
  (text) => {
    expect(readAmount(text)).toBeUndefined();
  },
);
