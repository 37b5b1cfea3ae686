import { expect, test } from 'vitest';
import { findAddresses } from '../../../core/privacy/find-address.ts';
import { isCardNumber, isIban, isIdentityNumber } from '../../../core/privacy/numbers.ts';

test('an identity number has a date of birth and the right check digit', () => {
  expect(isIdentityNumber('11010519491231002X')).toBe(true);
  expect(isIdentityNumber('11010519491231002x')).toBe(true);
  expect(isIdentityNumber('110105194912310021')).toBe(false);
  expect(isIdentityNumber('11010519491331002X')).toBe(false);
});

test('a card number passes the Luhn check', () => {
  expect(isCardNumber('4111111111111111')).toBe(true);
  expect(isCardNumber('4111111111111112')).toBe(false);
  expect(isCardNumber('0000000000000')).toBe(false);
  expect(isCardNumber('411111111111')).toBe(false);
});

test('an IBAN has the right check digits', () => {
  expect(isIban('GB82 WEST 1234 5698 7654 32')).toBe(true);
  expect(isIban('GB83 WEST 1234 5698 7654 32')).toBe(false);
  expect(isIban('no account')).toBe(false);
});

test('addresses are found in order and apart, in both languages', () => {
  const text = 'At 5 Elm Street; 寄上海市南京路100号3栋2单元501室, or 世纪大道8号世纪大道9号';
  expect(findAddresses(text).map(({ from, until }) => text.slice(from, until))).toEqual([
    '5 Elm Street',
    '寄上海市南京路100号3栋2单元501室',
    '世纪大道8号世纪大道9号',
  ]);
  expect(findAddresses('在3栋501室，和5栋601室')).toHaveLength(2);
  expect(findAddresses('5 Elm 南京路1号 Street')).toHaveLength(1);
  expect(findAddresses('12 Renmin 人民路3号 and 7 Oak Lane')).toHaveLength(2);
  expect(findAddresses('9 X路1号 Road')).toHaveLength(1);
});
