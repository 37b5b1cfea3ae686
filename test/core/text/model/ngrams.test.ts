import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNgramReader, idBits } from '../../../../core/text/model/ngrams.ts';

const read = createNgramReader();
const idsOf = (text: string, language: 'zh' | 'en'): number[] => {
  const { ids, count } = read(text, language);
  return [...ids.subarray(0, count)];
};
const shared = (a: string, b: string, language: 'zh' | 'en'): number => {
  const others = new Set(idsOf(b, language));
  return [...new Set(idsOf(a, language))].filter((id) => others.has(id)).length;
};

test('Chinese gives the n-grams of 1 to 4 characters, the edges counted', () => {
  // Of ^太慢$: four that begin at its edge, three with 太, two with 慢.
  expect(idsOf('太慢', 'zh')).toHaveLength(9);
  expect(shared('太慢', '太慢了', 'zh')).toBe(6);
  expect(idsOf('', 'zh')).toEqual([]);
});

test('English gives words, pairs, and characters within a word', () => {
  // "no" and its edges: ^no$ has 2 of three characters and 1 of four; then two pairs and the word.
  expect(idsOf('no', 'en')).toHaveLength(6);
  expect(shared('works', 'work', 'en')).toBeGreaterThan(5);
  expect(shared('not good', 'good not', 'en')).toBeLessThan(idsOf('not good', 'en').length);
});

test('digits are alike, a sticker is one sign', () => {
  expect(idsOf('第3次', 'zh')).toEqual(idsOf('第7次', 'zh'));
  expect(idsOf('in 24 days', 'en')).toEqual(idsOf('in 35 days', 'en'));
  expect(idsOf('[微笑]', 'zh')).toHaveLength(1);
  expect(shared('好[微笑]好', '微笑', 'zh')).toBe(1); // the edge
  expect(idsOf(':smile:', 'en')).toHaveLength(3);
  expect(idsOf('[微笑', 'zh').length).toBeGreaterThan(1);
  expect(idsOf('好:', 'zh').length).toBeGreaterThan(3);
});

test('any text gives ids in range, the same every time, however long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('zh', 'en'), (text, language) => {
      const ids = idsOf(text, language);
      expect(ids.every((id) => id >= 0 && id < 2 ** idBits)).toBe(true);
      expect(idsOf(text, language)).toEqual(ids);
    }),
  );
  const long = '这个产品非常好'.repeat(500);
  expect(idsOf(long, 'zh')).toHaveLength(long.length * 4 + 1);
});
