import { describe, expect, test } from 'vitest';
import { type Health, healthAt } from '../../../core/customer/health.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import {
  asks,
  at,
  company,
  complains,
  day,
  deaf,
  every,
  given,
  leaves,
  plainCompany,
  says,
} from '../../support/given.ts';

// A Monday, four working weeks after the window of 28 days begins; only weekends are free.
const now = at('2025-03-31');
const dayNumber = (local: string): number => plainCompany.zone.dayOf(at(local));
const mark = (ago: number, key = `${ago} days ago`) => ({ at: now - ago * day, key });
const healthOf = (other: Partial<CustomerState>): Health =>
  healthAt({ ...initialState(), ...other }, now, plainCompany);
const part = (key: string, other: Partial<CustomerState>) =>
  healthOf(other).parts.find((each) => each.key === key);

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

  test('takes a day a week as usual until there are 20 working days of history', () => {
    const young = { ...usual, firstAt: at('2025-02-04') };
    expect(part('engagement', young)).toMatchObject({ score: 100, numbers: { expected: 4, own: 0 } });
  });

  test('expects less where holidays and deafness left fewer working days', () => {
    const state = { ...initialState(), ...usual };
    const context = deaf(['2025-03-03', '2025-03-17']);
    const found = healthAt(state, now, context).parts.find((each) => each.key === 'engagement');
    // Ten working days are left of twenty.
    expect(found?.numbers).toMatchObject({ recent: 5 });
    expect(found?.numbers['expected']).toBeLessThan(8);
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
  const bought = (days: number, firstAgo: number, lastAgo: number): Partial<CustomerState> => ({
    orders: { count: days, days, amount: 1, refunded: 0, first: now - firstAgo * day, last: mark(lastAgo) },
  });

  test.each([
    ['an order within a quarter', bought(1, 90, 90), 100, { since: 90, gap: 90, own: 0 }],
    ['one two quarters ago', bought(1, 180, 180), 50, { since: 180, gap: 90, own: 0 }],
    ['one three quarters ago', bought(2, 400, 270), 0, { since: 270, gap: 90, own: 0 }],
    ['the own rhythm kept', bought(4, 80, 20), 100, { since: 20, gap: 20, own: 1 }],
    ['the own rhythm missed', bought(4, 100, 40), 50, { since: 40, gap: 20, own: 1 }],
    ['a rhythm of less than a week counts as a week', bought(8, 21, 14), 50, { since: 14, gap: 7, own: 1 }],
  ] as const)('%s', (_name, state, score, numbers) => {
    expect(part('purchasing', state)).toMatchObject({ score, numbers });
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

describe('the whole', () => {
  test('is the mean of the parts that apply by their weights, which sum to 1', () => {
    const known = given(
      every(7, '2025-01-06 10:00', 10, (when) => says('hello', when)),
      complains('broken', '2025-03-20 10:00'),
      asks('well?', '2025-03-20 10:01'),
    ).by('2025-03-21 10:00');
    const { score, parts } = known.assessment.health;
    expect(parts.map((each) => each.key)).toEqual([
      'engagement',
      'sentiment',
      'responsiveness',
      'complaints',
    ]);
    expect(parts.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(1, 12);
    expect(score).toBe(Math.round(parts.reduce((sum, each) => sum + each.weight * each.score, 0)));
  });

  test('of someone who left is 0, and says why by its parts', () => {
    const { health } = given(says('hello', '2025-03-03 10:00'), leaves('2025-03-04 10:00')).by(
      '2025-03-04 10:00',
    ).assessment;
    expect(health.score).toBe(0);
    expect(health.parts.length).toBeGreaterThan(1);
  });

  test('every part has its sentence in both languages, about its own numbers', () => {
    const state: Partial<CustomerState> = {
      firstAt: now - 100 * day,
      openQuestions: [mark(3)],
      orders: { count: 1, days: 1, amount: 1, refunded: 0, first: now, last: mark(1) },
    };
    const { parts } = healthOf(state);
    expect(parts).toHaveLength(5);
    for (const { name, because, numbers } of parts) {
      expect(name.zh && name.en).toBeTruthy();
      for (const text of [because.zh, because.en]) {
        const named = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
        expect(Object.keys(numbers)).toEqual(expect.arrayContaining(named));
      }
    }
  });

  test('nobody has none of the figures and yet a number', () => {
    expect(healthAt(initialState(), now, company).score).toBeGreaterThan(0);
  });
});
