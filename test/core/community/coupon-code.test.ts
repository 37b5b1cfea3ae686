import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrom, readCode } from '../../../core/community/coupon-code.ts';

const anyBytes = fc.uint8Array({ minLength: 10, maxLength: 16 });

test('a code is read as it was made, however it is typed', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const code = codeFrom(bytes);
      expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}$/);
      expect(readCode(code)).toBe(code);
      expect(readCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
      expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ''))).toBe(code);
    }),
  );
});

test('one wrong character is no code', () => {
  fc.assert(
    fc.property(
      anyBytes,
      fc.nat(9),
      fc.constantFrom(...'23456789ABCDEFGH'.split('')),
      (bytes, place, other) => {
        const plain = codeFrom(bytes).replaceAll('-', '');
        fc.pre(plain[place] !== other);
        expect(readCode(plain.slice(0, place) + other + plain.slice(place + 1))).toBeUndefined();
      },
    ),
  );
});

test.each(['', 'hello', '1234-5678-90', '4F7K-92MQ-XZ!', '4F7K92MQXZCC'])('"%s" is no code', (text) => {
  expect(readCode(text)).toBeUndefined();
});
