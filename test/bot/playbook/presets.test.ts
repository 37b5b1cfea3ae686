import { afterEach, expect, test } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import type { Language } from '../../../core/language.ts';
import { isMeasured } from '../../../core/playbook/arm.ts';
import type { Playbook } from '../../../core/playbook/playbook.ts';
import { presetEntries, presets } from '../../../core/playbook/presets.ts';
import type { PlaybookEntry } from '../../../core/playbook/schema.ts';
import { countArms } from '../../../db/effects.ts';
import { setBirthday } from '../../../db/playbook-days.ts';
import {
  addsContact,
  answersSurvey,
  at,
  attends,
  day,
  endsContract,
  fact,
  orders,
  runsOut,
  says,
} from '../../support/given.ts';
import { type Actor, openStage, type PlaybookStage } from '../../support/playbook-stage.ts';

// Every preset from what sets it going to its effect: what two customers read, in Chinese and in English, what their owner
// is asked to do, that their answers are known to be answers, and that they count for the effect.

let stage: PlaybookStage;

afterEach(() => stage.stop());

type Scene = {
  /** They have read it by then. */
  readonly when: string;
  readonly acts?: readonly Interaction[];
  readonly zh: RegExp;
  readonly en: RegExp;
  /** What the owner was asked to do by then. */
  readonly asks?: RegExp;
};

const leaves = (reason: string | undefined, on: string): readonly Interaction[] => [
  orders(100, '2025-03-03 09:40'),
  fact('message', `unhappy about ${reason}`, '2025-03-03 09:50', 'in', {
    score: 0,
    label: 'neutral',
    confidence: 0.5,
    ...(reason ? { reason: reason as 'price' } : {}),
  }),
  endsContract(on),
];

