import { describe, expect, test } from 'vitest';
import { findStyle, inStyle } from '../../../core/text/style.ts';

describe('how somebody writes', () => {
  test.each([
    ['zh', ['亲，报价好了', '亲，样品寄出了', '亲，在的', '好的'], { greeting: '亲' }],
    ['zh', ['好的，谢谢', '明天到，谢谢', '已发，谢谢！', '您好，在'], { signOff: '谢谢' }],
    ['en', ['Hi Ann, it is ready.', 'Hi, done.', 'Hi Bob!', 'ok'], { greeting: 'Hi' }],
    ['en', ['Done.\nBest, Mia', 'On Friday.\nBest, Mia', 'Sure.\nBest, Mia'], { signOff: 'Best, Mia' }],
    ['en', ['Hello, yes', 'no', 'Hello, sure'], {}],
    ['zh', [], {}],
  ] as const)('in %s is learnt from %j', (language, messages, style) => {
    expect(findStyle(messages, language)).toEqual(style);
  });

  test.each([
    ['王总您好，报价在确认。', { greeting: '亲' }, 'zh', '王总亲，报价在确认。'],
    ['您好，报价在确认。', { greeting: '哈喽', signOff: '谢谢' }, 'zh', '哈喽，报价在确认。谢谢！'],
    [
      'Hello Ann, I am checking it.',
      { greeting: 'Hi', signOff: 'Best, Mia' },
      'en',
      'Hi Ann, I am checking it.\n\nBest, Mia',
    ],
    ['Hello, I am checking it.', { greeting: 'Hey' }, 'en', 'Hey, I am checking it.'],
    ['I am checking it. Thanks', { greeting: 'Hey', signOff: 'Thanks' }, 'en', 'I am checking it. Thanks'],
    ['Hello, I am checking it.', {}, 'en', 'Hello, I am checking it.'],
  ] as const)('%s becomes theirs', (text, style, language, written) => {
    expect(inStyle(text, style, language)).toBe(written);
  });
});
