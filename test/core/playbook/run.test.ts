import { describe, expect, test } from 'vitest';
import type { Change } from '../../../core/customer/changes.ts';
import { foldHistory } from '../../../core/customer/fold.ts';
import { factsFrom } from '../../../core/playbook/attributes.ts';
import { describePlaybook } from '../../../core/playbook/describe.ts';
import { firings, type ListeningRun, reactionTo, triggerIndex } from '../../../core/playbook/match.ts';
import { type Playbook, reentryDays } from '../../../core/playbook/playbook.ts';
import { presets } from '../../../core/playbook/presets.ts';
import { done, held, messageKind, type RunState, takeOn } from '../../../core/playbook/run.ts';
import { type PlaybookEntry, toPlaybook } from '../../../core/playbook/schema.ts';
import {
  addsContact,
  answersSurvey,
  at,
  company,
  complains,
  day,
  filesComplaint,
  orders,
  recalls,
  removesContact,
  says,
  weSay,
} from '../../support/given.ts';

const noon = at('2025-03-05 12:00');
const hello = { do: 'message', to: 'person', text: { zh: '您好。', en: 'Hello.' } } as const;
const playbook = (change: Partial<PlaybookEntry>): Playbook =>
  toPlaybook({
    name: { zh: '测试', en: 'Test' },
    purpose: 'service',
    trigger: { on: 'event', of: 'order' },
    steps: [hello],
    ...change,
  });
const fresh: RunState = {
  startedAt: noon,
  step: 0,
  wakeAt: noon,
  awaits: null,
  contactedAt: null,
  contacts: 0,
  heldSince: null,
};
const around = {
  zone: company.zone,
  facts: () => factsFrom(foldHistory([], noon, company).state, noon, company),
  seed: 's',
};

describe('a run', () => {
  test('goes on until something is to be done, waits, and ends', () => {
    const wanted = playbook({
      steps: [
        { do: 'branch', if: [{ attribute: 'orders', below: 1 }], else: 'end' },
        hello,
        { do: 'wait', days: 2, until: 'order', goto: 'end' },
        { do: 'wait', hours: 1 },
        { do: 'stop' },
      ],
    });
    const first = takeOn(wanted, fresh, noon, around);
    expect(first.task?.index).toBe(1);
    const waiting = takeOn(wanted, done(wanted, first.run, noon), noon, around);
    expect(waiting.run).toMatchObject({
      step: 2,
      awaits: 'order',
      wakeAt: noon + 2 * day,
      contacts: 1,
      contactedAt: noon,
    });
    const second = takeOn(wanted, waiting.run, noon + 2 * day, around);
    expect(second.run).toMatchObject({ step: 3, awaits: 'time', wakeAt: noon + 2 * day + 3_600_000 });
    expect(takeOn(wanted, second.run, second.run.wakeAt, around)).toMatchObject({ why: 'end' });
    expect(takeOn(playbook({}), { ...fresh, step: -1 }, noon, around)).toMatchObject({ why: 'end' });
  });

  test('asks for what others do', () => {
    const coupon = playbook({ steps: [{ do: 'coupon', title: { zh: '九折', en: '10 % off' } }] });
    expect(takeOn(coupon, fresh, noon, around).task?.step.do).toBe('coupon');
    expect(done(coupon, fresh)).toMatchObject({ step: -1, contacts: 0, contactedAt: null });
  });

  test('may be entered again after a day, unless it says otherwise', () => {
    expect([reentryDays(playbook({})), reentryDays(playbook({ limits: { every: 9 } }))]).toEqual([1, 9]);
  });

  test('ends at its limits', () => {
    const twice = playbook({ limits: { contacts: 1, days: 10 } });
    expect(takeOn(twice, { ...fresh, contacts: 1 }, noon, around)).toMatchObject({ why: 'limit' });
    expect(takeOn(twice, { ...fresh, contacts: 1 }, noon + 11 * day, around)).toMatchObject({ why: 'limit' });
    expect(takeOn(playbook({}), { ...fresh, heldSince: noon }, noon + 181 * day, around)).toMatchObject({
      why: 'limit',
    });
  });

  test('of a trigger that is long past is not begun; a day with a date passes sooner', () => {
    expect(takeOn(playbook({}), fresh, noon + 4 * day, around)).toMatchObject({ why: 'stale' });
    const birthday = playbook({ trigger: { on: 'date', date: 'birthday' } });
    expect(takeOn(birthday, fresh, noon + 0.6 * day, around)).toMatchObject({ why: 'stale' });
    const renewal = playbook({ trigger: { on: 'date', date: 'renewal' } });
    expect(takeOn(renewal, fresh, noon + 0.6 * day, around).task).toBeDefined();
  });

  test('whose message is held up asks again, goes on without it, or ends', () => {
    const wanted = playbook({});
    expect(held(wanted, fresh, noon, { reason: 'opted-out' })).toEqual({ do: 'end', why: 'opted-out' });
    expect(held(wanted, fresh, noon, { reason: 'no-consent' })).toEqual({ do: 'skip' });
    const first = held(wanted, fresh, noon, { reason: 'person-cap', retryAt: noon + 5 * day });
    expect(first).toMatchObject({ do: 'hold', run: { heldSince: noon, wakeAt: noon + 5 * day } });
    const again = { ...fresh, heldSince: noon };
    expect(held(wanted, again, noon + 5 * day, { reason: 'person-cap', retryAt: noon + 9 * day })).toEqual({
      do: 'skip',
    });
    expect(held(wanted, again, noon, { reason: 'person-cap', retryAt: noon })).toMatchObject({
      run: { wakeAt: noon + 1 },
    });
    const birthday = playbook({ trigger: { on: 'date', date: 'birthday' } });
    expect(held(birthday, fresh, noon, { reason: 'person-cap', retryAt: noon + day })).toEqual({
      do: 'skip',
    });
  });

  test('answers who just came, and keeps to the day', () => {
    const welcome = playbook({ trigger: { on: 'event', of: 'contact-added' } });
    expect(messageKind(welcome, fresh, noon + 60_000)).toEqual({ purpose: 'service', solicited: true });
    expect(messageKind(welcome, fresh, noon + day)).toEqual({ purpose: 'service' });
    expect(messageKind(welcome, { ...fresh, contacts: 1 }, noon)).toEqual({ purpose: 'service' });
    expect(messageKind(playbook({}), fresh, noon)).toEqual({ purpose: 'service' });
    expect(messageKind(playbook({ trigger: { on: 'date', date: 'christmas' } }), fresh, noon)).toEqual({
      purpose: 'service',
      occasion: true,
    });
    expect(messageKind(playbook({ trigger: { on: 'date', date: 'renewal' } }), fresh, noon)).toEqual({
      purpose: 'service',
    });
  });
});

