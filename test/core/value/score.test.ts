import { describe, expect, test } from 'vitest';
import type { Fit } from '../../../core/value/fit.ts';
import { expectedAmount, type SpendingParameters } from '../../../core/value/gamma-gamma.ts';
import type { Parameters } from '../../../core/value/model.ts';
import { expectedOrders } from '../../../core/value/predict.ts';
import { createScorer, type ScoreTerms } from '../../../core/value/score.ts';
import { parameters } from './published.ts';

const orders: Fit<Parameters> = {
  status: 'fitted',
  parameters: parameters.bg,
  logLikelihood: -9582.4,
  standardErrors: parameters.bg,
};
const spendingParameters = { p: 6.25, q: 3.74, gamma: 15.45 };
const spending: Fit<SpendingParameters> = {
  status: 'limit',
  parameters: spendingParameters,
  logLikelihood: -4055.9,
  doubt: 'not-determined',
};
const terms: ScoreTerms = {
  model: 'bg',
  orders,
  spending,
  meanAmount: 30,
  horizon: 39,
  unitsPerYear: 365.25 / 7,
  margin: 0.5,
  yearlyRate: 0,
};
const failed = { status: 'failed', doubt: 'too-few-repeat-buyers' } as const;
const customer = { x: 2, tx: 30.43, T: 38.86, paidOrders: 2, meanAmount: 22.35 };

describe('a value score', () => {
  test('is orders times amount times margin', () => {
    const score = createScorer(terms)(customer);
    expect(score.orders).toBeCloseTo(expectedOrders('bg', parameters.bg, customer, 39), 12);
    expect(score.amount).toBe(expectedAmount(spendingParameters, 2, 22.35));
    expect(score.value).toBeCloseTo(score.orders * score.amount * 0.5, 12);
    expect(score.alive).toBeCloseTo(0.7266, 4);
  });

  test('is less when discounted, and the same customer scores the same twice', () => {
    const scorer = createScorer({ ...terms, yearlyRate: 0.2 });
    const [first, second] = [scorer(customer), scorer(customer)];
    expect(first).toEqual(second);
    expect(first.value).toBeLessThan(first.orders * first.amount * 0.5);
    expect(scorer({ ...customer, x: 3 }).orders).toBeGreaterThan(first.orders);
  });

  test('takes own means, then the mean of all, where amounts have no model', () => {
    const scorer = createScorer({ ...terms, spending: failed });
    expect(scorer(customer).amount).toBe(22.35);
    expect(scorer({ ...customer, paidOrders: 0, meanAmount: 0 }).amount).toBe(30);
  });

  test('is the historic formula, and says nothing of alive, where orders have no model', () => {
    const scorer = createScorer({ ...terms, orders: failed, spending: failed });
    expect(scorer({ ...customer, T: 78 })).toEqual({ alive: null, orders: 1, amount: 22.35, value: 11.175 });
    expect(scorer({ ...customer, T: 1, tx: 1 }).orders).toBe(2);
    expect(scorer({ ...customer, x: 0, tx: 0, T: 0 }).orders).toBe(0);
  });
});
