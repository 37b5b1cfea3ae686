import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTalk, type Talk } from '../../../support/talk.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';

let talk: Talk;

beforeAll(async () => {
  talk = await openTalk();
  await talk.say('alice', 'Good morning, the ovens arrived and work well.', 'acme');
  await talk.say('bob', 'We are looking at the new price list.', 'acorn');
  await talk.say('carol', 'The coffee is great.', 'cedar');
  await talk.say('wang', '早上好，咖啡豆收到了，味道不错。', 'chenguang');
});
afterAll(() => talk.stop());

// Each line goes on where the one before it stopped.
describe.each([
  ['in English', english],
  ['in Chinese', chinese],
] as const)('a conversation %s', (_language, lines) => {
  test.each(lines.map(([who, text, answer, room]) => ({ who, text, answer, room })))(
    '$who: $text',
    async ({ who, text, answer, room }) => {
      expect((await talk.ask(who, text, room)).text).toMatch(answer);
    },
  );
});

test('there are 150 lines and more', () => {
  expect(english.length + chinese.length).toBeGreaterThan(150);
});
