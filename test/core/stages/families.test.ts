import { describe, expect, test } from 'vitest';
import { initialState, type MonthSums } from '../../../core/customer/state.ts';
import { contradicted, type Families, familiesAt } from '../../../core/stages/families.ts';
import { at, company, monthOf } from '../../support/given.ts';

const now = at('2025-06-15 10:00');
const june = company.calendar.monthOf(now);

/** A customer known since the month before these, which end with May. */
const monthly = (...sums: readonly Partial<MonthSums>[]) => ({
  ...initialState(),
  firstAt: company.calendar.startOfMonth(june - sums.length - 1),
  months: sums.map((each, index) => monthOf(june - sums.length + index, each)),
});
const three = (sums: Partial<MonthSums>): readonly Partial<MonthSums>[] => [sums, sums, sums];

describe('what a family says', () => {
  test.each<readonly [string, Partial<MonthSums>, Partial<MonthSums>, Families]>([
    [
      'nothing has changed',
      { days: 5, orderDays: 2, amount: 100 },
      { days: 5, orderDays: 2, amount: 100 },
      { behaviour: 0, interaction: 0, value: 0 },
    ],
    [
      'a fifth more or less is a change',
      { days: 5, orderDays: 5, amount: 100 },
      { days: 4, orderDays: 6, amount: 119 },
      { behaviour: 1, interaction: -1, value: 0 },
    ],
    [
      'questions are interaction',
      { days: 5 },
      { days: 3, questions: 3 },
      { behaviour: null, interaction: 1, value: null },
    ],
    [
      'who got money back brings less',
      { amount: 100, orderDays: 1 },
      { amount: -50, orderDays: 1 },
      { behaviour: 0, interaction: null, value: -1 },
    ],
  ])('%s', (_name, before, recent, families) => {
    expect(familiesAt(monthly(...three(before), ...three(recent)), now, company)).toEqual(families);
  });

  test('needs three full months and as many before them', () => {
    const known = monthly(...three({ days: 5, amount: 100 }), ...three({ days: 5, amount: 100 }));
    expect(familiesAt(known, now, company).interaction).toBe(0);
    const younger = { ...known, firstAt: company.calendar.startOfMonth(june - 6) };
    expect(familiesAt(younger, now, company)).toEqual({ behaviour: null, interaction: null, value: null });
    expect(familiesAt(initialState(), now, company)).toEqual({
      behaviour: null,
      interaction: null,
      value: null,
    });
  });

  test('looks neither at the present month nor further back than 15', () => {
    const known = monthly(...three({ days: 5 }), ...three({ days: 5 }));
    const busy = { ...known, months: [...known.months, monthOf(june, { days: 20 })] };
    expect(familiesAt(busy, now, company).interaction).toBe(0);
    const old = {
      ...known,
      firstAt: at('2020-01-01'),
      months: [monthOf(june - 16, { days: 300 }), ...known.months],
    };
    // Three months of five days within the twelve before.
    expect(familiesAt(old, now, company).interaction).toBe(1);
  });

  test('a referral of the last three months speaks for the customer, whatever they spend', () => {
    const less = monthly(...three({ amount: 100 }), ...three({ amount: 10 }));
    expect(familiesAt(less, now, company).value).toBe(-1);
    const referred = (month: number) => ({
      ...less,
      months: less.months.map((each) => (each.month === month ? { ...each, referrals: 1 } : each)),
    });
    expect(familiesAt(referred(june - 3), now, company).value).toBe(1);
    expect(familiesAt(referred(june - 4), now, company).value).toBe(-1);
    const newcomer = { ...initialState(), firstAt: now, months: [monthOf(june, { referrals: 1 })] };
    expect(familiesAt(newcomer, now, company)).toEqual({ behaviour: null, interaction: null, value: 1 });
  });
});

describe('a decline is contradicted', () => {
  test.each<readonly [string, Families, boolean]>([
    ['when both others say more', { interaction: -1, behaviour: 1, value: 1 }, true],
    ['when the only other that knows says more', { interaction: -1, behaviour: null, value: 1 }, true],
    ['not when one of them says the same as before', { interaction: -1, behaviour: 0, value: 1 }, false],
    ['not when one of them says less', { interaction: -1, behaviour: -1, value: 1 }, false],
    ['not when no other has anything to say', { interaction: -1, behaviour: null, value: null }, false],
  ])('%s', (_name, families, outvoted) => {
    expect(contradicted(families, 'interaction')).toBe(outvoted);
  });

  test('by all three where no family speaks of it', () => {
    expect(contradicted({ behaviour: 1, interaction: 1, value: 1 }, undefined)).toBe(true);
    expect(contradicted({ behaviour: 1, interaction: 0, value: 1 }, undefined)).toBe(false);
  });
});
