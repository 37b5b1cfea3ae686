import { describe, expect, test } from 'vitest';
import { tierParts } from '../../../core/customer/tier.ts';
import {
  asks,
  at,
  companyOverTime,
  companyWith,
  day,
  getsBack,
  given,
  orders,
  says,
  uses,
  visits,
} from '../../support/given.ts';
import { rfmCuts, tierCuts } from './learnt.ts';

const company = companyWith({ models: { tiers: tierCuts, rfm: rfmCuts } });

describe('the tier', () => {
  test('is made of amount, frequency, depth and service, not of the amount alone', () => {
    expect(tierParts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    const { assessment } = given(
      orders(350, '2025-03-03 10:00'),
      orders(100, '2025-03-10 10:00'),
      visits('2025-03-11 10:00'),
      asks('how?', '2025-03-12 10:00'),
      uses('2025-03-13 10:00', 4),
    )
      .in(company)
      .by('2025-03-14');
    // 450 of money, 2 order days, 5 active days and 4 uses, 2 contacts: fifths 5, 2, 5 and 3.
    expect(assessment.tierFinding).toEqual({
      tier: 'A',
      score: 3.8,
      parts: [
        { key: 'amount', value: 450, fifth: 5 },
        { key: 'frequency', value: 2, fifth: 2 },
        { key: 'depth', value: 9, fifth: 5 },
        { key: 'service', value: 2, fifth: 3 },
      ],
    });
    expect(assessment.tier).toBe('A');
  });

  test('rises at once', () => {
    const known = given(
      says('hello', '2025-03-03 10:00'),
      orders(150, '2025-03-05 10:00'),
      orders(400, '2025-03-20 10:00'),
      uses('2025-03-21 10:00', 9),
    ).in(company);
    expect(known.by('2025-03-25').tiers).toEqual([
      '2025-03-03 10:00 none → C',
      '2025-03-20 10:00 C → B',
      '2025-03-21 10:00 B → A',
    ]);
    expect(known.by('2025-03-25').state).toMatchObject({ tier: 'A', tierSince: at('2025-03-21 10:00') });
  });

  test('falls only when a month is looked at for the first time', () => {
    const back = given(orders(500, '2025-03-03 10:00'), getsBack(450, '2025-03-10 10:00')).in(company);
    expect(back.by('2025-03-31 23:59').tiers).toEqual(['2025-03-03 10:00 none → B']);
    expect(back.by('2025-03-31 23:59').assessment).toMatchObject({ tier: 'B', tierFinding: { tier: 'C' } });
    expect(back.by('2025-04-01 09:00').tiers.at(-1)).toBe('2025-04-01 09:00 B → C');
    const early = back.and(says('hm', '2025-04-01 07:00'));
    expect(early.by('2025-04-01 09:00').tiers.at(-1)).toBe('2025-04-01 07:00 B → C');
  });

  test('falls when what earned it is more than 12 months old', () => {
    const known = given(orders(500, '2025-03-03 10:00')).in(company).by('2026-06-01');
    expect(known.tiers).toEqual(['2025-03-03 10:00 none → B', '2026-03-02 09:00 B → C']);
    expect(known.stage).toBe('churned');
  });

  test('is not waited for where it can fall no further', () => {
    const gone = given(orders(1, '2024-03-04 10:00')).in(company).by('2026-01-05');
    expect(gone.state).toMatchObject({ tier: 'C', stage: 'churned', nextCheckAt: null });
  });

  test('is there from the first night that knows cut points', () => {
    const customer = given(orders(500, '2025-03-03 10:00'), says('hello', '2025-03-12 10:00'));
    const never = customer.by('2025-03-12 10:00');
    expect(never.tiers).toEqual([]);
    expect(never.assessment).toMatchObject({ tier: null, tierFinding: null, rfm: null });
    const learning = companyOverTime([['2025-03-11 03:00', { models: { tiers: tierCuts } }]]);
    expect(customer.in(learning).by('2025-03-12 10:00').tiers).toEqual(['2025-03-12 10:00 none → B']);
  });

  test('a month that begins as it ended moves nobody', () => {
    expect(given(orders(500, '2025-03-03 10:00')).in(company).by('2025-09-01').tiers).toHaveLength(1);
  });
});

describe('RFM', () => {
  const customer = given(orders(60, '2025-01-06 10:00'), orders(60, '2025-03-03 10:00')).in(company);

  test('is the fifth of recency, order days and money, recent being best', () => {
    expect(customer.by('2025-03-05').assessment.rfm).toEqual({
      recency: 5,
      frequency: 2,
      monetary: 3,
      segment: 'potential-loyalists',
    });
    expect(customer.by(at('2025-03-03 10:00') + 31 * day).assessment.rfm).toMatchObject({ recency: 3 });
    expect(customer.by('2026-03-03').assessment.rfm).toEqual({
      recency: 1,
      frequency: 2,
      monetary: 3,
      segment: 'hibernating',
    });
  });

  test('counts money less what was given back', () => {
    const back = customer.and(getsBack(100, '2025-03-04 10:00')).by('2025-03-05');
    expect(back.assessment.rfm?.monetary).toBe(1);
  });

  test('is for who has ordered', () => {
    expect(given(says('hello', '2025-03-03 10:00')).in(company).by('2025-03-04').assessment.rfm).toBeNull();
  });
});
