import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../../../core/customer/interaction.ts';
import { initialState } from '../../../../core/customer/state.ts';
import { runTest } from '../../../../core/rules/tests.ts';
import {
  answersMailing,
  asks,
  at,
  company,
  companyWith,
  day,
  deaf,
  every,
  everyWorkday,
  given,
  local,
  opensMailing,
  orders,
  plainCompany,
  says,
  uses,
  weMail,
  weSay,
} from '../../../support/given.ts';
import { expectFirstAt, look, ruleOf } from '../look.ts';

describe('R1: talking 20 % less than the own mean, three months in a row', () => {
  const hello = (when: number): Interaction => says('hello', when);
  const daily = everyWorkday('2024-09-02 10:00', '2025-03-01', hello);
  const half = (from: string, until: string): readonly Interaction[] =>
    everyWorkday(from, until, hello).filter((_, index) => index % 2 === 0);

  test('holds from the first moment of the fourth month', () => {
    const history = [...daily, ...half('2025-03-03 10:00', '2025-06-01')];
    const known = given(history).by('2025-07-01');
    expect(known.times('warned', 'R1')).toEqual(['2025-06-03 09:00']);
    expect(look('R1', history, at('2025-06-01') - 1).holds).toBe(false);
    expect(look('R1', history, '2025-06-01')).toMatchObject({
      holds: true,
      nextAt: at('2025-07-01'),
      numbers: { months: 3, mean: 21 },
    });
  });

  test('two weak months are not three', () => {
    const history = [
      ...daily,
      ...everyWorkday('2025-03-03 10:00', '2025-04-01', hello),
      ...half('2025-04-01 10:00', '2025-06-01'),
    ];
    expect(given(history).by('2025-06-30').times('warned', 'R1')).toEqual([]);
  });

  test('needs three full months before', () => {
    const history = [
      ...everyWorkday('2024-12-02 10:00', '2025-03-01', hello),
      ...half('2025-03-03 10:00', '2025-06-01'),
    ];
    expect(given(history).by('2025-06-30').times('warned', 'R1')).toEqual([]);
  });

  test('a month with the usual again ends it', () => {
    const history = [
      ...daily,
      ...half('2025-03-03 10:00', '2025-06-01'),
      ...everyWorkday('2025-06-03 10:00', '2025-07-01', hello),
    ];
    expect(given(history).by('2025-07-02').times('cleared', 'R1')).toEqual(['2025-07-01 09:00']);
  });

  test('the months of the long holidays are measured by their working days', () => {
    const history = everyWorkday('2025-02-05 10:00', '2026-03-01', hello);
    expect(given(history).by('2026-03-02').times('warned', 'R1')).toEqual([]);
  });

  test('months in which the bot could hardly hear say nothing', () => {
    const context = deaf(['2025-03-01', '2025-06-01']);
    const heard = [...daily, ...everyWorkday('2025-06-03 10:00', '2025-06-10', hello)];
    expect(given(heard).in(context).by('2025-06-10').times('warned', 'R1')).toEqual([]);
  });

  test('says nothing of someone who hardly ever talks', () => {
    const history = [...every(70, '2024-01-02 10:00', 5, hello)];
    expect(look('R1', history, '2025-03-03')).toMatchObject({ holds: false });
    expect(runTest(initialState(), at('2025-03-03'), ruleOf('R1').test, company).holds).toBe(false);
  });

  test('does not forget the oldest month it counts when the present one begins', () => {
    // Fifteen months of ten days and three of 7.8: more than 20 % below the mean, as long as no month is lost.
    const context = plainCompany;
    const month = (year: number, m: number, share: number): readonly Interaction[] => {
      const first = Date.UTC(year, m, 1, 2);
      const days = everyWorkday(
        local(first),
        local(Date.UTC(year, m + 1, 1) - 8 * 60 * 60 * 1000),
        hello,
        context,
      );
      return days.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
    };
    const history = Array.from({ length: 19 }, (_, index) =>
      month(2023, 8 + index, index < 16 ? 0.5 : 0.39),
    ).flat();
    const quiet = given(history).in(context).by('2025-04-01 09:00');
    const spoke = given(history, says('hello', '2025-04-02 10:00')).in(context).by('2025-04-02 10:00');
    expect(quiet.warnings).toContain('R1');
    expect(spoke.warnings).toContain('R1');
  });
});

