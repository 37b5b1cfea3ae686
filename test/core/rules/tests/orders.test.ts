import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../../../core/customer/interaction.ts';
import {
  at,
  company,
  companyWith,
  endsContract,
  every,
  fact,
  given,
  local,
  orders,
  runsOut,
  says,
} from '../../../support/given.ts';
import { expectFirstAt, look } from '../look.ts';

describe('R5: no order for three months', () => {
  test.each([
    ['the same day of the month', '2025-01-15 10:00', '2025-04-15 10:00'],
    ['the end of a shorter month', '2024-11-30 12:00', '2025-03-01 00:00'],
    ['the last day where both have it', '2025-01-31 12:00', '2025-05-01 00:00'],
  ])('%s', (_name, ordered, due) => {
    expectFirstAt('R5', [orders(10, ordered)], due);
  });

  test('counts from the last order and shows it', () => {
    const last = orders(20, '2025-02-10 10:00');
    expect(look('R5', [orders(10, '2025-01-15 10:00'), last], '2025-05-10 10:00')).toMatchObject({
      numbers: { months: 3, days: 89 },
      evidence: [last.key],
    });
  });

  test('says nothing of someone who never ordered', () => {
    expect(given(says('hello', '2025-01-15 10:00')).by('2025-08-01').times('warned', 'R5')).toEqual([]);
  });

  test('an order ends it', () => {
    const known = given(orders(10, '2025-01-15 10:00'), orders(10, '2025-04-16 10:00')).by(
      '2025-04-16 10:00',
    );
    expect(known.times('warned', 'R5')).toEqual(['2025-04-15 10:00']);
    expect(known.times('cleared', 'R5')).toEqual(['2025-04-16 10:00']);
  });
});

describe('R9b: an expected order did not come', () => {
  const dueOf = (history: readonly Interaction[], days: number) =>
    local(company.calendar.silenceReaches(history.at(-1)?.at ?? 0, days));

  test('after one and a half times the usual gap, on the working calendar', () => {
    const history = every(20, '2025-03-03 10:00', 4, (when) => orders(1, when));
    const verdict = look('R9b', history, '2025-06-01 10:00');
    expect(verdict).toMatchObject({ holds: false });
    expect(local(verdict.nextAt)).toBe(dueOf(history, 30));
    expect(look('R9b', history, verdict.nextAt, company, '2025-06-01 10:00').holds).toBe(true);
  });

  test('a week after the usual gap where gaps are short', () => {
    const history = every(10, '2025-03-03 10:00', 4, (when) => orders(1, when));
    const verdict = look('R9b', history, '2025-04-18 10:00');
    expect(local(verdict.nextAt)).toBe(dueOf(history, 17));
  });

  test('a public holiday is no missed order', () => {
    const weekly = every(7, '2025-08-07 10:00', 8, (when) => orders(1, when));
    expect(look('R9b', weekly, '2025-10-09 10:00').holds).toBe(false);
    expect(look('R9b', weekly, '2025-10-24 10:00').holds).toBe(true);
  });

  test('needs three days with orders', () => {
    const sameDay = [
      orders(1, '2025-03-03 10:00'),
      orders(2, '2025-03-03 11:00'),
      orders(3, '2025-03-13 10:00'),
    ];
    expect(look('R9b', sameDay, '2025-12-01').holds).toBe(false);
  });

  test('says the gap and how long it is now', () => {
    const history = every(20, '2025-03-03 10:00', 4, (when) => orders(1, when));
    expect(look('R9b', history, '2025-06-11 10:00')).toMatchObject({
      numbers: { gap: 20, days: 40 },
      evidence: [history.at(-1)?.key],
    });
  });
});

