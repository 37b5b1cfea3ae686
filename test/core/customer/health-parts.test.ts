import { describe, expect, test } from 'vitest';
import { healthAt } from '../../../core/customer/health.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import {
  answersSurvey,
  at,
  company,
  companyWith,
  day,
  deaf,
  given,
  monthOf,
  plainCompany,
  says,
  type TestCompany,
} from '../../support/given.ts';

// A Monday, four working weeks after the window of 28 days begins; only weekends are free.
const now = at('2025-03-31');
const dayNumber = (local: string): number => plainCompany.zone.dayOf(at(local));
const mark = (ago: number, key = `${ago} days ago`) => ({ at: now - ago * day, key });
const part = (key: string, other: Partial<CustomerState>, context: TestCompany = plainCompany) =>
  healthAt({ ...initialState(), ...other }, now, context).parts.find((each) => each.key === key);

describe('engagement', () => {
  const days = [...['04', '05', '06', '10', '11'].map((each) => dayNumber(`2025-03-${each}`))];
  const usual = { firstAt: at('2025-02-03'), days, activeDays: 15, lastIn: mark(20) };

  test('is the share of the own usual that the last 28 days reached', () => {
    // 10 active days in 20 working days before, so 10 expected in these 20; 5 came: (5 + ½) / (10 + ½).
    expect(part('engagement', usual)).toMatchObject({
      score: 52,
      numbers: { recent: 5, expected: 10, own: 1 },
      evidence: ['20 days ago'],
    });
  });

  test('is full at the usual and above', () => {
    expect(part('engagement', { ...usual, activeDays: 10 })?.score).toBe(100);
    expect(part('engagement', { ...usual, activeDays: 6 })?.score).toBe(100);
  });

  test('takes the usual of the segment, and says so, until there are 20 working days of history', () => {
    const young = { ...usual, firstAt: at('2025-02-04') };
    // Every 14 days: two in four weeks.
    const found = part('engagement', young);
    expect(found).toMatchObject({ score: 100, numbers: { expected: 2, own: 0 } });
    expect(found?.because.en).toContain('such customers');
    expect(part('engagement', usual)?.because.en).not.toContain('such customers');
    const software = companyWith({ profile: { segment: 'software' } }, plainCompany);
    expect(part('engagement', young, software)?.numbers).toMatchObject({ expected: 4, own: 0 });
  });

  test('expects less where holidays and deafness left fewer working days', () => {
    const state = { ...initialState(), ...usual };
    const context = deaf(['2025-03-03', '2025-03-17']);
    const found = healthAt(state, now, context).parts.find((each) => each.key === 'engagement');
    // Ten working days are left of twenty.
    expect(found?.numbers).toMatchObject({ recent: 5 });
    expect(found?.numbers['expected']).toBeLessThan(8);
  });

  test('fades with the silence of somebody who was rarely active, although little is expected of them', () => {
    const rare = { firstAt: at('2024-10-01'), days: [dayNumber('2024-10-01')], activeDays: 1 };
    const afterDays = (ago: number) => part('engagement', { ...rare, lastIn: mark(ago) });
    // Active once in 109 working days: 0.2 are expected in 28 days, so that none of them would be 71 of 100.
    expect(afterDays(0)?.score).toBeGreaterThan(70);
    expect(afterDays(134)?.score).toBeLessThan(10);
    expect(afterDays(134)?.because.en).toContain('Silent for {silent} days');
  });

  test('does not expect of a newcomer what they could not have done yet', () => {
    const { assessment } = given(says('hello', '2025-03-03 10:00')).by('2025-03-03 10:00');
    expect(assessment.health.parts.find((each) => each.key === 'engagement')?.score ?? 100).toBe(100);
  });

  test('says nothing of nobody', () => {
    expect(part('engagement', {})).toBeUndefined();
  });
});

