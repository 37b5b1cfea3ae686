import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { type CustomerState, initialState, type MonthSums } from '../../../core/customer/state.ts';
import { decideStage, type StageInputs } from '../../../core/stages/decide.ts';
import { shippedStageNumbers } from '../../../core/stages/numbers.ts';
import {
  addsContact,
  asks,
  at,
  company,
  companyWith,
  complains,
  day,
  endsContract,
  every,
  given,
  isIn,
  joins,
  leaves,
  local,
  monthOf,
  orders,
  removesContact,
  runsOut,
  says,
  type TestCompany,
  waiting,
  weNote,
  weSay,
  weSetStage,
} from '../../support/given.ts';
import { learntOrders } from '../customer/learnt.ts';

const now = at('2025-06-02 10:00');
const fine: StageInputs = { alive: () => 0.9, health: 80 };
const dwellDays = company.policy.stages.dwellDays;
const mark = { at: now - 2 * day, key: 'last' };
const long = now - 400 * day;
const warning = { since: now - day, numbers: { n: 1 }, evidence: ['e'] };

/** What is decided now for a customer who has been a prospect for long and last spoke two days ago, but for `other`. */
const decide = (other: Partial<CustomerState>, inputs: StageInputs = fine, scene: TestCompany = company) =>
  decideStage(
    { ...initialState(), firstAt: long, lastIn: mark, stageSince: long, ...other },
    now,
    inputs,
    scene,
  );
const bought = (days: number): CustomerState['orders'] => ({
  count: days,
  days,
  amount: 100 * days,
  refunded: 0,
  firstAmount: 100,
  first: long,
  last: { at: now - 3 * day, key: 'order' },
  recent: [],
});
const monthsActive = (count: number) =>
  Array.from({ length: count }, (_, i) => monthOf(company.calendar.monthOf(now) - i, { days: 2 }));

