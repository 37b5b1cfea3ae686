import { describe, expect, test } from 'vitest';
import { clip, fieldsOf, firstText, jsonOf, listOf, textOf } from '../../core/payload.ts';

describe('of what is not trusted yet', () => {
  test.each([[null], [undefined], ['text'], [3], [[1]]])('%j has no fields', (value) => {
    expect(fieldsOf(value)).toEqual({});
  });

  test('an object is its fields, an array its items', () => {
    expect(fieldsOf({ a: 1 })).toEqual({ a: 1 });
    expect(listOf([1, 2])).toEqual([1, 2]);
    expect(listOf({ length: 2 })).toEqual([]);
  });

  test.each([
    ['ab', 'ab'],
    [12, '12'],
    ['', undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [{}, undefined],
  ])('%j is the text %j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test('the first text counts, also when it comes late', () => {
    expect(firstText(undefined, '', 7, 'x')).toBe('7');
    expect(firstText(null, {})).toBeUndefined();
  });

  test.each([
    ['{"a":1}', { a: 1 }],
    ['{"a":', undefined],
    [{ a: 1 }, { a: 1 }],
    [null, undefined],
  ])('%j says %j', (value, said) => {
    expect(jsonOf(value)).toEqual(said);
  });

  test('a text is clipped between characters, and left alone where it is short enough', () => {
    expect(clip('ab😀', 3)).toBe('ab');
    expect(clip('ab😀', 4)).toBe('ab😀');
    expect(clip('abcd', 3)).toBe('abc');
  });
});
