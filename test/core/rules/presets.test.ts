import { describe, expect, test } from 'vitest';
import { sceneAt } from '../../../core/customer/context.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import { runTest } from '../../../core/rules/tests.ts';
import {
  addsContact,
  asks,
  at,
  companyWith,
  complains,
  every,
  everyWorkday,
  given,
  orders,
  runsOut,
  says,
  scores,
  uses,
  weMail,
  wePromise,
  weSay,
} from '../../support/given.ts';
import { learnChurn } from '../customer/learnt.ts';

const daily = everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => says('hello', when));
const weekly = every(7, '2025-03-03 10:00', 13, (when) => says('hello', when));

/** For each rule a customer of whom it holds. */
const examples: Readonly<Record<string, readonly [ReturnType<typeof given>, string]>> = {
  R1: [given(daily, weekly), '2025-06-03 10:00'],
  R3: [given(asks('where is it?', '2025-03-03 10:00')), '2025-03-03 10:15'],
  R5: [given(orders(100, '2025-01-15 10:00')), '2025-04-15 10:00'],
  R6: [given(complains('a', '2025-03-03 10:00'), complains('b', '2025-03-04 10:00')), '2025-03-04 10:00'],
  R7: [given(says('hello', '2025-03-03 10:00')), '2025-04-02 09:00'],
  R8: [given(says('a', '2025-03-03 10:00'), weSay('b', '2025-03-03 10:00')), '2025-03-17 10:00'],
  R9: [given(complains('a', '2025-03-03 10:00')), '2025-03-03 10:00'],
  R9b: [given(every(20, '2025-03-03 10:00', 4, (when) => orders(1, when))), '2025-06-06 10:00'],
  R2: [
    given(
      orders(100, '2025-01-15 10:00'),
      every(7, '2025-03-03 10:00', 5, weMail),
      says('hello', '2025-04-14 10:00'),
    ),
    '2025-04-15 10:00',
  ],
  R4: [given(addsContact('2025-03-03 10:00')), '2025-03-10 10:00'],
  R10: [given(runsOut('2025-06-02', '2025-05-27')), '2025-05-27'],
  R10b: [given(runsOut('2025-06-30', '2025-06-03')), '2025-06-03'],
  R10c: [given(runsOut('2025-08-30', '2025-06-03')), '2025-06-03'],
  R14: [
    given(
      every(1, '2025-01-06 10:00', 60, (when) => says('hello', when)),
      every(1, '2025-01-06 10:01', 2, (when) => orders(1, when)),
    ).in(
      companyWith({
        models: { churn: { talk: null, orders: { customers: 700, model: learnChurn('orders') } } },
      }),
    ),
    '2025-03-21 10:00',
  ],
  R16: [
    given(
      everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => asks('how?', when)),
      everyWorkday('2025-03-03 10:00', '2025-06-03', (when) => says('hello', when)),
    ),
    '2025-06-03 10:00',
  ],
  R17: [
    given(
      everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => uses(when, 5)),
      everyWorkday('2025-03-03 10:00', '2025-06-03', (when) => uses(when)),
    ),
    '2025-06-03 10:00',
  ],
  R20: [
    given(
      orders(10, '2024-03-04 10:00'),
      every(10, '2024-03-05 10:00', 38, (when) => weSay('hello', when)),
      says('yes?', '2025-03-12 10:00'),
    ),
    '2025-03-13 10:00',
  ],
  P1: [given(wePromise('a', '2025-03-03 10:00', '2025-03-04 10:00')), '2025-03-04 10:00'],
  S1: [given(scores('nps', 4, '2025-03-03 10:00')), '2025-03-03 10:00'],
};

describe('the shipped rules', () => {
  test('are these, with the numbers of the domain', () => {
    expect(Object.fromEntries(shippedRules.map(({ id, test }) => [id, test]))).toMatchObject({
      R1: { kind: 'below-own-mean', measure: 'activity', belowPercent: 20, months: 3 },
      R2: { kind: 'unbought-and-unopened', months: 3, belowPercent: 5 },
      R3: { kind: 'unanswered', businessMinutes: 15 },
      R4: { kind: 'first-touch', fromDays: 7, untilDays: 14 },
      R5: { kind: 'no-order', months: 3 },
      R6: { kind: 'complaints', count: 2, days: 30 },
      R7: { kind: 'silence', days: 30 },
      R8: { kind: 'no-reply', days: 14 },
      R9: { kind: 'open-complaint' },
      R9b: { kind: 'missed-order' },
      R10: { kind: 'renewal-ahead', days: 7 },
      R10b: { kind: 'renewal-ahead', days: 30 },
      R10c: { kind: 'renewal-ahead', days: 90 },
      R14: { kind: 'predicted-loss' },
      R16: { kind: 'below-own-mean', measure: 'questions', belowPercent: 20, months: 3 },
      R17: { kind: 'below-own-mean', measure: 'use', belowPercent: 20, months: 3 },
      R20: { kind: 'cost-above-margin' },
      P1: { kind: 'broken-promise' },
      S1: { kind: 'low-survey', nps: 6, csat: 2, days: 14 },
    });
    expect(new Set(shippedRules.map((each) => each.id)).size).toBe(shippedRules.length);
    expect(Object.keys(examples).sort()).toEqual(shippedRules.map((each) => each.id).sort());
  });

  test.each(shippedRules)(
    '$id explains itself with its own numbers and evidence',
    ({ id, test, because, name }) => {
      const [history, when] = examples[id] as (typeof examples)[string];
      const known = history.by(when);
      expect(known.warnings).toContain(id);
      const verdict = runTest(known.state, at(when), test, sceneAt(history.context, at(when)));
      if (!verdict.holds) throw new Error('does not hold');
      for (const text of [because.zh, because.en]) {
        const named = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
        expect(Object.keys(verdict.numbers)).toEqual(expect.arrayContaining(named));
      }
      expect(name.zh && name.en).toBeTruthy();
      // What a customer costs is no single message.
      if (id !== 'R20') expect(verdict.evidence.length).toBeGreaterThan(0);
    },
  );

  test('open a follow-up each, but for the one that only takes the customer off the list', () => {
    const without = shippedRules.filter(({ followUp }) => !followUp);
    expect(without.map(({ id, lastInLine }) => [id, lastInLine])).toEqual([['R20', true]]);
  });

  test('say what family of evidence they are where they call a customer declining', () => {
    for (const { id, stage, family } of shippedRules) {
      expect(family === undefined, id).toBe(stage !== 'declining');
    }
  });

  test.each(shippedRules)('$id argues in both languages from 0 to 1', ({ followUp, risk }) => {
    if (followUp) {
      expect(followUp.advice.zh && followUp.advice.en).toBeTruthy();
      expect(followUp.dueBusinessHours).toBeGreaterThan(0);
    }
    expect(risk).toBeGreaterThanOrEqual(0);
    expect(risk).toBeLessThan(1);
  });
});