describe('what happens', () => {
  const running = (key: string, trigger: PlaybookEntry['trigger'], sinceAt = 0) => ({
    key,
    version: 1,
    sinceAt,
    playbook: playbook({ trigger }),
  });
  const moved = (to: 'dormant' | 'churned', from: 'new' | 'growing' = 'new'): Change => ({
    type: 'moved',
    at: noon,
    from,
    to,
    rule: 'R7',
    numbers: {},
    evidence: [],
  });
  const index = triggerIndex([
    running('sleep', { on: 'stage', to: ['dormant', 'churned'] }),
    running('also-sleep', { on: 'stage', to: ['dormant'], from: ['growing'] }),
    running('later', { on: 'stage', to: ['dormant'] }, noon + 1),
    running('order', { on: 'event', of: 'order' }),
    running('another', { on: 'event', of: 'order' }),
    running('rule', { on: 'rule', rule: 'R7' }),
    running('segment', { on: 'segment' }),
    running('silence', { on: 'silence', days: 3 }),
    running('birthday', { on: 'date', date: 'birthday' }),
    running('hand', { on: 'manual' }),
  ]);
  const keys = (changes: readonly Change[], ...interactions: Parameters<typeof firings>[2]) =>
    firings(index, changes, interactions).map((each) => each.running.key);

  test('sets going only what it concerns', () => {
    expect(keys([moved('dormant')])).toEqual(['sleep']);
    expect(keys([moved('dormant', 'growing')])).toEqual(['sleep', 'also-sleep']);
    expect(keys([moved('churned')])).toEqual(['sleep']);
    expect(
      keys([
        { type: 'warned', at: noon, rule: 'R7' },
        { type: 'warned', at: noon, rule: 'R1' },
      ]),
    ).toEqual(['rule']);
    expect(keys([{ type: 'cleared', at: noon, rule: 'R7' }], orders(1, noon), says('x', noon))).toEqual([
      'order',
      'another',
    ]);
    expect(firings(triggerIndex([]), [moved('dormant')], [orders(1, noon)])).toEqual([]);
    expect([index.segment.length, index.daily.length, index.all.length]).toEqual([1, 2, 10]);
  });

  const run: ListeningRun = { awaits: null, startedAt: noon, contactedAt: noon + 1000 };
  const after = noon + 5000;
  const react = (
    interaction: Parameters<typeof reactionTo>[2],
    change: Partial<ListeningRun> = {},
    stopOn: Playbook['stopOn'] = ['reply'],
  ) => reactionTo({ stopOn }, { ...run, ...change }, interaction);

  test('ends a run, wakes it, or does not concern it', () => {
    expect(react(complains('bad', after))).toEqual({ do: 'end', why: 'complaint' });
    expect(react(filesComplaint(after))).toEqual({ do: 'end', why: 'complaint' });
    expect(react(removesContact(after))).toEqual({ do: 'end', why: 'removed' });
    expect(react(says('yes', after))).toEqual({ do: 'end', why: 'reply' });
    expect(react(says('yes', after), {}, [])).toBeUndefined();
    expect(react(says('yes', after), { contactedAt: null })).toBeUndefined();
    expect(react(says('yes', noon + 500))).toBeUndefined();
    expect(react(says('yes', noon - 1))).toBeUndefined();
    expect(react(says('gone', after, { recalled: true }))).toBeUndefined();
    expect(react(weSay('hello', after))).toBeUndefined();
    expect(react(orders(5, after))).toBeUndefined();
    expect(react(orders(5, after), {}, ['order'])).toEqual({ do: 'end', why: 'order' });
    expect(react(orders(5, after), { awaits: 'order' }, ['order'])).toEqual({ do: 'go-on' });
    expect(react(says('yes', after), { awaits: 'reply' })).toEqual({ do: 'go-on' });
    expect(react(says('yes', after), { awaits: 'reply', contactedAt: null })).toBeUndefined();
    expect(react(weSay('hello', after), { awaits: 'message' })).toBeUndefined();
    expect(react(answersSurvey(90, after), { awaits: 'survey-answer' })).toEqual({ do: 'go-on' });
    expect(react(addsContact(after))).toBeUndefined();
    expect(react(recalls(says('x', noon), after))).toBeUndefined();
  });
});

