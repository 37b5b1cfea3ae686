import { expect, test } from 'vitest';
import { detectLanguage } from '../../../core/text/language.ts';

test.each([
  ['你好', 'zh'],
  ['用 Kubernetes 部署报错了', 'zh'],
  ['请把 invoice 发我', 'zh'],
  ['Hello', 'en'],
  ['The sign said 出口 and we took the next exit to the right', 'en'],
  ['', 'en'],
  ['123 👍', 'en'],
  ['好'.repeat(100_000), 'zh'],
])('"%s" is %s', (text, language) => expect(detectLanguage(text)).toBe(language));
