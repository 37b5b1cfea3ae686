import { expect, test } from 'vitest';
import { clubEn } from '../../../bot/demo/club-en.ts';
import { clubZh } from '../../../bot/demo/club-zh.ts';
import { insideTalk } from '../../../bot/demo/inside.ts';
import { createRandom } from '../../../bot/demo/random.ts';
import { createSchedule } from '../../../bot/demo/schedule.ts';
import { parseScenes } from '../../../bot/demo/script.ts';
import { createSlots } from '../../../bot/demo/slots.ts';
import { storyEn } from '../../../bot/demo/story-en.ts';
import { storyZh } from '../../../bot/demo/story-zh.ts';
import { talkEn } from '../../../bot/demo/talk-en.ts';
import { talkZh } from '../../../bot/demo/talk-zh.ts';
import { tradeEn } from '../../../bot/demo/trade-en.ts';
import { tradeZh } from '../../../bot/demo/trade-zh.ts';

const until = Date.parse('2026-11-20T14:30:00+08:00');

test('a scene is read with its roles, pauses, bookings, reactions and settings', () => {
  const [first, second] = parseScenes(
    'order',
    'c cafe: two | three\n?r 2h order: done, {amount}\nd +👍\n\n*2-3: a | b | c\nm edit: x\nm recall:\nl join:',
  );
  expect(first).toMatchObject({ key: 'order-0', settings: ['cafe'] });
  expect(first?.lines[0]).toMatchObject({ who: 'c', act: 'say', texts: ['two', 'three'] });
  expect(first?.lines[1]).toMatchObject({ who: 'r', optional: true, pauseMs: 7_200_000, fact: 'order' });
  expect(first?.lines[2]).toMatchObject({ who: 'd', act: 'react', emoji: '👍' });
  expect(second?.lines[0]).toMatchObject({ who: '*', times: [2, 3] });
  expect(second?.lines.slice(1).map((line) => line.act)).toEqual(['edit', 'recall', 'join']);
});

test('a line that cannot be read is refused', () => {
  expect(() => parseScenes('x', 'c 2w: hello')).toThrow(SyntaxError);
  expect(() => parseScenes('x', 'c: ')).toThrow(SyntaxError);
});

test.each([
  ['zh', { ...talkZh, ...tradeZh, ...storyZh }],
  ['en', { ...talkEn, ...tradeEn, ...storyEn }],
  ['zh', clubZh],
  ['en', clubEn],
  ['zh', insideTalk],
] as const)(
  'every wording of a %s stock can be filled, without a word of the other language',
  (language, stock) => {
    for (const [topic, script] of Object.entries(stock)) {
      for (const scene of parseScenes(topic, script)) {
        const slots = createSlots({
          random: createRandom(1, scene.key),
          schedule: createSchedule(until, 'Asia/Shanghai'),
          language,
          currency: 'CNY',
          kilos: [10, 30],
          startAt: until,
          names: { c: 'C', r: 'R', rn: 'RN', new: 'N', cust: 'K' },
        });
        for (const line of scene.lines) {
          for (const wording of line.texts) {
            const text = slots.fill(wording, until);
            expect(text).not.toMatch(/[{}]/);
            if (language === 'en') expect(text.replace('养豆', '')).not.toMatch(/\p{Script=Han}/u);
          }
        }
      }
    }
  },
);

test('what an order says it costs is what is booked', () => {
  const at = { startAt: until, schedule: createSchedule(until, 'Asia/Shanghai') };
  const names = {};
  const options = { ...at, language: 'zh', currency: 'CNY', kilos: [10, 30], names } as const;
  for (let seed = 0; seed < 20; seed += 1) {
    const slots = createSlots({ ...options, random: createRandom(seed, 'order') });
    slots.fill('{kg}公斤 {kg2}公斤', until);
    const said = slots.fill('{amount}', until);
    expect(said).toBe(`¥${slots.amount('order').toLocaleString('en-US')}`);
  }
});