describe('sentiment', () => {
  const mood = (sum: number, weight: number): Partial<CustomerState> => ({
    sentiment: { sum, weight, slowSum: sum, slowWeight: weight, at: now },
    feelings: [1, 2, 3, 4].map((ago) => ({ ...mark(10 - ago), score: -0.5 })),
  });

  test.each([
    [0, 0, 65],
    [0.5, 0.5, 83],
    [1e9, 1e9, 100],
    [-0.5, 0.5, 33],
    [-1e9, 1e9, 0],
  ])('sum %f of weight %f scores %i', (sum, weight, score) => {
    expect(part('sentiment', mood(sum, weight))?.score).toBe(score);
  });

  test('shows three messages', () => {
    expect(part('sentiment', mood(-0.5, 0.5))).toMatchObject({
      numbers: { mean: -0.5, slope: 0 },
      evidence: ['6 days ago', '7 days ago', '8 days ago'],
    });
  });
});

describe('responsiveness', () => {
  const replies = (count: number, late: number) => ({ replies: { count, late, businessMinutes: 10 } });

  test('applies once there was something to respond to', () => {
    expect(part('responsiveness', {})).toBeUndefined();
    expect(part('responsiveness', { openQuestions: [{ at: now - 60_000, key: 'fresh' }] })).toBeUndefined();
  });

  test.each<readonly [string, Partial<CustomerState>, number]>([
    ['good replies', replies(10, 0), 100],
    ['one question waiting', { openQuestions: [mark(3)] }, 75],
    ['four late of ten', replies(10, 4), 84],
    ['too few replies to judge', replies(2, 2), 100],
    ['a promise broken in the last month', { brokenPromises: [mark(29)] }, 80],
    ['one broken long ago', { brokenPromises: [mark(30)] }, 100],
    [
      'everything at once',
      { ...replies(4, 4), openQuestions: [mark(3), mark(4)], brokenPromises: [mark(1), mark(2)] },
      0,
    ],
  ])('%s', (_name, state, score) => {
    expect(part('responsiveness', state)?.score).toBe(score);
  });

  test('shows what waits and what was broken', () => {
    expect(part('responsiveness', { openQuestions: [mark(3)], brokenPromises: [mark(5)] })).toMatchObject({
      numbers: { waiting: 1, broken: 1 },
      evidence: ['3 days ago', '5 days ago'],
    });
  });
});

describe('purchasing', () => {
  /** An order every `gap` days, the last one `lastAgo` days ago. */
  const bought = (days: number, gap: number, lastAgo: number): Partial<CustomerState> => ({
    orders: {
      count: days,
      days,
      amount: days,
      refunded: 0,
      firstAmount: 1,
      first: now - (lastAgo + gap * (days - 1)) * day,
      last: mark(lastAgo),
      recent: Array.from({ length: days }, (_, i) => 20_000 + i * gap),
    },
  });

  test.each([
    ['an order within a quarter', bought(1, 0, 90), 100, { since: 90, gap: 90, own: 0 }],
    ['one two quarters ago', bought(1, 0, 180), 50, { since: 180, gap: 90, own: 0 }],
    ['one three quarters ago', bought(2, 130, 270), 0, { since: 270, gap: 90, own: 0 }],
    ['the own rhythm kept', bought(4, 20, 20), 100, { since: 20, gap: 20, own: 1 }],
    ['the own rhythm missed', bought(4, 20, 40), 50, { since: 40, gap: 20, own: 1 }],
    ['a rhythm of less than a week counts as a week', bought(8, 3, 14), 50, { since: 14, gap: 7, own: 1 }],
  ] as const)('%s', (_name, state, score, numbers) => {
    expect(part('purchasing', state)).toMatchObject({ score, numbers });
  });

  test('leans on the rhythm of the segment, learnt or guessed, and says so', () => {
    const once = bought(1, 0, 60);
    const shop = companyWith({ profile: { segment: 'fmcg' } }, plainCompany);
    expect(part('purchasing', once, shop)).toMatchObject({ score: 50, numbers: { gap: 30, own: 0 } });
    expect(part('purchasing', once, shop)?.because.zh).toContain('同类客户');
    expect(part('purchasing', bought(4, 20, 20), shop)?.because.zh).not.toContain('同类客户');
    const rhythms = { fmcg: { customers: 50, gapDays: 5, orderGapDays: 60 } };
    const learnt = companyWith({ models: { rhythms } }, shop);
    expect(part('purchasing', once, learnt)).toMatchObject({ score: 100, numbers: { gap: 60, own: 0 } });
    const few = companyWith({ models: { rhythms: { fmcg: { ...rhythms.fmcg, orderGapDays: null } } } }, shop);
    expect(part('purchasing', once, few)?.numbers).toMatchObject({ gap: 30 });
  });

  test('says nothing of someone who never ordered', () => {
    expect(part('purchasing', {})).toBeUndefined();
  });
});

