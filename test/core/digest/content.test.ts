import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../core/digest/content.ts';
import type { DigestComplaint, DigestFacts, DigestMove, Shift } from '../../../core/digest/facts.ts';
import type { Listed } from '../../../core/digest/listed.ts';
import { at } from '../../support/given.ts';

const noReplies = { questions: 0, late: 0, medianMinutes: null, limitMinutes: 15, byOwner: [] };
const noSurveys = { kinds: [], low: { count: 0, top: [] } };
const quiet: DigestFacts = {
  edition: 'daily',
  from: at('2025-03-03 09:00'),
  at: at('2025-03-04 09:00'),
  moves: [],
  overdue: [],
  overdueWorst: [],
  shifts: [],
  trend: [],
  complaints: { count: 0, latest: [] },
  communities: [],
  replies: noReplies,
  surveys: noSurveys,
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
  value: 0,
  valueAtRisk: 0,
  ...other,
});
const shift = (customerId: number, before: number, churn: number, other: Partial<Shift> = {}): Shift => ({
  customerId,
  name: `customer ${customerId}`,
  owner: null,
  at: at('2025-03-03 12:00'),
  stage: 'growing',
  before,
  churn,
  value: 0,
  valueAtRisk: 0,
  ...other,
});
const complaint = (customerId: number, when: number, open = false): DigestComplaint => ({
  customerId,
  name: `customer ${customerId}`,
  owner: null,
  at: when,
  quote: 'broken',
  open,
});
const community = {
  name: 'fans',
  messages: 0,
  people: 0,
  joined: 0,
  left: 0,
  leavers: [],
  unanswered: 0,
  questions: [],
  events: [],
};
const event = { title: 'tasting', startsAt: quiet.at, over: true, guests: 3, waiting: 0, came: 2 };
const birthday = { name: { zh: '生日', en: 'Birthday' }, sent: 1, replied: 0, stopped: 0 };
const ids = (moves: Listed<{ readonly customerId: number }>): readonly number[] =>
  moves.top.map((each) => each.customerId);