describe('the entry rules', () => {
  test.each<readonly [string, Partial<CustomerState>, StageInputs, string, string]>([
    ['known and no order', {}, fine, 'prospect', 'known'],
    ['a first order', { orders: bought(1) }, fine, 'new', 'first-order'],
    ['orders on two days', { orders: bought(2) }, fine, 'growing', 'growing'],
    [
      'growing for half a year with four orders',
      { orders: bought(4), growingSince: now - 183 * day },
      fine,
      'mature',
      'mature',
    ],
    ['growing for less', { orders: bought(4), growingSince: now - 182 * day }, fine, 'growing', 'growing'],
    [
      'growing for half a year with few orders',
      { orders: bought(3), growingSince: now - 300 * day },
      fine,
      'growing',
      'growing',
    ],
    ['removed us', { orders: bought(5), gone: mark }, fine, 'churned', 'left'],
    ['R7', { warnings: { R7: warning } }, fine, 'dormant', 'R7'],
    ['R7 while an order is overdue', { warnings: { R7: warning, R5: warning } }, fine, 'declining', 'R5'],
    [
      'R7 while their own rhythm is missed',
      { warnings: { R7: warning, R9b: warning } },
      fine,
      'declining',
      'R7',
    ],
    ['R1', { orders: bought(3), warnings: { R1: warning } }, fine, 'declining', 'R1'],
    ['R5', { orders: bought(3), warnings: { R5: warning } }, fine, 'declining', 'R5'],
    [
      'other warnings',
      { orders: bought(2), warnings: { R3: warning, R6: warning, R8: warning } },
      fine,
      'growing',
      'growing',
    ],
    [
      'poor health for 14 days',
      { orders: bought(3), lowHealthSince: now - 14 * day },
      { ...fine, health: 39 },
      'declining',
      'health',
    ],
    [
      'poor health for less',
      { lowHealthSince: now - 14 * day + 1 },
      { ...fine, health: 39 },
      'prospect',
      'known',
    ],
    [
      'middling health while declining',
      { stage: 'declining' },
      { ...fine, health: 49 },
      'declining',
      'health',
    ],
    ['health again', { stage: 'declining' }, { ...fine, health: 50 }, 'prospect', 'known'],
  ])('%s', (_name, state, inputs, stage, rule) => {
    expect(decide(state, inputs)).toMatchObject({ stage, rule });
  });

  test('active in three of the last four weeks is growing, in two it is not', () => {
    const today = company.zone.dayOf(now);
    expect(decide({ days: [today - 60, today - 27, today - 20, today - 13] })).toMatchObject({
      stage: 'growing',
      numbers: { weeks: 3, of: 4 },
      evidence: ['last'],
    });
    expect(decide({ days: [today - 28, today - 20, today - 13] }).stage).toBe('prospect');
    expect(decide({ days: [today - 13, today - 12, today - 1] }).stage).toBe('prospect');
  });

  test('lost without a word: 90 days of silence and a chance of staying below a tenth', () => {
    const gone: StageInputs = { alive: () => 0.1, health: 20 };
    const silent = { at: at('2025-01-06 10:00'), key: 'long ago' };
    expect(decide({ lastIn: silent }, gone)).toMatchObject({
      stage: 'churned',
      rule: 'R24',
      numbers: { days: 90, alive: 10, below: 10 },
      evidence: ['long ago'],
    });
    expect(decide({ lastIn: silent }, { ...gone, alive: () => 0.101 }).stage).toBe('prospect');
    expect(decide({ lastIn: { ...silent, at: at('2025-03-10 10:00') } }, gone).stage).toBe('prospect');
    expect(decide({ lastIn: null }, gone)).toMatchObject({ stage: 'churned', evidence: [] });
    expect(decide({ lastIn: null, firstAt: null }, gone).stage).toBe('prospect');
  });

  test('lost stays lost until the customer does something', () => {
    const lost = { stage: 'churned', stageSince: now - 30 * day } as const;
    expect(decide({ ...lost, lastIn: { at: now - 31 * day, key: 'before' } }).stage).toBe('churned');
    expect(decide({ ...lost, lastIn: null }).stage).toBe('churned');
    expect(decide(lost)).toMatchObject({
      stage: 'won_back',
      rule: 'R13',
      numbers: { months: 6 },
      evidence: ['last'],
    });
    expect(decide({ ...lost, gone: mark }).stage).toBe('churned');
  });

  test('won back lasts six months', () => {
    const back = (since: number) => decide({ stage: 'won_back', stageSince: since, orders: bought(2) });
    expect(back(now - 182 * day).stage).toBe('won_back');
    expect(back(now - 183 * day).stage).toBe('growing');
  });

  test('mature also by talking in six months', () => {
    const growing = { growingSince: now - 200 * day, orders: bought(1) };
    expect(decide({ ...growing, months: monthsActive(6) }).stage).toBe('mature');
    expect(decide({ ...growing, months: monthsActive(5) }).stage).toBe('growing');
  });
});

describe('a customer in a tier', () => {
  const growing = { growingSince: now - 200 * day, orders: bought(6) };

  test.each([
    ['A', 'mature'],
    ['B', 'mature'],
    ['C', 'growing'],
  ] as const)('%s, growing for half a year, is %s', (tier, stage) => {
    expect(decide({ ...growing, tier }).stage).toBe(stage);
    expect(decide({ ...growing, orders: bought(2), tier }).stage).toBe(stage);
  });

  test('says how long and how often when mature', () => {
    expect(decide({ ...growing, tier: 'A' })).toMatchObject({
      numbers: { months: 6, orders: 6 },
      evidence: ['order'],
    });
    expect(decide({ ...growing, orders: initialState().orders, tier: 'A' })).toMatchObject({
      stage: 'mature',
      evidence: ['last'],
    });
  });
});