describe('in plain words', () => {
  const names = {
    stage: (key: string) => `<${key}>`,
    rule: (id: string) => `<${id}>`,
    needsAgreement: (purpose: string) => purpose === 'marketing',
  };
  const words = (change: Partial<PlaybookEntry>, language: 'zh' | 'en') =>
    describePlaybook(playbook(change), language, names).join('\n');

  test('says what needs an agreement, what a model may word, and that some are kept to compare', () => {
    const hello = {
      do: 'message',
      to: 'person',
      model: 'draft',
      text: { zh: '您好。', en: 'Hello.' },
    } as const;
    const said = (language: 'zh' | 'en') => words({ purpose: 'marketing', steps: [hello] }, language);
    expect(said('zh')).toMatch(/“您好。”（批准后由模型换一种说法/);
    expect(said('zh')).toMatch(/用途：营销（只发给已同意的客户）[\s\S]*留作对照/);
    expect(said('en')).toMatch(
      /“Hello\.” \(where that is approved a model words it anew; else these words\)/,
    );
    expect(said('en')).toMatch(/only to those who have agreed to it[\s\S]*about one customer in ten/);
    expect(words({ measured: false }, 'en')).not.toMatch(/one customer in ten/);
  });

  test('every preset reads in both languages, without braces', () => {
    for (const preset of Object.values(presets)) {
      for (const language of ['zh', 'en'] as const)
        expect(describePlaybook(preset, language, names).join('\n')).not.toMatch(/\{\{|undefined|NaN/);
    }
  });

  test.each<[PlaybookEntry['trigger'], string, string]>([
    [
      { on: 'stage', to: ['dormant'], from: ['growing'] },
      '客户从“<growing>”进入“<dormant>”阶段时',
      'when a customer moves from <growing> to <dormant>',
    ],
    [{ on: 'segment' }, '开始符合以下条件', 'begins to fulfil the conditions'],
    [{ on: 'rule', rule: 'R7' }, '规则“<R7>”开始成立时', 'when the rule <R7> begins to hold'],
    [{ on: 'silence', days: 9 }, '沉默满 9 天', 'silent for 9 days'],
    [
      { on: 'date', date: 'birthday', offset: -3 },
      '客户生日前 3 天',
      '3 days before the customer’s birthday',
    ],
    [
      { on: 'date', date: 'renewal', offset: 2 },
      '合约到期日后 2 天',
      '2 days after the day on which a contract runs out',
    ],
    [{ on: 'date', date: 'lunar 8-15' }, '农历8月15日当天', 'on lunar 8-15'],
    [{ on: 'date', date: '8-15' }, '8月15日当天', 'on 8-15'],
    [{ on: 'date', date: 'monthly 18' }, '每月 18 日当天', 'on day 18 of every month'],
    [{ on: 'date', date: 'mid-autumn' }, '中秋节当天', 'on the Mid-Autumn Festival'],
    [{ on: 'date', date: '99-99' }, '触发：月日当天', 'on 99-99'],
    [{ on: 'manual' }, '由同事手动加入', 'a colleague puts a customer in'],
    [{ on: 'event', of: 'order' }, '客户下单时', 'when a customer orders'],
  ])('the trigger %j', (trigger, zh, en) => {
    expect(words({ trigger }, 'zh')).toContain(zh);
    expect(words({ trigger }, 'en')).toContain(en);
  });

  test('conditions, steps and limits', () => {
    const change: Partial<PlaybookEntry> = {
      when: [
        { attribute: 'stage', is: ['new'], not: ['churned'] },
        { attribute: 'rule', is: ['R7'] },
        { attribute: 'health', atLeast: 10, below: 60 },
        { attribute: 'orders', below: 1 },
        { attribute: 'satisfaction', known: true },
        { attribute: 'reason', is: ['price'] },
        { attribute: 'tier', known: false },
        { attribute: 'odd', is: ['x'] },
      ],
      stopOn: ['order'],
      limits: { every: 30, contacts: 2, entriesPerDay: 50 },
      steps: [
        { do: 'coupon', title: { zh: '九折', en: '10 % off' }, days: 1 },
        { do: 'coupon', title: { zh: '八折', en: '20 % off' } },
        { ...hello, to: 'room', next: 'split' },
        {
          id: 'split',
          do: 'split',
          parts: [
            { share: 1, goto: 'wait' },
            { share: 3, goto: 'end' },
          ],
        },
        { id: 'wait', do: 'wait', until: 'reply', goto: 'end' },
        { do: 'wait', days: 1, hours: 2, until: 'order' },
        { do: 'wait', hours: 1 },
        { do: 'follow-up', text: { zh: '联系', en: 'Call' } },
        { do: 'survey', survey: 'nps', next: 'end' },
        { do: 'branch', if: [{ attribute: 'orders', atLeast: 1 }], goto: 'last' },
        { do: 'follow-up', text: { zh: '联系', en: 'Call' }, dueDays: 2, next: 'split' },
        { id: 'last', do: 'stop' },
      ],
    };
    expect(words(change, 'en')).toMatchInlineSnapshot(`
      "Begins when a customer orders
      Only if stage is <new> and is not <churned>, and rules that hold is <R7>, and health is at least 10 and is below 60, and there are no orders, and last satisfaction is known, and reason for leaving is price, and tier is not known, and odd is x
      1. make a coupon code (10 % off, valid for 1 day)
      2. make a coupon code (20 % off)
      3. write in the room: “Hello.”
      4. split: 25% go to step 5, 75% end
      5. wait until the customer replies; then end
      6. wait until the customer orders, at most 1 day 2 hours; then go to step 7
      7. wait 1 hour
      8. tell the owner: Call
      9. ask the recommendation (NPS) question, then end
      10. if orders is at least 1, go to step 12; else go to step 11
      11. tell the owner (within 2 days): Call, then go to step 4
      12. end
      Ends at once when the customer complains, opts out, orders
      Limits: the same customer once in 30 days, at most 2 messages, over after 180 days, at most 50 enter a day
      Purpose: service (no agreement needed; an opt-out holds) · priority 5
      Effect: about one customer in ten gets none of its messages, to compare"
    `);
    expect(words(change, 'zh')).toMatchInlineSnapshot(`
      "触发：客户下单时
      条件：阶段为<new>且不是<churned>，且符合的规则为<R7>，且健康分至少 10且低于 60，且没有订单，且最近满意度已知，且流失原因为价格，且价值等级未知，且odd为x
      1. 生成优惠码（九折，1 天有效）
      2. 生成优惠码（八折）
      3. 发消息到群里：“您好。”
      4. 分流：25% 转第 5 步，75% 结束
      5. 等待客户回复；等到后结束
      6. 等待客户下单，最多 1 天 2 小时；等到后转第 7 步
      7. 等待 1 小时
      8. 提醒负责人：联系
      9. 发送推荐意愿（NPS）问卷，然后结束
      10. 如果订单数至少 1，转第 12 步；否则转第 11 步
      11. 提醒负责人（2 天内）：联系，然后转第 4 步
      12. 结束
      停止：客户投诉、退订、下单时立即停止
      限制：同一客户 30 天内只进入一次，每次最多 2 条消息，最长 180 天，每天最多 50 位进入
      用途：服务（无需另行同意，退订有效）· 优先级 5
      效果：约十分之一的客户不发，留作对照"
    `);
    expect(words({ limits: { contacts: 1 } }, 'en')).toContain('at most 1 message,');
  });
});
