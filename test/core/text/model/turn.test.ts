import { expect, test } from 'vitest';
import { afterTurn } from '../../../../core/text/model/turn.ts';

test.each([
  ['很好，但是太慢了', '太慢了'],
  ['贵，不过好用，但经常闪退', '经常闪退'],
  ['i love it but it is slow', ' it is slow'],
  ['nice, however it broke', ' it broke'],
  ['没有这样的话', '没有这样的话'],
  ['很好，但', '很好，但'],
  ['the butter is fine', 'the butter is fine'],
])('of "%s" counts "%s"', (text, rest) => expect(afterTurn(text)).toBe(rest));

test('a long text counts whole', () => {
  const text = `${'质量很好。'.repeat(20)}但是太慢了`;
  expect(afterTurn(text)).toBe(text);
});
