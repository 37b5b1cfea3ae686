import { expect, test } from 'vitest';
import { historicValue, valueFormula } from '../../../core/customer/value.ts';
import { getsBack, given, leaves, orders, says } from '../../support/given.ts';

const known = given(
  orders(100, '2025-03-03 10:00'),
  orders(50.5, '2025-03-03 11:00'),
  orders(0, '2025-03-05 10:00'),
  getsBack(30, '2025-03-06 10:00'),
);

test('value is all orders less all refunds', () => {
  expect(historicValue(known.by('2025-03-07').state)).toEqual({ amount: 120.5, orders: 3, refunded: 30 });
  expect(historicValue(known.by('2025-03-03 10:30').state)).toEqual({ amount: 100, orders: 1, refunded: 0 });
  expect(valueFormula.zh && valueFormula.en).toBeTruthy();
});

test('orders are counted by day as well, for the rhythm', () => {
  expect(known.by('2025-03-07').state.orders).toMatchObject({ count: 3, days: 2 });
});

test('value may be negative, value at risk may not', () => {
  const owing = known
    .and(getsBack(500, '2025-03-07 10:00'), leaves('2025-03-07 11:00'))
    .by('2025-03-07 11:00');
  expect(owing.assessment.value.amount).toBe(-379.5);
  expect(owing.assessment.valueAtRisk).toBe(0);
});

test('value at risk is value times the chance of losing it', () => {
  const left = known.and(says('bye', '2025-03-07 10:00'), leaves('2025-03-07 11:00')).by('2025-03-07 11:00');
  expect(left.assessment.valueAtRisk).toBe(120.5);
  const { valueAtRisk, churn } = known.by('2025-04-20').assessment;
  expect(churn.probability).toBeGreaterThan(0.3);
  expect(valueAtRisk).toBeCloseTo(120.5 * churn.probability, 9);
});
