import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, foldCharacters, wellFormed } from '../../../core/text/normalise.ts';

describe('for storage', () => {
  test('lone surrogates are replaced, NUL is removed and nothing else changes', () => {
    expect(wellFormed('a\ud800b\udc00c\0d')).toBe('a\ufffdb\ufffdcd');
    expect(wellFormed('🙂 ﬁ　Ａ\u200b')).toBe('🙂 ﬁ　Ａ\u200b');
  });

  test('the result is always well formed, and well-formed text without NUL is itself', () => {
    const codes = fc.array(fc.integer({ min: 0, max: 0xffff })).map((each) => String.fromCharCode(...each));
    fc.assert(
      fc.property(codes, (text) => {
        const stored = wellFormed(text);
        expect(stored.isWellFormed() && !stored.includes('\0')).toBe(true);
        expect(wellFormed(stored)).toBe(stored);
      }),
    );
  });
});

describe('for analysis', () => {
  test.each([
    ['full width', 'ＯＫ！（好）？', 'OK!(好)?'],
    ['hidden characters', 'a\u200bb\u202ec\ufeffd\u2066e\0f', 'abcdef'],
    ['variation selectors', '❤️', '❤'],
    ['typographic apostrophes', 'don’t', "don't"],
    ['blanks', '  a \t b\r\n\n c  ', 'a b\nc'],
    ['a code block', 'see ```x ? y``` now', 'see now'],
    ['a code block without end', 'see ```x ? y', 'see'],
    ['code in a line', 'run `x?` now', 'run now'],
    ['an odd back-tick', 'it`s fine', 'it`s fine'],
    ['a Slack mention', '<@U123|bad name> hi', 'hi'],
    ['a Slack link', 'look <https://x.y/?a|what?> here', 'look here'],
    ['a plain link before Chinese', '看https://x.y/?a=1这个', '看 这个'],
    ['a mention', '@客服小王 你们太慢了', '你们太慢了'],
    ['a mention at the end', '请看 @小王', '请看'],
    ['a name run into a sentence', '@张三你们太慢了', '@张三你们太慢了'],
    ['an e-mail address', 'a@b.com ok', 'a@b.com ok'],
    ['a quoted line', '&gt; is it?\nyes &amp; no', 'yes & no'],
    ['what only looks like mark-up', 'a < b and c > d', 'a < b and c > d'],
  ])('%s', (_name, text, clean) => expect(cleanText(text)).toBe(clean));

  test('at most 4,000 characters are kept, no half of a pair among them', () => {
    expect(cleanText('好'.repeat(100_000))).toHaveLength(4000);
    expect(cleanText(`a${'🙂'.repeat(100_000)}`).isWellFormed()).toBe(true);
    expect(cleanText('\ufdfa'.repeat(4000)).length).toBeLessThanOrEqual(4000);
  });

  test('cleaning is the same by the short way as by the long way', () => {
    // A leading mention takes the long way and leaves the rest.
    const plain = fc.string({
      unit: fc.constantFrom(...Array.from('好不？，！（）～aB1 .?!;:\'"()[]/\n。、')),
      maxLength: 30,
    });
    fc.assert(
      fc.property(plain, (text) => {
        expect(cleanText(`<@U1> ${text}`)).toBe(cleanText(text));
      }),
    );
  });

  test('clean text holds no hidden character and is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        expect(foldCharacters(clean)).toBe(clean);
        expect(clean).toBe(clean.trim());
      }),
    );
  });
});
