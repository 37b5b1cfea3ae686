import { expect, test } from 'vitest';
import { pick, toLanguage } from '../../core/language.ts';

test.each([
  ['zh', 'zh'],
  ['zh-CN', 'zh'],
  ['ZH_Hant', 'zh'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['', 'en'],
  [null, 'en'],
  [undefined, 'en'],
] as const)('%s is %s', (value, language) => {
  expect(toLanguage(value)).toBe(language);
});

test('the text of the language is picked', () => {
  expect(pick({ zh: '你好', en: 'hello' }, 'zh')).toBe('你好');
  expect(pick({ zh: '你好', en: 'hello' }, 'en')).toBe('hello');
});