describe('the families of evidence', () => {
  const may = company.calendar.monthOf(now) - 1;
  // Known for the six months that are compared.
  const firstAt = company.calendar.startOfMonth(may - 6);
  const earlier = (sums: Partial<MonthSums>) => [5, 4, 3].map((ago) => monthOf(may - ago, sums));
  const recent = (sums: Partial<MonthSums>) => [2, 1, 0].map((ago) => monthOf(may - ago, sums));
  const buysMore = [
    ...earlier({ days: 8, orderDays: 1, amount: 100 }),
    ...recent({ days: 4, orderDays: 2, amount: 300 }),
  ];
  const buysSame = [
    ...earlier({ days: 8, orderDays: 1, amount: 100 }),
    ...recent({ days: 4, orderDays: 1, amount: 100 }),
  ];

  test('outvote a decline that only one of them sees', () => {
    const talksLess = { firstAt, orders: bought(5), warnings: { R1: warning } };
    expect(decide({ ...talksLess, months: buysMore }).stage).toBe('growing');
    expect(decide({ ...talksLess, months: buysSame })).toMatchObject({
      stage: 'declining',
      rule: 'R1',
      numbers: { n: 1, behaviour: 0, interaction: -1, value: 0 },
    });
  });

  test('let another rule speak where they contradict the first', () => {
    const state = { firstAt, orders: bought(5), warnings: { R1: warning, R5: warning }, months: buysMore };
    expect(decide(state)).toMatchObject({ stage: 'declining', rule: 'R5' });
  });

  test('outvote poor health when all of them say more', () => {
    const poor: StageInputs = { ...fine, health: 20 };
    const ill = { firstAt, orders: bought(5), lowHealthSince: now - 20 * day };
    expect(decide({ ...ill, months: buysMore }, poor).stage).toBe('declining');
    const better = buysMore.map((each) => (each.month > may - 3 ? { ...each, days: 20 } : each));
    expect(decide({ ...ill, months: better }, poor).stage).toBe('growing');
  });

  test('say nothing against silence', () => {
    expect(decide({ firstAt, orders: bought(5), warnings: { R7: warning }, months: buysMore }).stage).toBe(
      'dormant',
    );
  });

  test('a referral keeps a customer who talks less', () => {
    const months = buysSame.map((each) =>
      each.month === may ? { ...each, referrals: 1, orderDays: 3 } : each,
    );
    expect(decide({ firstAt, orders: bought(5), warnings: { R1: warning }, months }).stage).toBe('growing');
  });
});

describe('the numbers of the company', () => {
  test('are those that decide', () => {
    const stages = {
      ...shippedStageNumbers,
      growingOrders: 4,
      dwellDays: 0,
      wonBackMonths: 1,
      matureMonths: 1,
    };
    const other = companyWith({ stages });
    expect(decide({ orders: bought(3) }, fine, other).stage).toBe('new');
    expect(decide({ orders: bought(4) }, fine, other).stage).toBe('growing');
    expect(decide({ orders: bought(4), growingSince: now - 31 * day }, fine, other).stage).toBe('mature');
    const back = { stage: 'won_back', stageSince: now - 31 * day, orders: bought(2) } as const;
    expect(decide(back, fine, other).stage).toBe('new');
    const young = { stage: 'dormant', stageSince: now - 1, stageRule: 'R7' } as const;
    expect(decide(young, fine, other).stage).toBe('prospect');
  });
});

describe('the minimum dwell', () => {
  const dormantSince = (ago: number, other: Partial<CustomerState> = {}) =>
    decide({ stage: 'dormant', stageRule: 'R7', stageSince: now - ago, ...other });

  test('keeps the present stage, with the rule that brought it', () => {
    expect(dormantSince(dwellDays * day - 1)).toEqual({
      stage: 'dormant',
      rule: 'R7',
      numbers: {},
      evidence: [],
      explicit: false,
    });
    expect(dormantSince(dwellDays * day).stage).toBe('prospect');
  });

  test.each<readonly [string, Partial<CustomerState>, string]>([
    ['an order', { orders: bought(1) }, 'new'],
    ['a second order', { orders: bought(2) }, 'growing'],
    ['a departure', { gone: mark }, 'churned'],
  ])('%s needs none', (_name, other, stage) => {
    expect(dormantSince(day, other)).toMatchObject({ stage, explicit: true });
  });

  test('a move that must wait gives way to no other', () => {
    const ripe = { orders: bought(4), growingSince: now - 200 * day };
    expect(dormantSince(day, ripe).stage).toBe('dormant');
    expect(dormantSince(8 * day, ripe).stage).toBe('mature');
  });

  test('a warning waits for it', () => {
    const young = { stage: 'growing', stageSince: now - day, orders: bought(2) } as const;
    expect(decide({ ...young, warnings: { R5: warning } }).stage).toBe('growing');
    expect(decide({ ...young, stageSince: now - 7 * day, warnings: { R5: warning } }).stage).toBe(
      'declining',
    );
  });
});

