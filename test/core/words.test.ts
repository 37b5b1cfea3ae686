import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, fill, grouped, percent, signed } from '../../core/words.ts';

const text = { zh: '{days} 天，{days} 天，{who}', en: '{days} days, {days} days, {who}' };

describe('filling in numbers', () => {
  test('puts each where its name stands, in the language', () => {
    expect(fill(text, 'zh', { days: 30, who: '王' })).toBe('30 天，30 天，王');
    expect(fill(text, 'en', { days: 0, who: '' })).toBe('0 days, 0 days, ');
  });

  test('leaves a name without a number as it is, and values that look like names', () => {
    expect(fill(text, 'en', {})).toBe('{days} days, {days} days, {who}');
    expect(fill(text, 'en', { days: 1, who: '{days} $& $1' })).toBe('1 days, 1 days, {days} $& $1');
  });
});

test.each([
  [0, '0%'],
  [1, '100%'],
  [0.125, '13%'],
  [0.004, '0%'],
])('the share %f is %s', (share, said) => {
  expect(percent(share)).toBe(said);
});

test.each([
  [0, '0'],
  [999.4, '999'],
  [999.5, '1,000'],
  [1234567.89, '1,234,568'],
  [-1234, '-1,234'],
  [-123456, '-123,456'],
  [-0.2, '0'],
])('%f in groups of digits is %s', (value, said) => {
  expect(grouped(value)).toBe(said);
});

test.each([
  [0, '+0.00'],
  [0.126, '+0.13'],
  [-0.5, '−0.50'],
  [12, '+12.00'],
])('%f with its sign is %s', (value, said) => {
  expect(signed(value)).toBe(said);
});

describe('an excerpt', () => {
  test('is the text on one line', () => {
    expect(excerpt('  a\n\tb  c ')).toBe('a b c');
    expect(excerpt('')).toBe('');
  });

  test('is marked only when cut', () => {
    expect(excerpt('x'.repeat(120))).toBe('x'.repeat(120));
    expect(excerpt('x'.repeat(121))).toBe(`${'x'.repeat(120)}…`);
    expect(excerpt('您好世界', 2)).toBe('您好…');
  });

  test('never halves a character and never grows', () => {
    expect(excerpt('😀😀😀', 2)).toBe('😀😀…');
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (given, most) => {
        const cut = excerpt(given, most);
        expect(Array.from(cut).length).toBeLessThanOrEqual(most + 1);
        expect(cut).not.toMatch(/\n/);
        if (given.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
