import { expect, test } from 'vitest';
import { createShowMoney, isCurrency } from '../../core/money.ts';

test.each([
  ['CNY', 0, '¥0'],
  ['CNY', 999.4, '¥999'],
  ['CNY', 999.5, '¥1,000'],
  ['CNY', 1234567.89, '¥1,234,568'],
  ['CNY', -1234, '-¥1,234'],
  ['CNY', -0.2, '¥0'],
  ['EUR', 1234, '€1,234'],
  ['USD', 1234, '$1,234'],
  ['JPY', 1234, '¥1,234'],
  ['KWD', 1234.567, 'KWD\u00a01,235'],
])('in %s the amount %f is %s', (currency, amount, said) => {
  expect(createShowMoney(currency)(amount)).toBe(said);
});

test('a currency is a code of ISO 4217 in capitals', () => {
  expect(['CNY', 'EUR', 'USD'].every(isCurrency)).toBe(true);
  expect(['', 'EURO', 'eur', '€', 'QQQ'].some(isCurrency)).toBe(false);
});

test('what is no code at all can not be written', () => {
  expect(() => createShowMoney('€')).toThrow(RangeError);
});
