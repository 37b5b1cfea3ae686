import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../../core/customer/assess.ts';
import type { Change } from '../../../core/customer/changes.ts';
import { advance, evolve, fold, foldHistory, needsRefold } from '../../../core/customer/fold.ts';
import { byTime, type Interaction, rewritesHistory } from '../../../core/customer/interaction.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import {
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
  orders,
  plain,
  recalls,
  says,
  visits,
  weSay,
} from '../../support/given.ts';
import { anyHistory } from './any-history.ts';

const lastOf = (history: readonly Interaction[]): number => Math.max(...history.map((each) => each.at));
const withoutRewrites = (history: readonly Interaction[]): readonly Interaction[] =>
  [...history].filter((each) => !rewritesHistory(each)).sort(byTime);

describe('order of arrival', () => {
  test('does not matter to the fold of a whole history', () => {
    fc.assert(
      fc.property(
        anyHistory().chain((history) =>
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
      { numRuns: 60 },
    );
  });

  test('does not matter to the state of a customer that is kept up live, redelivered and ticked', () => {
    fc.assert(
      fc.property(
        anyHistory({ most: 16 }).chain((history) =>
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
      { numRuns: 60 },
    );
  });

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

describe('one step or many', () => {
  test('advancing in one jump is advancing in many', () => {
    fc.assert(
      fc.property(
        anyHistory({ most: 20 }),
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
      { numRuns: 60 },
    );
  });

  test('evolving one at a time is folding all, through storage as JSON', () => {
    fc.assert(
      fc.property(anyHistory(), (history) => {
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
      { numRuns: 60 },
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

describe('what every history gives', () => {
  test('touches neither the given state nor the interactions', () => {
    fc.assert(
      fc.property(anyHistory(), (history) => {
        frozen(history);
        let state = frozen(initialState());
        for (const interaction of withoutRewrites(history)) {
          state = frozen(evolve(state, interaction, company)).state;
          frozen(assess(state, interaction.at, company));
        }
        frozen(advance(state, lastOf(history) + 200 * day, company));
        frozen(foldHistory(history, lastOf(history), company));
      }),
      { numRuns: 40 },
    );
  });

  test('survives storage as JSON unchanged', () => {
    fc.assert(
      fc.property(anyHistory(), fc.integer({ min: 0, max: 300 * day }), (history, laterMs) => {
        const { state } = foldHistory(history, lastOf(history) + laterMs, company);
        expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
      }),
      { numRuns: 60 },
    );
  });

  test('tells one story: moves follow on each other, follow-ups and promises end once, after they began', () => {
    fc.assert(
      fc.property(anyHistory(), fc.integer({ min: 0, max: 300 * day }), (history, laterMs) => {
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
      }),
      { numRuns: 80 },
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
  test('the state stays small after 10,000 interactions of every kind', () => {
    const start = at('2020-01-06 09:00');
    const kinds = ['in', 'out', 'order', 'complaint', 'visit'] as const;
    const history = Array.from({ length: 10_000 }, (_, index): Interaction => {
      const when = start + index * 4 * 60 * 60 * 1000;
      const name = `message-number-${index}`;
      const kind = kinds[index % kinds.length] ?? 'in';
      if (kind === 'in')
        return fact('message', name, when, 'in', { ...feeling(-0.5), question: true, complaint: true });
      if (kind === 'out') {
        const promise = { phrase: 'x'.repeat(100), dueAt: when + (index % 2 ? day : 1000 * day) };
        return fact('message', name, when, 'out', { ...plain, pleasantry: true, promise });
      }
      if (kind === 'order') return orders(index, when);
      return kind === 'visit' ? visits(when) : fact('complaint', name, when, 'none', {});
    });
    const half = fold(initialState(), history.slice(0, 5000), company).state;
    const { state } = fold(half, history.slice(5000), company);
    const size = JSON.stringify(state).length;
    expect(size).toBeLessThan(20_000);
    expect(size).toBeLessThan(JSON.stringify(half).length * 1.1);
    expect(state.interactions).toBe(10_000);
    expect(Math.max(...Object.values(state).map((each) => (Array.isArray(each) ? each.length : 0)))).toBe(
      120,
    );
  });

  const numbersIn = (value: unknown): readonly number[] => {
    if (typeof value === 'number') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
  };
  const hostile: readonly (readonly [string, readonly Interaction[]])[] = [
    ['an order of nothing', [orders(0, '2025-03-03 10:00')]],
    ['a huge order', [orders(Number.MAX_VALUE, '2025-03-03 10:00')]],
    [
      'more money than a number holds',
      [orders(Number.MAX_VALUE, '2025-03-03 10:00'), orders(Number.MAX_VALUE, '2025-03-04 10:00')],
    ],
    ['more back than was paid', [orders(1, '2025-03-03 10:00'), getsBack(1e12, '2025-03-04 10:00')]],
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

  test.each(hostile)('%s gives figures that are numbers', (_name, history) => {
    const until = lastOf(history);
    for (const when of [until, until + day, until + 40 * day, until + 400 * day]) {
      const { state, changes } = foldHistory(history, when, company);
      const assessment = assess(state, when, company);
      expect(numbersIn([state, changes, assessment]).filter((each) => !Number.isFinite(each))).toEqual([]);
      expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
      expect(assessment.valueAtRisk).toBeGreaterThanOrEqual(0);
    }
  });

  test('random histories give figures in their ranges', () => {
    fc.assert(
      fc.property(anyHistory(), fc.integer({ min: 0, max: 400 * day }), (history, laterMs) => {
        const when = lastOf(history) + laterMs;
        const { state } = foldHistory(history, when, company);
        const { health, churn, sentiment, valueAtRisk } = assess(state, when, company);
        for (const score of [health.score, ...health.parts.map((part) => part.score)]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        expect(churn.probability).toBeGreaterThanOrEqual(0);
        expect(churn.probability).toBeLessThanOrEqual(1);
        expect(Math.abs(sentiment.mean)).toBeLessThanOrEqual(1);
        expect(Math.abs(sentiment.slope)).toBeLessThanOrEqual(2);
        expect(valueAtRisk).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });

  test('a bot that is deaf for good still looks again, and stores a date', () => {
    const { state } = given(asks('anyone?', '2025-03-03 10:00'))
      .in(deaf(['2025-03-03 10:01', '2200-01-01']))
      .by('2026-03-03 10:00');
    expect(state.warnings).toEqual({});
    expect(state.nextCheckAt).toBeGreaterThan(at('2026-03-03'));
  });
});
