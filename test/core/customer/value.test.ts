import { describe, expect, test } from 'vitest';
import { aliveAt, valueAt } from '../../../core/customer/value.ts';
import { expectedAmount } from '../../../core/value/gamma-gamma.ts';
import { discountedOrdersWhileAlive } from '../../../core/value/lifetime-value.ts';
import { aliveProbability } from '../../../core/value/predict.ts';
import {
  at,
  companyWith,
  every,
  getsBack,
  given,
  leaves,
  orders,
  says,
  type TestCompany,
} from '../../support/given.ts';
import { learntOrders } from './learnt.ts';

const known = given(
  orders(100, '2025-03-03 10:00'),
  orders(50.5, '2025-03-03 11:00'),
  orders(0, '2025-03-05 10:00'),
  getsBack(30, '2025-03-06 10:00'),
);

describe('before a model', () => {
  test('value is what the last 12 months brought: orders less refunds', () => {
    const value = known.by('2025-03-07').assessment.value;
    expect(value).toMatchObject({
      method: 'historic',
      amount: 120.5,
      ifStays: 120.5,
      historic: 120.5,
      refunded: 30,
      orders: 3,
      alive: null,
    });
    expect(value.formula.zh && value.formula.en).toBeTruthy();
    expect(known.by('2025-03-03 10:30').assessment.value).toMatchObject({ amount: 100, orders: 1 });
  });

  test('older orders are history only', () => {
    expect(known.by('2026-02-28').assessment.value).toMatchObject({ amount: 120.5, historic: 120.5 });
    expect(known.by('2026-03-01').assessment.value).toMatchObject({ amount: 0, historic: 120.5 });
  });

  test('counts the margin, and a year over the usual lifetime of the segment', () => {
    const shop = companyWith({ margin: 0.4, profile: { segment: 'fmcg' } });
    const { value } = known.in(shop).by('2025-03-07').assessment;
    expect(value.amount).toBeCloseTo(48.2, 9);
    expect(value.lifetime).toBeCloseTo(48.2, 9);
    expect(value.historic).toBe(120.5);
    expect(known.by('2025-03-07').assessment.value.lifetime).toBeCloseTo(3 * 120.5, 9);
  });

  test('without an order there is none', () => {
    expect(given(says('hello', '2025-03-03 10:00')).by('2025-03-07').assessment.value).toMatchObject({
      method: 'none',
      amount: 0,
      ifStays: 0,
      lifetime: 0,
      historic: 0,
    });
  });

  test('who got back more than they paid is worth nothing, and owes it in history', () => {
    const owing = known.and(getsBack(500, '2025-03-07 10:00'), leaves('2025-03-07 11:00'));
    const { value, valueAtRisk } = owing.by('2025-03-07 11:00').assessment;
    expect(value).toMatchObject({ amount: 0, historic: -379.5, refunded: 530 });
    expect(valueAtRisk).toBe(0);
  });

  test('orders are counted by day as well, for the rhythm', () => {
    expect(known.by('2025-03-07').state.orders).toMatchObject({ count: 3, days: 2, firstAmount: 150.5 });
  });

  test('value at risk is what is at stake times the chance of losing it', () => {
    const left = known.and(says('bye', '2025-03-07 10:00'), leaves('2025-03-07 11:00'));
    expect(left.by('2025-03-07 11:00').assessment.valueAtRisk).toBe(120.5);
    const { valueAtRisk, churn } = known.by('2025-04-20').assessment;
    expect(churn.probability).toBeGreaterThan(0.3);
    expect(valueAtRisk).toBeCloseTo(120.5 * churn.probability, 9);
  });
});

