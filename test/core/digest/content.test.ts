import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeDigest, type DigestFacts, type DigestMove } from '../../../core/digest/content.ts';
import { at } from '../../support/given.ts';

const quiet: DigestFacts = {
  from: at('2025-03-03 09:00'),
  at: at('2025-03-04 09:00'),
  moves: [],
  overdue: [],
  complaints: [],
  communities: [],
  replies: { questions: 0, late: 0 },
  history: [],
};
const move = (
  customerId: number,
  from: DigestMove['from'],
  to: DigestMove['to'],
  other: Partial<DigestMove> = {},
): DigestMove => ({
  customerId,
  name: `customer ${customerId}`,
  owner: 'Wang',
  at: at('2025-03-03 12:00'),
  from,
  to,
  rule: 'R7',
  numbers: {},
  churn: 0.5,
  valueAtRisk: 0,
  ...other,
});
const ids = (moves: readonly DigestMove[]): readonly number[] => moves.map((each) => each.customerId);

describe('a day on which nothing changed', () => {
  test('is empty', () => {
    expect(composeDigest(quiet)).toEqual({
      from: quiet.from,
      at: quiet.at,
      atRisk: [],
      churned: [],
      wonBack: [],
      better: [],
      flow: [],
      overdue: [],
      complaints: [],
      communities: [],
      replies: { questions: 0, late: 0 },
      grade: { days: 90, lost: 0, foreseen: 0, medianLeadDays: null, warned: 0, warnedLost: 0 },
      empty: true,
    });
  });

  test('is empty also with owners who owe nothing and silent communities', () => {
    const content = composeDigest({
      ...quiet,
      overdue: [{ owner: 'Li', followUps: 0, promises: 0 }],
      communities: [{ name: 'fans', messages: 0, people: 0, joined: 0, left: 0, unanswered: 0 }],
    });
    expect(content).toMatchObject({ empty: true, overdue: [], communities: [] });
  });

  test.each<readonly [string, Partial<DigestFacts>]>([
    ['a move', { moves: [move(1, 'growing', 'dormant')] }],
    ['something overdue', { overdue: [{ owner: 'Li', followUps: 0, promises: 1 }] }],
    ['a complaint', { complaints: [{ customerId: 1, name: 'A', at: quiet.at, quote: 'broken' }] }],
    [
      'a leaver',
      { communities: [{ name: 'fans', messages: 0, people: 0, joined: 0, left: 1, unanswered: 0 }] },
    ],
    [
      'an unanswered question',
      { communities: [{ name: 'fans', messages: 0, people: 0, joined: 0, left: 0, unanswered: 1 }] },
    ],
    ['late replies', { replies: { questions: 3, late: 2 } }],
  ])('is not one with %s', (_name, facts) => {
    expect(composeDigest({ ...quiet, ...facts }).empty).toBe(false);
  });
});

describe('moves', () => {
  test('go where they belong, worst first by value at risk, then by chance, then by name', () => {
    const content = composeDigest({
      ...quiet,
      moves: [
        move(1, 'growing', 'dormant', { valueAtRisk: 10 }),
        move(2, 'mature', 'declining', { valueAtRisk: 500 }),
        move(3, 'prospect', 'dormant', { valueAtRisk: 10, churn: 0.9 }),
        move(4, 'new', 'declining', { valueAtRisk: 10, name: 'a first name' }),
        move(5, 'declining', 'churned', { valueAtRisk: 900 }),
        move(6, 'dormant', 'churned', { valueAtRisk: 1000 }),
        move(7, 'churned', 'won_back'),
        move(8, 'new', 'growing'),
        move(9, 'prospect', 'new'),
        move(10, 'declining', 'mature', { valueAtRisk: 1 }),
      ],
    });
    expect(ids(content.atRisk)).toEqual([2, 3, 4, 1]);
    expect(ids(content.churned)).toEqual([6, 5]);
    expect(ids(content.wonBack)).toEqual([7]);
    expect(ids(content.better)).toEqual([10, 8, 9]);
  });

  test('of one customer are one: where they stood first and stand last, with the last figures', () => {
    const content = composeDigest({
      ...quiet,
      moves: [
        move(1, 'dormant', 'churned', { at: 30, valueAtRisk: 7, rule: 'left' }),
        move(1, 'growing', 'dormant', { at: 10, valueAtRisk: 3 }),
        move(2, 'growing', 'dormant', { at: 10 }),
        move(2, 'dormant', 'growing', { at: 20 }),
      ],
    });
    expect(content.churned).toEqual([
      move(1, 'growing', 'churned', { at: 30, valueAtRisk: 7, rule: 'left' }),
    ]);
    expect(content.atRisk).toEqual([]);
    expect(content.better).toEqual([]);
    expect(content.flow).toEqual([{ from: 'growing', to: 'churned', count: 1 }]);
  });

  test('there and back again are none', () => {
    const moves = [move(2, 'growing', 'dormant', { at: 10 }), move(2, 'dormant', 'growing', { at: 20 })];
    expect(composeDigest({ ...quiet, moves }).empty).toBe(true);
  });

  test('are counted by flow, most first', () => {
    const moves = [
      move(1, 'growing', 'dormant'),
      move(2, 'growing', 'dormant'),
      move(3, 'prospect', 'new'),
      move(4, 'growing', 'dormant'),
      move(5, 'prospect', 'new'),
      move(6, 'growing', 'declining'),
    ];
    expect(composeDigest({ ...quiet, moves }).flow).toEqual([
      { from: 'growing', to: 'dormant', count: 3 },
      { from: 'prospect', to: 'new', count: 2 },
      { from: 'growing', to: 'declining', count: 1 },
    ]);
  });
});