const spring: Readonly<Record<string, Scene>> = {
  welcome: {
    when: '2025-03-03 10:00',
    acts: [addsContact('2025-03-03 09:45')],
    zh: /^welcome-zh，您好！很高兴认识您。我是Mia Carter的助手，/,
    en: /^Hello welcome-en! It is good to have you here\. .*Mia Carter will get back to you\./,
  },
  'newcomer-offer': {
    when: '2025-03-07 12:00',
    acts: [says('hello', '2025-03-03 09:45')],
    zh: /感谢您关注我们！.*优惠码 \S{8,}，有效期到3月20日。$/,
    en: /^newcomer-offer-en, thank you for looking in on us! .* Your code is \S{8,}, good until 20 March\.$/,
  },
  'second-purchase': {
    when: '2025-03-06 12:00',
    acts: [orders(100, '2025-03-03 09:45')],
    zh: /谢谢您的第一次信任！.*优惠码 \S{8,}，4月4日前有效。$/,
    en: /thank you for trusting us with your first order! .* Use \S{8,} until 4 April\.$/,
  },
  'order-rating': {
    when: '2025-03-11 12:00',
    acts: [orders(100, '2025-03-03 09:45')],
    zh: /满意/,
    en: /satisf/i,
  },
  'member-day': {
    when: '2025-03-18 12:00',
    acts: [orders(100, '2025-03-03 09:45'), orders(100, '2025-03-05 09:45')],
    zh: /今天是会员日.*优惠码 \S{8,}，3月21日前都能用。$/,
    en: /today is member day: thank you for being with us! .* Your code is \S{8,}, good until 21 March\.$/,
  },
  renewal: {
    when: '2025-03-20 12:00',
    acts: [runsOut('2025-04-09', '2025-03-03 09:45', 'annual plan')],
    zh: /当前的合约快到期了。到期日是4月9日。/,
    en: /^Hello renewal-en, a heads-up .* It runs until 9 April\./,
    asks: /annual plan.*30/,
  },
  referral: {
    when: '2025-03-06 12:00',
    acts: [answersSurvey(100, '2025-03-03 09:45')],
    zh: /谢谢您给的好评.*欢迎介绍给我们/,
    en: /thank you for the kind rating.*an introduction/,
  },
  'community-event': {
    when: '2025-03-05 12:00',
    acts: [attends('2025-03-03 15:00')],
    zh: /谢谢您来参加活动/,
    en: /thank you for coming to our event/,
  },
  nps: {
    when: '2025-04-05 12:00',
    acts: [orders(100, '2025-03-03 09:45'), orders(100, '2025-03-20 09:45')],
    zh: /推荐/,
    en: /recommend/i,
  },
  birthday: { when: '2025-03-12 11:00', zh: /^birthday-zh，生日快乐！/, en: /^Happy birthday, birthday-en!/ },
  'dormant-wake-up': {
    when: '2025-04-10 12:00',
    acts: [says('hello', '2025-03-03 09:45')],
    zh: /有一阵子没联系了，最近都好吗？.*优惠码 \S{8,}，/,
    en: /it has been a while: how are you\?.*We have kept a little something for you: \S{8,}/,
  },
  'win-back-price': {
    when: '2025-03-14 12:00',
    acts: leaves('price', '2025-03-05 10:00'),
    zh: /之前您提到价格的顾虑.*\S{8,}，\d+月\d+日前有效。$/,
    en: /told us that the price was an issue.*\S{8,}, good until \d+ \w+\.$/,
  },
  'win-back-service': {
    when: '2025-03-17 12:00',
    acts: leaves('service', '2025-03-05 10:00'),
    zh: /上次没有照顾好您，是我们的不是/,
    en: /did not look after you as we should have/,
    asks: /apologise in person/,
  },
  'win-back-quality': {
    when: '2025-03-17 12:00',
    acts: leaves('quality', '2025-03-05 10:00'),
    zh: /之前的质量问题给您添麻烦了/,
    en: /truly sorry for the trouble with quality/,
    asks: /put right before anything else/,
  },
  'win-back-product': {
    when: '2025-03-28 12:00',
    acts: leaves('product', '2025-03-05 10:00'),
    zh: /您之前提的产品建议我们一直记着/,
    en: /kept what you told us about the product/,
  },
  'win-back-competitor': {
    when: '2025-04-05 12:00',
    acts: leaves('competitor', '2025-03-05 10:00'),
    zh: /您选择别家一定有您的考虑/,
    en: /had your reasons for choosing someone else/,
    asks: /what drew them/,
  },
  'win-back-other': {
    when: '2025-03-17 12:00',
    acts: leaves(undefined, '2025-03-05 10:00'),
    zh: /是我们哪里没做到位/,
    en: /Was it something we did/,
    asks: /do not know why/,
  },
};

const holidays: Readonly<Record<string, Scene>> = {
  'mid-autumn': {
    when: '2025-10-06 12:00',
    zh: /中秋快乐！/,
    en: /^Happy Mid-Autumn Festival, mid-autumn-en!/,
  },
  'new-year': { when: '2026-01-01 12:00', zh: /新年好！/, en: /^Happy New Year, new-year-en!/ },
  'spring-festival': {
    when: '2026-02-17 12:00',
    zh: /新春快乐！/,
    en: /^Happy Chinese New Year, spring-festival-en!/,
  },
};

const isMeasuredPreset = (key: string): boolean => isMeasured(presets[key] as Playbook);
const languages = ['zh', 'en'] as const;
type Cast = ReadonlyMap<string, Actor>;
const roleOf = (key: string, language: Language): string => `${key}-${language}`;

/** Puts two customers of each scene on the stage, and runs its preset for them alone: others would use up the budget. */
const cast = async (scenes: Readonly<Record<string, Scene>>): Promise<Cast> => {
  const actors = new Map<string, Actor>();
  for (const key of Object.keys(scenes)) {
    for (const language of languages) {
      const actor = await stage.meets(roleOf(key, language), 'private', { language });
      actors.set(roleOf(key, language), actor);
      await stage.db.updateTable('customer').set({ segment: key }).where('id', '=', actor.id).execute();
    }
    const entry = presetEntries[key] as PlaybookEntry;
    const known = (entry.when ?? []).filter((each) => each.attribute !== 'daysKnown');
    await stage.runs(key, {
      ...entry,
      when: [...known, { attribute: 'segment', is: [key] }],
      measured: isMeasuredPreset(key),
    });
  }
  return actors;
};