describe('an override', () => {
  test('wins while it lasts, also over a departure', () => {
    const override = { stage: 'mature', untilAt: now + 1 } as const;
    expect(decide({ override, gone: mark })).toEqual({
      stage: 'mature',
      rule: 'override',
      numbers: {},
      evidence: [],
      explicit: true,
    });
    expect(decide({ override: { ...override, untilAt: now } }).stage).toBe('prospect');
  });

  test('ends at its time and leaves the customer where the facts say', () => {
    const known = given(
      orders(10, '2025-03-03 10:00'),
      weSetStage('declining', '2025-03-04 10:00', '2025-04-01 12:00'),
      says('hello', '2025-03-20 10:00'),
    ).by('2025-04-02');
    expect(known.moves).toEqual([
      '2025-03-03 10:00 prospect → new (first-order)',
      '2025-03-04 10:00 new → declining (override)',
      '2025-04-01 12:00 declining → new (first-order)',
    ]);
    expect(known.state.override).toBeNull();
  });

  test.each(['growing', 'mature'] as const)('to %s does not make the customer so for ever', (stage) => {
    const known = given(
      says('hello', '2025-03-03 10:00'),
      weSetStage(stage, '2025-03-04 10:00', '2025-03-12 10:00'),
    ).by('2025-03-21 10:00');
    expect(known.stage).toBe('prospect');
  });

  test('to churned does not make the customer so for ever', () => {
    const known = given(
      says('hello', '2025-03-03 10:00'),
      weSetStage('churned', '2025-03-04 10:00', '2025-03-05 10:00'),
    ).by('2025-03-14 10:00');
    expect(known.stage).toBe('prospect');
  });
});