test('what is late is by owner, most first; complaints by time; communities by liveliness', () => {
  const community = { people: 1, joined: 0, left: 0, unanswered: 0 };
  const content = composeDigest({
    ...quiet,
    overdue: [
      { owner: 'Li', followUps: 1, promises: 1 },
      { owner: 'Wang', followUps: 0, promises: 3 },
      { owner: 'Chen', followUps: 0, promises: 0 },
    ],
    complaints: [
      { customerId: 2, name: 'B', at: 20, quote: 'late' },
      { customerId: 1, name: 'A', at: 10, quote: 'broken' },
    ],
    communities: [
      { ...community, name: 'calm', messages: 3 },
      { ...community, name: 'loud', messages: 30 },
    ],
    replies: { questions: 9, late: 2 },
  });
  expect(content.overdue.map((each) => each.owner)).toEqual(['Wang', 'Li']);
  expect(content.complaints.map((each) => each.name)).toEqual(['A', 'B']);
  expect(content.communities.map((each) => each.name)).toEqual(['loud', 'calm']);
  expect(content.replies).toEqual({ questions: 9, late: 2 });
});

test('the same facts in any order are the same digest', () => {
  const moves = [
    move(1, 'growing', 'dormant', { valueAtRisk: 5, at: 1 }),
    move(2, 'mature', 'declining', { valueAtRisk: 5, churn: 0.7, at: 2 }),
    move(3, 'growing', 'dormant', { valueAtRisk: 8, at: 3 }),
    move(3, 'dormant', 'churned', { valueAtRisk: 9, at: 4 }),
    move(4, 'prospect', 'new', { at: 5 }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(moves, { minLength: moves.length }), (shuffled) => {
      expect(composeDigest({ ...quiet, moves: shuffled })).toEqual(composeDigest({ ...quiet, moves }));
    }),
  );
});

test('the given facts stay as they were', () => {
  const moves = Object.freeze([
    move(2, 'growing', 'dormant', { at: 20 }),
    move(1, 'growing', 'dormant', { at: 10 }),
  ]);
  const overdue = Object.freeze([
    { owner: 'Li', followUps: 1, promises: 0 },
    { owner: 'Wang', followUps: 5, promises: 0 },
  ]);
  const complaints = Object.freeze([
    { customerId: 2, name: 'B', at: 20, quote: 'late' },
    { customerId: 1, name: 'A', at: 10, quote: 'broken' },
  ]);
  const content = composeDigest(Object.freeze({ ...quiet, moves, overdue, complaints }));
  expect(content.overdue[0]?.owner).toBe('Wang');
});

test('the review of a month makes a digest of a quiet day, how right the calls were does not', () => {
  const calls = { leadDays: 20 } as NonNullable<DigestFacts['calls']>;
  const month = { up: [], down: [], near: [], recovery: { lost: 4, recovered: 1 } };
  expect(composeDigest({ ...quiet, calls })).toMatchObject({ empty: true, calls });
  expect(composeDigest({ ...quiet, month })).toMatchObject({ empty: false, month });
  expect(Object.keys(composeDigest(quiet))).not.toEqual(expect.arrayContaining(['calls']));
});