describe('R9b: the rhythm that stands in', () => {
  test('is that of the segment while the own orders lie too close, and the numbers say so', () => {
    const history = every(5, '2025-03-03 10:00', 3, (when) => orders(1, when));
    const shop = companyWith({ profile: { segment: 'fmcg' } });
    expect(look('R9b', history, '2025-06-11 10:00', shop)).toMatchObject({
      holds: true,
      numbers: { gap: 30, own: 0 },
    });
    expect(look('R9b', history, '2025-06-11 10:00')).toMatchObject({ holds: false });
    const own = every(20, '2025-03-03 10:00', 3, (when) => orders(1, when));
    expect(look('R9b', own, '2025-06-11 10:00', shop)).toMatchObject({ numbers: { gap: 20, own: 1 } });
  });
});

describe('R10: something runs out', () => {
  const contract = runsOut('2025-12-31', '2025-03-03 10:00');

  test('opens a follow-up 90, 30 and 7 days before, each ending the one before', () => {
    const known = given(contract).by('2026-01-10');
    expect(known.times('follow-up-opened', 'R10c')).toEqual(['2025-10-09 09:00']);
    expect(known.times('follow-up-opened', 'R10b')).toEqual(['2025-12-01 09:00']);
    expect(known.times('follow-up-opened', 'R10')).toEqual(['2025-12-24 09:00']);
    expect(known.times('cleared', 'R10c')).toEqual(['2025-12-01 09:00']);
    expect(known.times('cleared', 'R10b')).toEqual(['2025-12-24 09:00']);
    expect(known.times('cleared', 'R10')).toEqual(['2025-12-31 09:00']);
    // Nobody has heard of them for months: all the more reason to call.
    expect(known.stage).toBe('churned');
  });

  test('says in how many days and shows what says so', () => {
    expectFirstAt('R10', [contract], '2025-12-24 00:00');
    expect(look('R10', [contract], '2025-12-28 10:00')).toEqual({
      holds: true,
      nextAt: at('2025-12-31'),
      numbers: { days: 3 },
      evidence: [contract.key],
    });
    expect(look('R10', [contract], '2025-12-31').holds).toBe(false);
    expect(look('R10b', [contract], '2025-12-28 10:00').holds).toBe(false);
  });

  test('is over when it is known to run on', () => {
    const known = given(contract, runsOut('2026-12-31', '2025-12-26 10:00')).by('2025-12-26 10:00');
    expect(known.state.renewals).toHaveLength(1);
    expect(known.times('cleared', 'R10')).toEqual(['2025-12-26 10:00']);
    expect(known.open).toEqual([]);
  });

  test('tells several apart by what they are, the first to run out first', () => {
    const history = [
      runsOut('2025-06-25', '2025-03-03 10:00', 'licence'),
      runsOut('2025-06-20', '2025-03-03 10:01', 'service'),
      runsOut('2025-06-27', '2025-03-03 10:02', 'training'),
    ];
    expect(look('R10', history, '2025-06-18')).toMatchObject({
      numbers: { days: 2 },
      nextAt: at('2025-06-20'),
    });
    expect(look('R10', history, '2025-06-20')).toMatchObject({
      numbers: { days: 5 },
      nextAt: at('2025-06-25'),
    });
    const renewed = [...history, runsOut('2026-06-20', '2025-06-18 10:00', 'service')];
    expect(look('R10', renewed, '2025-06-19')).toMatchObject({ evidence: [history[0]?.key] });
  });

  test('says nothing of what ended or has no date', () => {
    expect(look('R10', [contract, endsContract('2025-12-26 10:00')], '2025-12-28').holds).toBe(false);
    const { state } = given(fact('renewal-due', 'x', '2025-03-03 10:00', 'none', { dueAt: Number.NaN })).by(
      '2025-03-04',
    );
    expect(state.renewals).toEqual([]);
  });

  test('remembers five', () => {
    const many = Array.from({ length: 8 }, (_, i) =>
      runsOut(`2026-01-0${i + 1}`, `2025-03-03 10:0${i}`, `thing ${i}`),
    );
    expect(
      given(many)
        .by('2025-03-04')
        .state.renewals.map((each) => each.what),
    ).toEqual(['thing 3', 'thing 4', 'thing 5', 'thing 6', 'thing 7']);
  });
});