describe('with a model', () => {
  const company = companyWith({ models: { orders: learntOrders } });
  const { parameters, spending } = learntOrders;
  const history = every(20, '2025-01-06 10:00', 5, (when) => orders(60, when));
  const worthOf = (when: string, context: TestCompany = company, of = given(history)) =>
    valueAt(of.by(when).state, at(when), context);

  test('P(alive) right after the second order is reckoned by hand', () => {
    const twice = given(orders(10, '2025-01-06 10:00'), orders(10, '2025-02-06 10:00'));
    const { state } = twice.by('2025-02-06 18:00');
    // MBG/NBD, no time since the last order: 1 / (1 + a / (b + x)).
    expect(aliveAt(state, at('2025-02-06 18:00'), company)).toBeCloseTo(1 / (1 + 0.8 / 3.4), 12);
  });

  test('value is P(alive) × orders × amount × margin', () => {
    // Five orders 20 days apart, seen 10 days after the last.
    const seen = { x: 4, tx: 80, T: 90 };
    const alive = aliveProbability('mbg', parameters, seen);
    const terms = { yearlyRate: 0.1, unitsPerYear: 365 };
    const orderCount = discountedOrdersWhileAlive('mbg', parameters, seen, 365, terms);
    const amount = expectedAmount(spending, 4, 60);
    const value = worthOf('2025-04-06 10:00');
    expect(value).toMatchObject({ method: 'model', alive, orders: 5, historic: 300 });
    expect(value.ifStays).toBeCloseTo(orderCount * amount, 9);
    expect(value.amount).toBeCloseTo(alive * orderCount * amount, 9);
    expect(value.lifetime).toBeCloseTo(3 * value.amount, 9);
    expect(worthOf('2025-04-06 10:00', companyWith({ margin: 0.25 }, company)).amount).toBeCloseTo(
      value.amount / 4,
      9,
    );
    expect(value.formula.en).toContain('P(alive)');
  });

  test('several orders on a day are one, and what was paid on the first says nothing of the later ones', () => {
    const split = given(
      history.map((each) => orders(30, each.at)),
      history.map((each) => orders(30, each.at + 60_000)),
    );
    const whole = worthOf('2025-04-06 10:00');
    expect(worthOf('2025-04-06 10:00', company, split)).toMatchObject({
      amount: whole.amount,
      alive: whole.alive,
    });
    const rich = given(orders(5000, '2025-01-06 09:00'), history);
    expect(worthOf('2025-04-06 10:00', company, rich).amount).toBeCloseTo(whole.amount, 9);
  });

  test('without a model of amounts the own mean of later orders stands in, or that of all customers', () => {
    const plain = companyWith({ models: { orders: { ...learntOrders, spending: null } } });
    const seen = { x: 4, tx: 80, T: 90 };
    const terms = { yearlyRate: 0.1, unitsPerYear: 365 };
    const orderCount = discountedOrdersWhileAlive('mbg', parameters, seen, 365, terms);
    expect(worthOf('2025-04-06 10:00', plain).ifStays).toBeCloseTo(orderCount * 60, 9);
    const once = given(orders(5000, '2025-01-06 10:00'));
    const first = { x: 0, tx: 0, T: 90 };
    const more = discountedOrdersWhileAlive('mbg', parameters, first, 365, terms);
    expect(worthOf('2025-04-06 10:00', plain, once).ifStays).toBeCloseTo(more * 40, 9);
    expect(worthOf('2025-04-06 10:00', company, once).ifStays).toBeCloseTo(
      more * expectedAmount(spending, 0, 0),
      9,
    );
  });

  test('one that could not be fitted stands for none', () => {
    const context = companyWith({ models: { orders: { customers: 3, doubt: 'too-few-repeat-buyers' } } });
    expect(worthOf('2025-04-06 10:00', context)).toMatchObject({ method: 'historic', amount: 300 });
    const { state } = given(history).by('2025-04-06');
    expect(aliveAt(state, at('2025-04-06'), context)).toBeNull();
  });

  test('one that has seen nobody leave knows nothing of who is alive', () => {
    const context = companyWith({ models: { orders: { ...learntOrders, limit: 'no-leaving' } } });
    const { state } = given(history).by('2025-04-06');
    expect(aliveAt(state, at('2025-04-06'), context)).toBeNull();
    expect(worthOf('2025-04-06', context)).toMatchObject({ method: 'model', alive: null });
  });

  test('nobody is alive by orders who never placed one', () => {
    const { state } = given(says('hello', '2025-03-03 10:00')).by('2025-03-07');
    expect(aliveAt(state, at('2025-03-07'), company)).toBeNull();
    expect(valueAt(state, at('2025-03-07'), company).method).toBe('none');
  });

  test('the longer the silence, the less alive and the less worth', () => {
    const times = ['2025-04-06', '2025-05-06', '2025-07-06', '2026-04-06'];
    const values = times.map((when) => worthOf(when));
    for (const [index, value] of values.entries()) {
      const before = values[index - 1];
      if (!before) continue;
      expect(value.alive).toBeLessThan(before.alive ?? 0);
      expect(value.amount).toBeLessThan(before.amount);
    }
  });
});