describe('a life', () => {
  test('a contract that ended is a departure, unless another one runs on', () => {
    const bought = given(
      orders(10, '2025-03-03 10:00'),
      runsOut('2025-12-31', '2025-03-03 11:00', 'licence'),
    );
    const ended = bought.and(endsContract('2025-03-17 10:00', 'licence')).by('2025-03-17 10:00');
    expect(ended.moves.at(-1)).toBe('2025-03-17 10:00 new → churned (left)');
    expect(ended.assessment.churn.probability).toBe(1);
    const two = bought.and(runsOut('2026-06-30', '2025-03-03 12:00', 'service'));
    expect(two.and(endsContract('2025-03-17 10:00', 'licence')).by('2025-03-17 10:00')).toMatchObject({
      stage: 'new',
      state: { renewals: [{ what: 'service' }] },
    });
    expect(two.and(endsContract('2025-03-17 10:00')).by('2025-03-17 10:00').stage).toBe('churned');
    expect(given(endsContract('2025-03-17 10:00')).by('2025-03-17 10:00').stage).toBe('churned');
  });

  test('who orders regularly and stops is lost by P(alive), who talks on is not', () => {
    const learnt = companyWith({ models: { orders: learntOrders } });
    const bought = given(every(7, '2024-01-08 10:00', 20, (when) => orders(100, when))).in(learnt);
    const lost = bought
      .by('2025-01-06')
      .changes.find((each) => each.type === 'moved' && each.to === 'churned');
    expect(lost).toMatchObject({ rule: 'R24', numbers: { days: 90, below: 10 } });
    const { alive, silent } = (lost as { numbers: Record<string, number> }).numbers;
    expect(alive).toBeLessThanOrEqual(10);
    expect(silent).toBeGreaterThanOrEqual(90);
    const talking = bought.and(every(7, '2024-05-27 10:00', 40, (when) => says('hello', when)));
    expect(talking.by('2025-01-06').moves.some((each) => each.includes('churned'))).toBe(false);
  });

  test('prospect, new, growing, mature', () => {
    const known = given(
      addsContact('2024-03-04 10:00'),
      every(28, '2024-03-11 10:00', 12, (when) => orders(100, when)),
    ).by('2025-01-20');
    expect(known.moves).toEqual([
      '2024-03-11 10:00 prospect → new (first-order)',
      '2024-04-08 10:00 new → growing (growing)',
      expect.stringMatching(/^2024-10-\d\d \d\d:\d\d growing → mature \(mature\)$/),
    ]);
  });

  test('silence makes dormant and then churned, a word won back, and six months a customer like others', () => {
    const weeks = (first: string, count: number): readonly Interaction[] =>
      every(7, first, count, (when) => says('hello', when));
    const known = given(weeks('2024-01-08 10:00', 3), weeks('2024-12-02 10:00', 30)).by('2025-07-01');
    const [, dormant, churned, back, after] = known.moves;
    expect(known.moves).toHaveLength(5);
    // 30 days on the working calendar, over 春节 2024.
    expect(dormant).toBe('2024-02-26 09:00 growing → dormant (R7)');
    expect(churned).toMatch(/ dormant → churned \(R24\)$/);
    expect(back).toBe('2024-12-02 10:00 churned → won_back (R13)');
    expect(after).toMatch(/^2025-06-\d\d 10:00 won_back → (growing|mature) /);
  });

  test('who leaves is lost at once, and back with the first thing they do', () => {
    const left = given(orders(10, '2025-03-03 10:00'), leaves('2025-03-04 10:00'));
    expect(left.by('2025-03-04 10:00').moves.at(-1)).toBe('2025-03-04 10:00 new → churned (left)');
    expect(waiting(left.by('2025-03-04 10:00'), '2027-03-04')).toMatchObject({
      changes: [],
      state: { nextCheckAt: null },
    });
    expect(left.and(joins('2025-03-05 10:00')).by('2025-03-05 10:00').stage).toBe('won_back');
    expect(
      left.and(weSay('come back!', '2025-03-05 10:00'), weNote('2025-03-05')).by('2025-03-05 10:00').stage,
    ).toBe('churned');
    const two = given(isIn('2025-03-03 09:00', 'room|colleague'), says('hello', '2025-03-03 10:00'));
    const one = two.and(leaves('2025-03-04 10:00'));
    expect(one.by('2025-03-04 10:00').stage).toBe('prospect');
    expect(one.and(leaves('2025-03-05 10:00', 'room|colleague')).by('2025-03-05 10:00').stage).toBe(
      'churned',
    );
    expect(given(removesContact('2025-03-04 10:00')).by('2025-03-04 10:00').stage).toBe('churned');
  });

  test('who comes back with a question is waited for like any other', () => {
    const known = given(removesContact('2025-03-04 10:00'), asks('are you there?', '2025-04-07 10:00'));
    expect(known.by('2025-04-07 11:00').times('follow-up-opened', 'R3')).toEqual(['2025-04-07 10:15']);
  });

  test('who comes back after long without an order is won back for six months, not for a week', () => {
    const known = given(
      orders(100, '2024-01-08 10:00'),
      leaves('2024-09-02 10:00'),
      every(3, '2025-03-03 10:00', 30, (when) => says('hello again', when)),
    ).by('2025-05-26');
    expect(known.moves.at(-1)).toBe('2025-03-03 10:00 churned → won_back (R13)');
  });

  test('a regular buyer who stops goes down, never up, while nothing happens', () => {
    const ranks = ['mature', 'growing', 'new', 'prospect', 'dormant', 'declining', 'churned'];
    for (const gap of [7, 14, 30, 60]) {
      const bought = given(every(gap, '2024-01-08 10:00', 8, (when) => orders(100, when)));
      const last = Math.max(...bought.history.map((each) => each.at));
      const then = waiting(bought.by(last), last + 500 * day);
      const stages = then.changes.flatMap((each) => (each.type === 'moved' ? [ranks.indexOf(each.to)] : []));
      expect(stages, `gap ${gap}: ${then.moves.join(', ')}`).toEqual([...stages].sort((a, b) => a - b));
      expect(then.stage).toBe('churned');
    }
  });

  test('stages are kept for a week unless something happens', () => {
    const known = given(
      says('a', '2025-01-06 10:00'),
      says('b', '2025-03-03 10:00'),
      complains('c', '2025-03-04 10:00'),
    ).by('2026-03-01');
    const times = known.changes.flatMap((each) => (each.type === 'moved' ? [each.at] : []));
    for (const [index, time] of times.entries()) {
      if (index > 0)
        expect(time - (times[index - 1] ?? 0), local(time)).toBeGreaterThanOrEqual(dwellDays * day);
    }
  });
});
