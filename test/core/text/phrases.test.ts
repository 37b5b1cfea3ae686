import { expect, test } from 'vitest';
import { createPhraseMatcher, isInWord, wordEnd } from '../../../core/text/phrases.ts';

const matchAt = createPhraseMatcher([
  ['不', 1],
  ['不错', 2],
  ['not', 3],
  ['not bad', 4],
  ['disappoint*', 5],
  [':)', 6],
  [':d', 7],
  ['不', 8],
]);

test('the longest phrase is found, and the first value given to it stands', () => {
  expect(matchAt('不错的', 0)).toMatchObject({ value: 2, length: 2 });
  expect(matchAt('不对', 0)).toMatchObject({ value: 1, length: 1 });
  expect(matchAt('不', 0)).toMatchObject({ value: 1, length: 1 });
  expect(matchAt('not bad at all', 0)).toMatchObject({ value: 4, length: 7 });
});

test('Latin phrases are whole words', () => {
  expect(matchAt('nothing', 0)).toBeUndefined();
  expect(matchAt('knot', 1)).toBeUndefined();
  expect(matchAt('not badly', 0)).toMatchObject({ value: 3 });
  expect(matchAt('不not不', 1)).toMatchObject({ value: 3 });
  expect(matchAt(':down', 0)).toBeUndefined();
  expect(matchAt(':)x', 0)).toMatchObject({ value: 6 });
});

test('a star stands for any ending', () => {
  expect(matchAt('disappointment.', 0)).toMatchObject({ value: 5, length: 14 });
  expect(matchAt('disappoint', 0)).toMatchObject({ value: 5, length: 10 });
});

test('an apostrophe belongs to a word only between letters', () => {
  expect(wordEnd("don't do", 0)).toBe(5);
  expect(isInWord("'not'", 0)).toBe(false);
  expect(matchAt("'not'", 1)).toMatchObject({ value: 3 });
});

test.each([
  ['a', true],
  ['9', true],
  ['Z', true],
  ['é', true],
  ['×', false],
  ['÷', false],
  ['_', false],
  ['店', false],
])('%s in a word: %s', (character, inWord) => {
  expect(isInWord(character, 0)).toBe(inWord);
});