describe('the own mean', () => {
  const hello = (when: number): Interaction => says('hello', when);

  test('is not lifted by a burst', () => {
    // Two talks a month and one month of daily talk: then two a month again are no decline.
    const calm = (from: string, months: number): readonly Interaction[] =>
      Array.from({ length: months }, (_, index) => {
        const first = company.calendar.startOfMonth(company.calendar.monthOf(at(from)) + index);
        return [hello(first + 5 * day), hello(first + 15 * day), hello(first + 25 * day)];
      }).flat();
    const burst = everyWorkday('2024-12-02 10:00', '2025-01-01', hello);
    const history = [...calm('2024-06-01', 6), ...burst, ...calm('2025-01-01', 6)];
    expect(given(history).by('2025-07-02').times('warned', 'R1')).toEqual([]);
  });

  test('begins with the first month in which there was any of it', () => {
    // Known for long, with the product for half a year, then half as much of it.
    const talk = every(14, '2024-01-02 10:00', 40, hello);
    const use = everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => uses(when, 4));
    const less = everyWorkday('2025-03-03 10:00', '2025-06-03', (when) => uses(when, 2));
    expect(look('R17', [...talk, ...use, ...less], '2025-06-03 10:00')).toMatchObject({
      holds: true,
      numbers: { months: 3, recent: 42, mean: 84, percent: 50 },
    });
  });
});

describe('R16: fewer questions', () => {
  const asked = everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => asks('how?', when));

  test('is about questions, not about talk', () => {
    const talks = everyWorkday('2025-03-03 10:00', '2025-06-03', (when) => says('hello', when));
    const known = given(asked, talks).by('2025-06-03 10:00');
    expect(known.state.warnings['R16']?.numbers).toEqual({ months: 3, recent: 0, mean: 21, percent: 100 });
    expect(known.warnings).not.toContain('R1');
    expect(known.stage).not.toBe('declining');
  });

  test('says nothing of someone who never asked', () => {
    const talks = everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => says('hello', when));
    expect(given(talks).by('2025-06-03').times('warned', 'R16')).toEqual([]);
  });
});

describe('R17: the product is used less', () => {
  test('makes the customer declining, and use again ends it', () => {
    const much = everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => uses(when, 5));
    const little = everyWorkday('2025-03-03 10:00', '2025-06-01', (when) => uses(when));
    const again = everyWorkday('2025-06-03 10:00', '2025-07-01', (when) => uses(when, 5));
    const known = given(much, little, again).by('2025-07-02');
    expect(known.times('warned', 'R17')).toEqual(['2025-06-03 09:00']);
    expect(known.times('cleared', 'R17')).toEqual(['2025-07-01 09:00']);
    expect(given(much, little).by('2025-06-03 09:00')).toMatchObject({ stage: 'declining' });
  });

  test('is dealt with by one talk about it, however much they use the product meanwhile', () => {
    const much = everyWorkday('2024-09-02 10:00', '2025-03-01', (when) => uses(when, 5));
    const little = everyWorkday('2025-03-03 10:00', '2025-07-01', (when) => uses(when));
    const helped = weSay('shall I show you?', '2025-06-04 11:00');
    const known = given(much, little, helped).by('2025-06-30');
    expect(known.times('follow-up-opened', 'R17')).toEqual(['2025-06-03 09:00']);
    expect(known.times('follow-up-ended', 'R17 replied')).toEqual(['2025-06-04 11:00']);
    expect(known.warnings).toContain('R17');
  });
});

