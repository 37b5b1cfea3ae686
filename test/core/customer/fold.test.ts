import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../../core/customer/assess.ts';
import type { Change } from '../../../core/customer/changes.ts';
import { advance, evolve, fold, foldHistory, needsRefold } from '../../../core/customer/fold.ts';
import { byTime, type Interaction, rewritesHistory } from '../../../core/customer/interaction.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import {
  answersMailing,
  answersSurvey,
  asks,
  at,
  company,
  complains,
  day,
  deaf,
  edits,
  fact,
  feeling,
  frozen,
  getsBack,
  given,
  opensMailing,
  orders,
  plain,
  recalls,
  runsOut,
  says,
  uses,
  visits,
  weMail,
  weSay,
} from '../../support/given.ts';
import { anyHistory } from './any-history.ts';
import { companies } from './companies.ts';

const runs = 30;
const lastOf = (history: readonly Interaction[]): number => Math.max(...history.map((each) => each.at));
const withoutRewrites = (history: readonly Interaction[]): readonly Interaction[] =>
  [...history].filter((each) => !rewritesHistory(each)).sort(byTime);

const numbersIn = (value: unknown): readonly number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

describe.each(companies)('order of arrival in %s', (_name, company) => {
  test('does not matter to the fold of a whole history', () => {
    fc.assert(
      fc.property(
        anyHistory({ context: company }).chain((history) =>
          fc.record({
            history: fc.constant(history),
            arrived: fc.shuffledSubarray([...history], { minLength: history.length }),
            laterMs: fc.integer({ min: 0, max: 100 * day }),
          }),
        ),
        ({ history, arrived, laterMs }) => {
          const until = lastOf(history) + laterMs;
          expect(foldHistory(arrived, until, company)).toEqual(foldHistory(history, until, company));
        },
      ),
      { numRuns: runs },
    );
  });

  test('does not matter to the state of a customer that is kept up live, redelivered and ticked', () => {
    fc.assert(
      fc.property(
        anyHistory({ context: company, most: 16 }).chain((history) =>
          fc.record({
            history: fc.constant(history),
            arrived: fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 }),
            ticks: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
          }),
        ),
        ({ history, arrived, ticks }) => {
          const first = Math.min(...history.map((each) => each.at));
          const until = lastOf(history) + 10 * day;
          const known: Interaction[] = [];
          let state = initialState();
          arrived.forEach((interaction, index) => {
            if (known.some((each) => each.key === interaction.key)) return;
            known.push(interaction);
            state = needsRefold(state, interaction)
              ? foldHistory(known, Math.max(state.seenAt, interaction.at), company).state
              : evolve(state, interaction, company).state;
            const tick = first + (ticks[index % ticks.length] ?? 0) * (until - first);
            state = advance(state, tick, company).state;
          });
          expect(advance(state, until, company).state).toEqual(foldHistory(history, until, company).state);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('what cannot simply be added', () => {
  test('equal times are ordered by key, whichever came first', () => {
    const when = '2025-03-03 10:00';
    const a = says('a', when);
    const b = says('b', when);
    expect([b, a].sort(byTime)).toEqual([a, b]);
    expect([a, b].sort(byTime)).toEqual([a, b]);
    expect(byTime(a, a)).toBe(0);
    const afterB = evolve(initialState(), b, company).state;
    expect(needsRefold(afterB, a)).toBe(true);
    expect(needsRefold(evolve(initialState(), a, company).state, b)).toBe(false);
  });

  test('what lies before what was seen, and what rewrites, folds the customer anew', () => {
    const question = asks('where is it?', '2025-03-03 10:00');
    const state = given(question).by('2025-03-03 10:30').state;
    expect(state.seenAt).toBe(at('2025-03-03 10:15'));
    expect(needsRefold(state, says('earlier', '2025-03-03 09:00'))).toBe(true);
    expect(needsRefold(state, says('before the check', '2025-03-03 10:10'))).toBe(true);
    expect(needsRefold(state, says('after the check', '2025-03-03 10:20'))).toBe(false);
    expect(needsRefold(state, edits(question, '2025-03-03 10:20'))).toBe(true);
    expect(needsRefold(state, recalls(question, '2025-03-03 10:20'))).toBe(true);
  });
});

describe.each(companies)('one step or many in %s', (_name, company) => {
  test('advancing in one jump is advancing in many', () => {
    fc.assert(
      fc.property(
        anyHistory({ context: company, most: 20 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        fc.integer({ min: 0, max: 500 * day }),
        (history, shares, spanMs) => {
          const { state } = fold(initialState(), withoutRewrites(history), company);
          const until = lastOf(history) + spanMs;
          const whole = advance(state, until, company);
          let split = state;
          const changes: Change[] = [];
          for (const share of [...shares].sort((a, b) => a - b)) {
            const step = advance(split, lastOf(history) + share * spanMs, company);
            split = step.state;
            changes.push(...step.changes);
          }
          const last = advance(split, until, company);
          expect(last.state).toEqual(whole.state);
          expect([...changes, ...last.changes]).toEqual(whole.changes);
        },
      ),
      { numRuns: runs },
    );
  });

  test('evolving one at a time is folding all, through storage as JSON', () => {
    fc.assert(
      fc.property(anyHistory({ context: company }), (history) => {
        const inOrder = withoutRewrites(history);
        const whole = fold(initialState(), inOrder, company);
        let state = initialState();
        const changes: Change[] = [];
        for (const interaction of inOrder) {
          const step = evolve(JSON.parse(JSON.stringify(state)) as CustomerState, interaction, company);
          state = step.state;
          changes.push(...step.changes);
        }
        expect(state).toEqual(whole.state);
        expect(changes).toEqual(whole.changes);
      }),
      { numRuns: runs },
    );
  });

  test('nothing is due before the next check, and then the state itself comes back', () => {
    const { state } = given(says('hello', '2025-03-03 10:00')).by('2025-03-03 10:00');
    const next = state.nextCheckAt ?? 0;
    expect(advance(state, next - 1, company)).toEqual({ state, changes: [] });
    expect(advance(state, next, company).state.seenAt).toBe(next);
    expect(advance(initialState(), at('2030-01-01'), company).state).toEqual(initialState());
  });
});

describe.each(companies)('what every history gives in %s', (_name, company) => {
  test('touches neither the given state nor the interactions', () => {
    fc.assert(
      fc.property(anyHistory({ context: company }), (history) => {
        frozen(history);
        let state = frozen(initialState());
        for (const interaction of withoutRewrites(history)) {
          state = frozen(evolve(state, interaction, company)).state;
          frozen(assess(state, interaction.at, company));
        }
        frozen(advance(state, lastOf(history) + 200 * day, company));
        frozen(foldHistory(history, lastOf(history), company));
      }),
      { numRuns: runs },
    );
  });

  test('survives storage as JSON unchanged', () => {
    fc.assert(
      fc.property(
        anyHistory({ context: company }),
        fc.integer({ min: 0, max: 300 * day }),
        (history, laterMs) => {
          const { state } = foldHistory(history, lastOf(history) + laterMs, company);
          expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
        },
      ),
      { numRuns: runs },
    );
  });

  test('figures are numbers in their ranges', () => {
    fc.assert(
      fc.property(
        anyHistory({ context: company }),
        fc.integer({ min: 0, max: 400 * day }),
        (history, laterMs) => {
          const when = lastOf(history) + laterMs;
          const { state } = foldHistory(history, when, company);
          const assessment = assess(state, when, company);
          const { health, churn, sentiment, value, valueAtRisk, tierFinding } = assessment;
          expect(numbersIn([state, assessment]).filter((each) => !Number.isFinite(each))).toEqual([]);
          for (const amount of [value.amount, value.ifStays, value.lifetime]) {
            expect(amount).toBeGreaterThanOrEqual(0);
          }
          if (value.alive !== null) expect(value.alive).toBeLessThanOrEqual(1);
          if (tierFinding) expect(tierFinding.score).toBeLessThanOrEqual(5);
          for (const score of [health.score, ...health.parts.map((part) => part.score)]) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(100);
          }
          expect(churn.probability).toBeGreaterThanOrEqual(0);
          expect(churn.probability).toBeLessThanOrEqual(1);
          expect(Math.abs(sentiment.mean)).toBeLessThanOrEqual(1);
          expect(Math.abs(sentiment.slope)).toBeLessThanOrEqual(2);
          expect(valueAtRisk).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: runs },
    );
  });

  test('tells one story: moves follow on each other, follow-ups and promises end once, after they began', () => {
    fc.assert(
      fc.property(
        anyHistory({ context: company }),
        fc.integer({ min: 0, max: 300 * day }),
        (history, laterMs) => {
          const { state, changes } = foldHistory(history, lastOf(history) + laterMs, company);
          let stage = 'prospect';
          const open = new Map<string, string>();
          for (const change of changes) {
            if (change.type === 'moved') {
              expect(change.from).toBe(stage);
              expect(change.to).not.toBe(stage);
              stage = change.to;
            }
            if (change.type === 'follow-up-opened') {
              expect([...open.values()]).not.toContain(change.followUp.rule);
              open.set(change.followUp.key, change.followUp.rule);
              expect(change.followUp.dueAt).toBeGreaterThan(change.at);
            }
            if (change.type === 'follow-up-ended') expect(open.delete(change.key)).toBe(true);
          }
          expect(stage).toBe(state.stage);
          expect([...open.keys()]).toEqual(state.followUps.map((each) => each.key));
          if (state.nextCheckAt !== null) expect(state.nextCheckAt).toBeGreaterThan(state.seenAt);
          if (state.stage !== 'churned') expect(state.nextCheckAt).not.toBeNull();
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('as of', () => {
  const question = asks('where is it?', '2025-03-03 10:00');
  const history = given(question, edits(question, '2025-03-03 11:00'));

  test('before an edit the message reads as it was, after it as it is', () => {
    expect(history.by('2025-03-03 10:59').warnings).toEqual(['R3']);
    expect(history.by('2025-03-03 11:00').warnings).toEqual([]);
    expect(history.by('2025-03-03 11:00').times('warned')).toEqual([]);
  });

  test('the last edit stands, in the order of time', () => {
    const twice = history.and(edits(question, '2025-03-03 12:00', { question: true }));
    expect(twice.by('2025-03-03 12:00').warnings).toEqual(['R3']);
    expect(twice.by('2025-03-03 11:59').warnings).toEqual([]);
  });

  test('a recalled message says nothing more but was activity', () => {
    const bad = complains('broken!', '2025-03-03 10:00');
    const recalled = given(bad, recalls(bad, '2025-03-03 11:00'));
    expect(recalled.by('2025-03-03 10:30')).toMatchObject({ warnings: ['R9'] });
    const after = recalled.by('2025-03-03 11:00');
    expect(after.warnings).toEqual([]);
    expect(after.state.complaints).toEqual([]);
    expect(after.state.feelings).toEqual([]);
    expect(after.state.lastIn?.at).toBe(at('2025-03-03 10:00'));
  });

  test('an edit after the recall brings nothing back', () => {
    const gone = given(
      question,
      recalls(question, '2025-03-03 11:00'),
      edits(question, '2025-03-03 12:00', { question: true }),
    );
    expect(gone.by('2025-03-03 13:00').state.openQuestions).toEqual([]);
  });

  test('a recalled answer answers nothing', () => {
    const answer = weSay('on Friday', '2025-03-03 10:05');
    const known = given(question, answer, recalls(answer, '2025-03-03 10:06')).by('2025-03-03 12:00');
    expect(known.warnings).toEqual(['R3']);
  });

  test('an edit of a message that is not there changes nothing but is remembered', () => {
    const known = given(says('a', '2025-03-03 10:00'), edits(question, '2025-03-03 11:00')).by(
      '2025-03-03 12:00',
    );
    expect(known.state).toMatchObject({ interactions: 2, openQuestions: [], activeDays: 1 });
  });

  test('what happens after the time is not known', () => {
    expect(history.by('2025-03-03 09:59').state).toEqual(initialState());
  });
});

describe('bounds', () => {
  test('two things at the same millisecond are both taken in, in the order of their keys', () => {
    const both = [orders(10, '2025-03-03 10:00'), getsBack(4, '2025-03-03 10:00')];
    const { state } = foldHistory([...both].reverse(), at('2025-03-04'), company);
    expect(state).toMatchObject({ interactions: 2, orders: { count: 1, amount: 10, refunded: 4 } });
  });

  /** Interaction `index` of a customer to whom everything happens, one every four hours. */
  const anything = (index: number): Interaction => {
    const when = at('2010-01-04 09:00') + index * 4 * 60 * 60 * 1000;
    const name = `message-number-${index}`;
    const makers: readonly (() => Interaction)[] = [
      () =>
        fact('message', name, when, 'in', {
          ...feeling(-0.5),
          question: true,
          complaint: true,
          reason: 'price',
        }),
      () =>
        fact('message', name, when, 'out', {
          ...plain,
          pleasantry: true,
          promise: { phrase: 'x'.repeat(100), dueAt: when + (index % 20 < 10 ? day : 10_000 * day) },
        }),
      () => orders(index, when),
      () => fact('complaint', name, when, 'none', {}),
      () => visits(when),
      () => runsOut(when + 10 * day, when, name),
      () => answersSurvey(index % 100, when),
      () => uses(when, 3),
      () => fact('joined', name, when, 'in', { places: [`room ${index}|person ${index}`] }),
      () => weMail(when),
    ];
    return (makers[index % makers.length] ?? makers[0])?.() as Interaction;
  };

  test('the state is no larger after 20,000 interactions of every kind than after 4,000', () => {
    const history = Array.from({ length: 20_000 }, (_, index) => anything(index));
    const some = fold(initialState(), history.slice(0, 4000), company).state;
    const { state } = fold(some, history.slice(4000), company);
    const size = JSON.stringify(state).length;
    expect(size).toBeLessThan(30_000);
    expect(size).toBeLessThan(JSON.stringify(some).length * 1.1);
    expect(state.interactions).toBe(20_000);
    const lengths = Object.entries(state).flatMap(([name, each]) =>
      Array.isArray(each) ? [[name, each.length]] : [],
    );
    expect(Object.fromEntries(lengths)).toEqual({
      days: 120,
      months: 20,
      feelings: 12,
      complaints: 20,
      openQuestions: 0,
      renewals: 5,
      surveys: 6,
      reasons: 12,
      promises: 20,
      brokenPromises: 20,
      present: 200,
      followUps: expect.any(Number),
    });
    expect(state.orders.recent).toHaveLength(24);
    expect(state.followUps.length).toBeLessThanOrEqual(company.rules.length);
  });

  const hostile: readonly (readonly [string, readonly Interaction[]])[] = [
    ['an order of nothing', [orders(0, '2025-03-03 10:00')]],
    ['a huge order', [orders(Number.MAX_VALUE, '2025-03-03 10:00')]],
    [
      'more money than a number holds',
      [orders(Number.MAX_VALUE, '2025-03-03 10:00'), orders(Number.MAX_VALUE, '2025-03-04 10:00')],
    ],
    ['more back than was paid', [orders(1, '2025-03-03 10:00'), getsBack(1e12, '2025-03-04 10:00')]],
    [
      'amounts that are no numbers',
      [
        orders(Number.NaN, '2025-03-03 10:00'),
        orders(Number.POSITIVE_INFINITY, '2025-03-04 10:00'),
        getsBack(Number.NaN, '2025-03-05 10:00'),
      ],
    ],
    [
      'a negative order and a negative refund',
      [orders(-500, '2025-03-03 10:00'), getsBack(-20, '2025-03-04 10:00')],
    ],
    [
      'use that is no number',
      [uses('2025-03-03 10:00', Number.NaN), uses('2025-03-04 10:00', -5), uses('2025-03-05 10:00', 1e300)],
    ],
    [
      'answers out of range',
      [answersSurvey(1e9, '2025-03-03 10:00'), answersSurvey(-1e9, '2025-03-04 10:00')],
    ],
    ['a contract that ran out before it was known', [runsOut('2020-01-01', '2025-03-03 10:00')]],
    [
      'mailings to a stranger',
      [weMail('2025-03-03 10:00'), opensMailing('2025-03-03 10:00'), answersMailing('2025-03-03 10:00')],
    ],
    ['money back before any order', [getsBack(5, '2025-03-03 10:00')]],
    [
      'four orders at once',
      [
        orders(1, '2025-03-03 10:00'),
        orders(2, '2025-03-03 10:00'),
        orders(3, '2025-03-03 10:00'),
        orders(4, '2025-03-03 10:00'),
      ],
    ],
    [
      'all at once',
      [asks('?', 1e12), complains('!', 1e12), orders(1, 1e12), weSay('hm', 1e12), visits(1e12)],
    ],
    ['feelings a lifetime apart', [complains('!', '1970-01-02 10:00'), complains('!', '2100-01-04 10:00')]],
    [
      'a promise that was due before it was made',
      [fact('message', 'p', '2025-03-03 10:00', 'out', { ...plain, promise: { phrase: 'p', dueAt: 0 } })],
    ],
  ];

  test.each(
    companies.flatMap(([name, context]) =>
      hostile.map(([what, history]) => [what, name, history, context] as const),
    ),
  )('%s gives figures that are numbers in %s', (_what, _name, history, context) => {
    const until = lastOf(history);
    for (const when of [until, until + day, until + 40 * day, until + 400 * day]) {
      const { state, changes } = foldHistory(history, when, context);
      const assessment = assess(state, when, context);
      expect(numbersIn([state, changes, assessment]).filter((each) => !Number.isFinite(each))).toEqual([]);
      expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
      expect(assessment.valueAtRisk).toBeGreaterThanOrEqual(0);
    }
  });

  test('a bot that is deaf for good still looks again, and stores a date', () => {
    const { state } = given(asks('anyone?', '2025-03-03 10:00'))
      .in(deaf(['2025-03-03 10:01', '2200-01-01']))
      .by('2026-03-03 10:00');
    expect(state.warnings).toEqual({});
    expect(state.nextCheckAt).toBeGreaterThan(at('2026-03-03'));
  });
});