/** What they heard first, in order, and when. */
const heardBy = (actor: Actor | undefined) => stage.said.filter(({ to }) => to === actor?.conversation);

const checkScene = async (key: string, scene: Scene, actors: Cast): Promise<void> => {
  const flow = `playbook:${key}@1`;
  const measured = isMeasuredPreset(key);
  for (const language of languages) {
    const actor = actors.get(roleOf(key, language)) as Actor;
    const heard = heardBy(actor);
    expect(heard.map(({ text }) => text).join('\n'), key).toMatch(scene[language]);
    const [first] = heard;
    expect(first?.at, key).toBeLessThanOrEqual(at(scene.when));
    const answer = says(`answer to ${key}`, (first?.at ?? 0) + 3_600_000);
    await stage.happens(actor, answer, orders(10, (first?.at ?? 0) + day));
    const facts = await stage.db
      .selectFrom('interaction')
      .select(['source_key', 'data'])
      .where('customer_id', '=', actor.id)
      .where('kind', '=', 'campaign-replied')
      .execute();
    // Surveys are answered by their buttons and are no mailing.
    const mailed = presets[key]?.steps.some((step) => step.do === 'message');
    expect(facts, key).toEqual(
      mailed ? [{ source_key: `${actor.id}/${answer.key}#reply`, data: { campaign: flow } }] : [],
    );
  }
  if (scene.asks) {
    const asked = await stage.db
      .selectFrom('interaction')
      .innerJoin('follow_up', 'follow_up.key', 'interaction.source_key')
      .select(['interaction.data', 'follow_up.rule'])
      .where('follow_up.rule', '=', `playbook:${key}`)
      .execute();
    const { asks } = scene;
    const wanted = asked.filter(({ data }) => asks.test((data as { text: { en: string } }).text.en));
    expect(wanted, key).toHaveLength(languages.length);
  }
  const { treated, control } = await countArms(stage.db, flow, 14, stage.now());
  const all = measured ? languages.length : 0;
  expect({ of: treated.of, reply: treated.reply, repurchase: treated.repurchase }, key).toEqual({
    of: all,
    reply: all,
    repurchase: all,
  });
  expect(control.of).toBe(0);
};

test('every preset that is shipped has its scene', () => {
  stage = { stop: async () => undefined } as PlaybookStage;
  expect(Object.keys({ ...spring, ...holidays }).sort()).toEqual(Object.keys(presets).sort());
});

test('every preset says what it should to whom it should, asks the owner, and is answered', async () => {
  stage = await openStage(at('2025-03-03 09:30'));
  const actors = await cast(spring);
  for (const language of languages) {
    const born = actors.get(roleOf('birthday', language)) as Actor;
    await setBirthday(stage.db, born.id, { calendar: 'lunar', month: 2, day: 13 });
  }
  const cues = Object.entries(spring)
    .flatMap(([key, { acts = [] }]) => acts.map((interaction) => ({ key, interaction })))
    .sort((one, other) => one.interaction.at - other.interaction.at);
  for (const { key, interaction } of cues) {
    await stage.goesTo(interaction.at);
    for (const language of languages)
      await stage.happens(actors.get(roleOf(key, language)) as Actor, interaction);
  }
  await stage.goesTo(at('2025-04-11'));
  for (const [key, scene] of Object.entries(spring)) await checkScene(key, scene, actors);
}, 240_000);

test('every holiday is greeted on its day, by the sun and by the moon', async () => {
  stage = await openStage(at('2025-10-05 09:30'));
  const actors = await cast(holidays);
  for (const [key, { when }] of Object.entries(holidays)) {
    const morning = at(when) - 3 * 3_600_000;
    await stage.skipsTo(morning);
    for (const language of languages)
      await stage.happens(actors.get(roleOf(key, language)) as Actor, says('hello', morning));
    await stage.goesTo(at(when));
  }
  for (const [key, scene] of Object.entries(holidays)) {
    for (const language of languages) expect(heardBy(actors.get(roleOf(key, language)))).toHaveLength(1);
    await checkScene(key, scene, actors);
  }
}, 120_000);
