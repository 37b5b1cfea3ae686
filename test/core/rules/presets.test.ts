import { describe, expect, test } from 'vitest';
import { shippedRules } from '../../../core/rules/presets.ts';
import { runTest } from '../../../core/rules/tests.ts';
import {
  asks,
  at,
  company,
  complains,
  every,
  everyWorkday,
  given,
  orders,
  says,
  wePromise,
  weSay,
} from '../../support/given.ts';

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
  P1: [given(wePromise('a', '2025-03-03 10:00', '2025-03-04 10:00')), '2025-03-04 10:00'],
};

describe('the shipped rules', () => {
  test('are these, with the numbers of the domain', () => {
    expect(Object.fromEntries(shippedRules.map(({ id, test }) => [id, test]))).toMatchObject({
      R1: { kind: 'frequency-below-mean', belowPercent: 20, months: 3 },
      R3: { kind: 'unanswered', businessMinutes: 15 },
      R5: { kind: 'no-order', months: 3 },
      R6: { kind: 'complaints', count: 2, days: 30 },
      R7: { kind: 'silence', days: 30 },
      R8: { kind: 'no-reply', days: 14 },
      R9: { kind: 'open-complaint' },
      R9b: { kind: 'missed-order' },
      P1: { kind: 'broken-promise' },
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
      const verdict = runTest(known.state, at(when), test, company.calendar);
      if (!verdict.holds) throw new Error('does not hold');
      for (const text of [because.zh, because.en]) {
        const named = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
        expect(Object.keys(verdict.numbers)).toEqual(expect.arrayContaining(named));
      }
      expect(name.zh && name.en).toBeTruthy();
      expect(verdict.evidence.length).toBeGreaterThan(0);
    },
  );

  test.each(shippedRules)('$id argues in both languages from 0 to 1', ({ followUp, risk }) => {
    expect(followUp?.advice.zh && followUp?.advice.en).toBeTruthy();
    expect(followUp?.dueBusinessHours).toBeGreaterThan(0);
    expect(risk).toBeGreaterThanOrEqual(0);
    expect(risk).toBeLessThan(1);
  });
});