describe('complaints', () => {
  test.each<readonly [string, Partial<CustomerState>, number]>([
    ['none', {}, 100],
    ['one answered', { complaints: [mark(59)] }, 70],
    ['one open', { complaints: [mark(1)], openComplaint: mark(1) }, 50],
    ['one of 60 days ago', { complaints: [mark(60)] }, 100],
    ['many', { complaints: [mark(1), mark(2), mark(3), mark(4)] }, 0],
  ])('%s', (_name, state, score) => {
    expect(part('complaints', state)?.score).toBe(score);
  });
});

describe('use', () => {
  // March 2025 is the month that ends now, but for its last day.
  const march = company.calendar.monthOf(now);
  const used = (...uses: readonly number[]): Partial<CustomerState> => ({
    months: uses.map((each, index) => monthOf(march - uses.length + 1 + index, { uses: each })),
  });

  test('holds about a month of use against the own monthly mean', () => {
    // 20 of the 21 working days of March have passed, so a twenty-first of February still counts.
    expect(part('use', used(20, 20, 20, 10))).toMatchObject({
      score: 55,
      numbers: { recent: 11, mean: 20 },
      evidence: [],
    });
    expect(part('use', used(20, 20, 20, 30))?.score).toBe(100);
  });

  test('counts a month without any use between two with some', () => {
    expect(part('use', used(30, 0, 30, 30, 30))?.numbers).toMatchObject({ mean: 22.5 });
  });

  test('is nothing when the product is used no more', () => {
    expect(
      part('use', {
        months: used(20, 20, 20).months?.map((each) => ({ ...each, month: each.month - 3 })) ?? [],
      }),
    ).toMatchObject({
      score: 0,
      numbers: { recent: 0 },
    });
  });

  test('needs three months', () => {
    expect(part('use', used(20, 20, 10))).toBeUndefined();
    expect(part('use', used(20, 0, 20, 10))).toBeUndefined();
  });
});

describe('satisfaction', () => {
  const answered = (...answers: readonly (readonly [ago: number, satisfaction: number])[]) => ({
    surveys: answers.map(([ago, satisfaction]) => ({ ...mark(ago), satisfaction })),
  });

  test('is the mean of the answers of half a year, with each of them', () => {
    expect(part('satisfaction', answered([181, 0], [100, 60], [10, 90]))).toMatchObject({
      score: 75,
      numbers: { answers: 2, mean: 75, days: 180 },
      evidence: ['100 days ago', '10 days ago'],
    });
  });

  test('says nothing where nobody answered lately', () => {
    expect(part('satisfaction', {})).toBeUndefined();
    expect(part('satisfaction', answered([180, 50]))).toBeUndefined();
  });

  test('takes answers into 0 to 100, and none that are no number', () => {
    const { state } = given(
      answersSurvey(-20, '2025-03-03 10:00'),
      answersSurvey(400, '2025-03-04 10:00'),
      answersSurvey(Number.NaN, '2025-03-05 10:00'),
    ).by('2025-03-06');
    expect(state.surveys.map((each) => each.satisfaction)).toEqual([0, 100]);
    expect(state.activeDays).toBe(3);
  });
});
