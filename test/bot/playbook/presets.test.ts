import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { presetEntries } from '../../../core/playbook/presets.ts';
import type { PlaybookEntry } from '../../../core/playbook/schema.ts';
import { setBirthday } from '../../../db/playbook-days.ts';
import {
  addsContact,
  answersSurvey,
  at,
  endsContract,
  fact,
  orders,
  runsOut,
  says,
} from '../../support/given.ts';
import { type Actor, openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

// Every preset from what sets it going to what its customer reads, on one stage and one calendar.

let stage: PlaybookStage;
const start = at('2025-03-03 09:30');

type Scene = {
  readonly language: 'zh' | 'en';
  readonly when: string;
  readonly acts: readonly Interaction[];
  readonly says: RegExp;
};

const leaves = (reason: string, on: string): readonly Interaction[] => [
  orders(100, '2025-03-03 09:40'),
  fact('message', `unhappy about ${reason}`, '2025-03-03 09:50', 'in', {
    score: 0,
    label: 'neutral',
    confidence: 0.5,
    reason: reason as 'price',
  }),
  endsContract(on),
];

const scenes: Readonly<Record<string, Scene>> = {
  welcome: {
    language: 'zh',
    when: '2025-03-03 10:00',
    acts: [addsContact('2025-03-03 09:45')],
    says: /^welcome，您好！很高兴认识您。我是Mia Carter的助手，/,
  },
  'newcomer-offer': {
    language: 'en',
    when: '2025-03-07 12:00',
    acts: [says('hello', '2025-03-03 09:45')],
    says: /^newcomer-offer, thank you for looking in on us! .* Your code is \S{8,}, good until 20 March\.$/,
  },
  'second-purchase': {
    language: 'zh',
    when: '2025-03-06 12:00',
    acts: [orders(100, '2025-03-03 09:45')],
    says: /谢谢您的第一次信任！.*优惠码 \S{8,}，4月4日前有效。$/,
  },
  'order-rating': {
    language: 'en',
    when: '2025-03-11 12:00',
    acts: [orders(100, '2025-03-03 09:45')],
    says: /satisf/i,
  },
  'member-day': {
    language: 'zh',
    when: '2025-03-18 12:00',
    acts: [orders(100, '2025-03-03 09:45'), orders(100, '2025-03-05 09:45')],
    says: /今天是会员日.*优惠码 \S{8,}，3月21日前都能用。$/,
  },
  renewal: {
    language: 'en',
    when: '2025-03-20 12:00',
    acts: [runsOut('2025-04-09', '2025-03-03 09:45', 'annual plan')],
    says: /^Hello renewal, a heads-up .* It runs until 9 April\./,
  },
  referral: {
    language: 'zh',
    when: '2025-03-06 12:00',
    acts: [answersSurvey(100, '2025-03-03 09:45')],
    says: /谢谢您给的好评.*欢迎介绍给我们/,
  },
  nps: {
    language: 'en',
    when: '2025-04-05 12:00',
    acts: [orders(100, '2025-03-03 09:45'), orders(100, '2025-03-20 09:45')],
    says: /recommend/i,
  },
  birthday: { language: 'zh', when: '2025-03-12 11:00', acts: [], says: /^birthday，生日快乐！/ },
  'dormant-wake-up': {
    language: 'en',
    when: '2025-04-10 12:00',
    acts: [says('hello', '2025-03-03 09:45')],
    says: /^dormant-wake-up, it has been a while: how are you\?.*We have kept a little something for you: \S{8,}/,
  },
  'win-back-price': {
    language: 'zh',
    when: '2025-03-14 12:00',
    acts: leaves('price', '2025-03-05 10:00'),
    says: /之前您提到价格的顾虑.*\S{8,}，\d+月\d+日前有效。$/,
  },
  'win-back-service': {
    language: 'en',
    when: '2025-03-17 12:00',
    acts: leaves('service', '2025-03-05 10:00'),
    says: /did not look after you as we should have/,
  },
  'win-back-quality': {
    language: 'zh',
    when: '2025-03-17 12:00',
    acts: leaves('quality', '2025-03-05 10:00'),
    says: /之前的质量问题给您添麻烦了/,
  },
  'win-back-product': {
    language: 'en',
    when: '2025-03-28 12:00',
    acts: leaves('product', '2025-03-05 10:00'),
    says: /kept what you told us about the product/,
  },
  'win-back-competitor': {
    language: 'zh',
    when: '2025-04-05 12:00',
    acts: leaves('competitor', '2025-03-05 10:00'),
    says: /您选择别家一定有您的考虑/,
  },
};

const actors = new Map<string, Actor>();

beforeAll(async () => {
  stage = await openStage(start);
  for (const [key, { language }] of Object.entries(scenes)) {
    const actor = await stage.meets(key, 'private', language);
    actors.set(key, actor);
    // Of one customer only the preset under test: the others would use up the budget.
    await stage.db.updateTable('customer').set({ segment: key }).where('id', '=', actor.id).execute();
    const entry = presetEntries[key] as PlaybookEntry;
    const known = (entry.when ?? []).filter((each) => each.attribute !== 'daysKnown');
    await stage.runs(key, { ...entry, when: [...known, { attribute: 'segment', is: [key] }] });
  }
  const birthday = actors.get('birthday');
  if (birthday) await setBirthday(stage.db, birthday.id, { calendar: 'lunar', month: 2, day: 13 });
}, 60_000);

afterAll(() => stage.stop());

test('every preset says what it should to whom it should, and tells the owner', async () => {
  const cues = Object.entries(scenes)
    .flatMap(([key, { acts }]) => acts.map((interaction) => ({ key, interaction })))
    .sort((one, other) => one.interaction.at - other.interaction.at);
  for (const { key, interaction } of cues) {
    await stage.goesTo(interaction.at);
    const actor = actors.get(key);
    if (actor) await stage.happens(actor, interaction);
  }
  await stage.goesTo(at('2025-04-11'));
  for (const [key, { says: wanted, when }] of Object.entries(scenes)) {
    const heard = stage.said.filter(({ to }) => to === actors.get(key)?.conversation);
    expect(heard.map(({ text }) => text).join('\n'), key).toMatch(wanted);
    expect(heard[0]?.at, key).toBeLessThanOrEqual(at(when));
  }
}, 240_000);