describe('a day on which nothing changed', () => {
  test('is empty', () => {
    const none = { count: 0, top: [] };
    expect(composeDigest(quiet)).toEqual({
      edition: 'daily',
      from: quiet.from,
      at: quiet.at,
      atRisk: none,
      worse: none,
      churned: none,
      wonBack: none,
      better: none,
      likelier: none,
      lessLikely: none,
      flow: [],
      overdue: [],
      overdueWorst: [],
      complaints: { count: 0, latest: [] },
      communities: [],
      replies: noReplies,
      surveys: noSurveys,
      trend: [],
      grade: {
        days: 90,
        lost: 0,
        bySilence: 0,
        foreseen: 0,
        medianLeadDays: null,
        warned: 0,
        warnedLost: 0,
      },
      empty: true,
    });
  });

  test('is empty also with owners who owe nothing and silent communities', () => {
    const content = composeDigest({
      ...quiet,
      overdue: [{ owner: 'Li', followUps: 0, promises: 0 }],
      communities: [community],
      care: { flows: [{ ...birthday, sent: 0 }], optOuts: 0, effects: [] },
    });
    expect(content).toMatchObject({ empty: true, overdue: [], communities: [] });
    expect(content.care).toBeUndefined();
  });

  test.each<readonly [string, Partial<DigestFacts>]>([
    ['a move', { moves: [move(1, 'growing', 'dormant')] }],
    ['something overdue', { overdue: [{ owner: 'Li', followUps: 0, promises: 1 }] }],
    ['a complaint', { complaints: { count: 1, latest: [complaint(1, quiet.at)] } }],
    ['somebody likelier to leave', { shifts: [shift(1, 0.2, 0.5)] }],
    ['a leaver', { communities: [{ ...community, left: 1 }] }],
    ['an unanswered question', { communities: [{ ...community, unanswered: 1 }] }],
    ['an event of a community', { communities: [{ ...community, events: [event] }] }],
    ['care', { care: { flows: [birthday], optOuts: 0, effects: [] } }],
    ['somebody who opted out', { care: { flows: [], optOuts: 1, effects: [] } }],
    [
      'an answer to a survey',
      { surveys: { ...noSurveys, kinds: [{ kind: 'nps', answers: 1, scores: [9] }] } },
    ],
    ['late replies', { replies: { ...noReplies, questions: 3, late: 2 } }],
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
        move(10, 'declining', 'mature', { value: 100 }),
        move(11, 'dormant', 'declining', { valueAtRisk: 5 }),
        move(12, 'declining', 'dormant', { valueAtRisk: 6 }),
      ],
    });
    expect(ids(content.atRisk)).toEqual([2, 3, 4, 1]);
    expect(ids(content.worse)).toEqual([12, 11]);
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
    expect(content.churned.top).toEqual([
      move(1, 'growing', 'churned', { at: 30, valueAtRisk: 7, rule: 'left' }),
    ]);
    expect(content.atRisk.count).toBe(0);
    expect(content.better.count).toBe(0);
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

describe('who did not move', () => {
  test('is likelier to leave, or less likely, from 15 points on', () => {
    const content = composeDigest({
      ...quiet,
      moves: [move(5, 'growing', 'dormant')],
      shifts: [
        shift(1, 0.2, 0.35, { valueAtRisk: 4 }),
        shift(2, 0.2, 0.34),
        shift(3, 0.2, 0.9, { valueAtRisk: 8 }),
        shift(4, 0.9, 0.2, { value: 1 }),
        shift(6, 0.5, 0.35, { value: 9 }),
        shift(5, 0.1, 0.9), // told as a move
        shift(7, 0.1, 0.9, { stage: 'churned' }),
      ],
    });
    expect(ids(content.likelier)).toEqual([3, 1]);
    expect(ids(content.lessLikely)).toEqual([6, 4]);
  });
});

test('long lists keep their first 30 and are counted', () => {
  const moves = Array.from({ length: 40 }, (_, index) =>
    move(index, 'growing', 'dormant', { valueAtRisk: index }),
  );
  const { atRisk } = composeDigest({ ...quiet, moves });
  expect(atRisk).toMatchObject({ count: 40 });
  expect(ids(atRisk).slice(0, 2)).toEqual([39, 38]);
  expect(atRisk.top).toHaveLength(30);
});

test('what is late is by owner, most first; open complaints first; communities by liveliness', () => {
  const content = composeDigest({
    ...quiet,
    overdue: [
      { owner: 'Li', followUps: 1, promises: 1 },
      { owner: 'Wang', followUps: 0, promises: 3 },
      { owner: 'Chen', followUps: 0, promises: 0 },
    ],
    complaints: { count: 3, latest: [complaint(2, 20), complaint(1, 10), complaint(3, 30, true)] },
    communities: [
      { ...community, name: 'calm', messages: 3 },
      { ...community, name: 'loud', messages: 30 },
    ],
  });
  expect(content.overdue.map((each) => each.owner)).toEqual(['Wang', 'Li']);
  expect(content.complaints.latest.map((each) => each.customerId)).toEqual([3, 1, 2]);
  expect(content.communities.map((each) => each.name)).toEqual(['loud', 'calm']);
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
  const latest = Object.freeze([complaint(2, 20), complaint(1, 10)]);
  const complaints = Object.freeze({ count: 2, latest });
  const communities = Object.freeze([
    { ...community, left: 1 },
    { ...community, messages: 5 },
  ]);
  const content = composeDigest(Object.freeze({ ...quiet, moves, overdue, complaints, communities }));
  expect(content.overdue[0]?.owner).toBe('Wang');
});

test('a week or month in which nothing changed is still told when anybody was active', () => {
  const retention = { before: 0, stayed: 0, fresh: 1, back: 0 };
  expect(composeDigest({ ...quiet, edition: 'weekly', retention })).toMatchObject({
    empty: false,
    retention,
  });
  const nobody = { ...retention, fresh: 0 };
  expect(composeDigest({ ...quiet, edition: 'monthly', retention: nobody }).empty).toBe(true);
});

test('how right the calls were makes no digest of a quiet day', () => {
  const calls = { leadDays: 20 } as NonNullable<DigestFacts['calls']>;
  expect(composeDigest({ ...quiet, calls })).toMatchObject({ empty: true, calls });
  expect(Object.keys(composeDigest(quiet))).not.toEqual(expect.arrayContaining(['calls']));
});
