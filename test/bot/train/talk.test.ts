import { expect, test } from 'vitest';
import { expandTalk } from '../../../bot/train/talk.ts';
import { talkEn } from '../../../bot/train/talk-en.ts';
import { talkZh } from '../../../bot/train/talk-zh.ts';

test('patterns become different texts whose weights add up, the same for the same seed', () => {
  const talk = { negative: '{too|so} slow\n', neutral: 'at {one|two}{|?}\n\n', positive: 'good' };
  const texts = expandTalk(talk, 50, 10, 3);
  expect(texts).toEqual(expandTalk(talk, 50, 10, 3));
  const of = (label: string) => texts.filter((each) => each.label === label);
  expect(new Set(of('neutral').map(({ text }) => text))).toEqual(
    new Set(['at one', 'at one?', 'at two', 'at two?']),
  );
  expect(of('negative').reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(10, 12);
});

test.each([
  ['English', talkEn],
  ['Chinese', talkZh],
])('the %s patterns have no brace left open', (_, talk) => {
  for (const { text } of expandTalk(talk, 3, 1, 1)) expect(text).not.toMatch(/[{}|]/);
});
