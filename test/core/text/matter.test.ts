import { expect, test } from 'vitest';
import { sharesMatter } from '../../../core/text/matter.ts';

test.each([
  ['明天给您报价', '报价已发您邮箱，请查收', true],
  ['周五前安排师傅上门', '报价已发您', false],
  ['样品下周一寄出', '样品已寄出，单号稍后发您', true],
  ["I'll send the quote tomorrow", 'the quotes are attached', true],
  ['the technician comes on Friday', 'just sent the price list', false],
  ['明天发您', '已发您，请查收', false],
  ["I'll send you the 合同 today", '合同已寄出', true],
])('%s — %s: %s', (promise, delivery, same) => {
  expect(sharesMatter(promise, delivery)).toBe(same);
});