describe('R2: no repurchase, and nothing that we sent was opened', () => {
  const bought = orders(100, '2025-01-15 10:00');
  const mailed = every(7, '2025-03-03 10:00', 7, weMail);

  test('holds when both are three months old', () => {
    expectFirstAt('R2', [bought, ...mailed], '2025-04-15 10:00', company);
    expect(look('R2', [bought, ...mailed], '2025-04-20 10:00')).toEqual({
      holds: true,
      nextAt: at('2025-05-01'),
      numbers: { months: 3, days: 95, sent: 7, opened: 0, percent: 0 },
      evidence: [bought.key],
    });
  });

  test.each([
    ['one of seven was opened', opensMailing('2025-04-01 10:00')],
    ['one was answered, which opens it', answersMailing('2025-04-01 10:00')],
    ['they bought again', orders(50, '2025-03-01 10:00')],
  ])('does not when %s', (_name, end) => {
    expect(look('R2', [bought, ...mailed, end], '2025-04-25 10:00').holds).toBe(false);
  });

  test('needs three mailings to say anything, and any at all', () => {
    expect(look('R2', [bought, ...mailed.slice(0, 2)], '2025-04-25 10:00').holds).toBe(false);
    expect(look('R2', [bought], '2025-04-25 10:00').holds).toBe(false);
    const { state } = given(bought).by('2025-04-25');
    const test = { ...(ruleOf('R2').test as { kind: 'unbought-and-unopened' }), months: 3, belowPercent: 5 };
    const verdict = runTest(state, at('2025-04-25'), { ...test, minimumSent: 0 }, company);
    expect(verdict.holds).toBe(false);
  });

  test('one opened of many is below 5 %', () => {
    const many = every(1, '2025-03-03 10:00', 40, weMail);
    expect(look('R2', [bought, ...many, opensMailing('2025-04-01 10:00')], '2025-04-25 10:00')).toMatchObject(
      {
        holds: true,
        numbers: { sent: 40, opened: 1, percent: 2.5 },
      },
    );
  });

  test('says nothing of someone who never ordered', () => {
    expect(look('R2', mailed, '2025-09-01').holds).toBe(false);
  });

  test('makes the customer declining', () => {
    const known = given(bought, mailed, says('hello', '2025-04-10 10:00')).by('2025-04-25');
    expect(known.warnings).toEqual(['R2', 'R5']);
    expect(known.stage).toBe('declining');
  });
});

describe('R20: costs more than they bring', () => {
  const contacts = every(10, '2024-03-05 10:00', 38, (when) => weSay('hello', when));
  const awake = says('yes?', '2025-03-10 10:00');

  test('holds a year after the first order, and puts the customer last in line', () => {
    const poor = given(orders(10, '2024-03-04 10:00'), contacts, awake);
    expect(poor.by('2025-03-03 10:00').times('warned', 'R20')).toEqual([]);
    const known = poor.by('2025-03-12 10:00');
    // 2024-04 to 2025-03 are the last twelve months; the order lies before them.
    expect(known.state.warnings['R20']?.numbers).toEqual({ months: 12, contacts: 35, cost: 175, margin: 0 });
    const rich = given(orders(10, '2024-03-04 10:00'), orders(900, '2024-05-06 10:00'), contacts, awake);
    const worth = rich.by('2025-03-12 10:00');
    expect(worth.warnings).not.toContain('R20');
    expect(worth.assessment.valueAtRisk).toBeGreaterThan(0);
    const small = rich.in(companyWith({ margin: 0.1 })).by('2025-03-12 10:00');
    expect(small.state.warnings['R20']?.numbers).toMatchObject({ margin: 90 });
    expect(small.assessment.value.ifStays).toBeGreaterThan(0);
    expect(small.assessment.valueAtRisk).toBe(0);
    expect(small.open).not.toContain('R20');
  });

  test('needs two dozen contacts', () => {
    const few = given(orders(10, '2024-03-04 10:00'), contacts.slice(-20), awake);
    expect(few.by('2025-03-12 10:00').warnings).not.toContain('R20');
  });

  test('says nothing of someone who never ordered', () => {
    expect(given(contacts, awake).by('2025-03-12').warnings).not.toContain('R20');
  });
});
