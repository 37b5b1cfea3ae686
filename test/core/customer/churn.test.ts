import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortageWords } from '../../../core/churn/words.ts';
import { churnAt } from '../../../core/customer/churn.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import type { ReasonClass } from '../../../core/text/churn-reason.ts';
import {
  at,
  company,
  companyWith,
  day,
  every,
  feeling,
  given,
  local,
  plainCompany,
  removesContact,
  says,
} from '../../support/given.ts';
import { anyHistory } from './any-history.ts';

const monday = at('2025-03-03');
const weeks = (count: number): number => monday + count * 7 * day;
const lastOn = (other: Partial<CustomerState> = {}): CustomerState => ({
  ...initialState(),
  firstAt: monday,
  lastIn: { at: monday, key: 'last' },
  ...other,
});
const warning = { since: monday, numbers: {}, evidence: [] };

describe('the chance of staying', () => {
  test('is halved by three usual gaps of silence, of 14 days while the rhythm is unknown', () => {
    expect(churnAt(lastOn(), monday, plainCompany).probability).toBe(0);
    expect(churnAt(lastOn(), weeks(6), plainCompany).probability).toBeCloseTo(0.5, 9);
    expect(churnAt(lastOn(), weeks(12), plainCompany).probability).toBeCloseTo(0.75, 9);
    expect(churnAt(lastOn(), weeks(6), plainCompany).factors[0]?.numbers).toEqual({
      silent: 42,
      halving: 42,
      gap: 14,
    });
  });

  test.each([
    ['every second day: at least three weeks', Array.from({ length: 12 }, (_, i) => 2 * i), 3, 21, 2],
    ['every ten days', [0, 10, 20, 30], 30 / 7, 30, 10],
    ['every hundred days: at most 120', [0, 100, 200, 300], 120 / 7, 120, 100],
    ['three days only: not yet a rhythm', [0, 100, 200], 6, 42, 14],
    ['less than three weeks: not yet a rhythm', [0, 2, 4, 6, 20], 6, 42, 14],
    ['a burst of daily talk in a monthly customer', [0, 30, 60, 61, 62, 63, 64, 65, 66, 95], 90 / 7, 90, 30],
  ])('%s', (_name, days, after, halving, gap) => {
    const churn = churnAt(lastOn({ days: [...days] }), weeks(after), plainCompany);
    expect(churn.factors[0]?.numbers).toMatchObject({ halving, gap });
    if (Number.isInteger(after)) expect(churn.probability).toBeCloseTo(0.5, 9);
  });

  test('is cut by every rule that holds, by its own risk', () => {
    const churn = churnAt(lastOn({ warnings: { R5: warning, R6: warning } }), monday, company);
    expect(churn.factors.map(({ key, survival }) => [key, survival])).toEqual([
      ['silence', 1],
      ['R5', 0.8],
      ['R6', 0.8],
    ]);
    expect(churn.probability).toBeCloseTo(1 - 0.64, 12);
  });

  test('is not cut by a rule without risk', () => {
    const rules = shippedRules.map((rule) => ({ ...rule, risk: 0 }));
    expect(
      churnAt(lastOn({ warnings: { R5: warning } }), monday, companyWith({ rules })).factors,
    ).toHaveLength(1);
  });

  test('is cut by a bad mood from −0.1 on', () => {
    const mood = (sum: number) =>
      lastOn({ sentiment: { sum, weight: 0.5, slowSum: 0, slowWeight: 0, at: monday } });
    expect(churnAt(mood(-0.5), monday, company)).toMatchObject({
      probability: expect.closeTo(0.15, 12),
      factors: [{ key: 'silence' }, { key: 'sentiment', survival: 0.85, numbers: { mean: -0.5 } }],
    });
    expect(churnAt(mood(-0.1), monday, company).factors).toHaveLength(1);
  });

  test('is none for who left', () => {
    const gone = churnAt(lastOn({ gone: { at: monday, key: 'k' } }), monday, company);
    expect(gone).toMatchObject({ probability: 1, factors: [{ key: 'gone', survival: 0 }] });
  });

  test('of someone who never spoke counts from when they became known, of nobody is whole', () => {
    expect(churnAt(lastOn({ lastIn: null }), weeks(6), plainCompany).probability).toBeCloseTo(0.5, 9);
    expect(churnAt(initialState(), weeks(6), plainCompany).probability).toBe(0);
  });

  test('is the product of the survivals, whatever happened', () => {
    fc.assert(
      fc.property(anyHistory(), fc.integer({ min: 0, max: 200 * day }), (history, laterMs) => {
        const when = Math.max(...history.map((each) => each.at)) + laterMs;
        const { probability, factors } = given(history).by(when).assessment.churn;
        const survival = factors.reduce((product, each) => product * (each.survival ?? Number.NaN), 1);
        expect(probability).toBeCloseTo(1 - survival, 12);
        for (const each of factors) {
          expect(each.survival).toBeGreaterThanOrEqual(0);
          expect(each.survival).toBeLessThanOrEqual(1);
          for (const text of [each.because.zh, each.because.en]) expect(text).not.toBe('');
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('without a model', () => {
  test('the formula is said in both languages, and that it is not calibrated', () => {
    const { formula, method } = churnAt(lastOn(), monday, company);
    expect(method).toBe('rules');
    expect(formula.zh).toContain('尚未');
    expect(formula.en).toContain('not calibrated');
  });

  test('it says why there is none, once a night has tried', () => {
    const talk = { customers: 12, shortage: 'too-few-customers' } as const;
    const tried = companyWith({ models: { churn: { talk, orders: null } } });
    const { formula } = churnAt(lastOn(), monday, tried);
    expect(formula.zh).toContain(shortageWords['too-few-customers'].zh);
    expect(formula.en).toContain(shortageWords['too-few-customers'].en);
    // For who orders it has not tried.
    const buyer = lastOn({ orders: { ...initialState().orders, count: 1 } });
    expect(churnAt(buyer, monday, tried).formula.en).not.toContain('(fewer');
  });

  test('the segment stands in for an unknown rhythm, and the factor says so', () => {
    const silence = (segment: string, other: Partial<CustomerState> = {}) =>
      churnAt(lastOn(other), weeks(6), companyWith({ profile: { segment } }, plainCompany)).factors[0];
    expect(silence('software')?.numbers).toMatchObject({ gap: 7, halving: 21 });
    expect(silence('software')?.because.en).toContain('such customers');
    expect(silence('software', { days: [0, 10, 20, 30] })?.because.en).not.toContain('such customers');
    const rhythms = { software: { customers: 90, gapDays: 12, orderGapDays: null } };
    const learnt = companyWith({ models: { rhythms }, profile: { segment: 'software' } }, plainCompany);
    expect(churnAt(lastOn(), weeks(6), learnt).factors[0]?.numbers).toMatchObject({ gap: 12 });
  });
});

describe('the reasons', () => {
  const names = (reason: ReasonClass, when: string) => says(reason, when, { ...feeling(-0.5), reason });

  test('are those the customer named, the most frequent first, each with its messages', () => {
    const [dear, slow, dearer] = [
      names('service', '2025-03-03 10:00'),
      names('price', '2025-03-04 10:00'),
      names('price', '2025-03-05 10:00'),
    ];
    const { reasons } = given(dear, slow, dearer, says('hm', '2025-03-06 10:00')).by('2025-03-07').assessment
      .churn;
    expect(reasons).toEqual([
      { reason: 'price', evidence: [slow.key, dearer.key] },
      { reason: 'service', evidence: [dear.key] },
    ]);
  });

  test('are kept for who has left, and forgotten after twelve more', () => {
    const left = given(names('competitor', '2025-03-03 10:00'), removesContact('2025-03-04 10:00'));
    expect(left.by('2025-03-05').assessment.churn.reasons.map((each) => each.reason)).toEqual(['competitor']);
    const later = every(1, '2025-03-10 10:00', 12, (when) => names('price', local(when)));
    expect(left.and(later).by('2025-04-01').assessment.churn.reasons).toHaveLength(1);
  });

  test('are none where nobody named one', () => {
    expect(given(says('hello', '2025-03-03 10:00')).by('2025-03-04').assessment.churn.reasons).toEqual([]);
  });
});
