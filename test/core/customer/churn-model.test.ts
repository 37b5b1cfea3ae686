import { describe, expect, test } from 'vitest';
import { gatherActivity } from '../../../core/churn/activity.ts';
import { createEstimator } from '../../../core/churn/estimate.ts';
import { churnAt, churnProbabilityAt } from '../../../core/customer/churn.ts';
import { modelEstimate, modelProbability } from '../../../core/customer/churn-model.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import { at, company, companyWith, given, orders, removesContact, says } from '../../support/given.ts';
import { toColumns } from '../churn/simulate.ts';
import { learnChurn } from './learnt.ts';

const talk = learnChurn('talk');
const buying = learnChurn('orders');
const learnt = companyWith({
  models: { churn: { talk: { customers: 700, model: talk }, orders: { customers: 700, model: buying } } },
});
const now = at('2025-06-02 15:00');
const today = company.zone.dayOf(now);

/** A customer who was active so many days ago. */
const active = (...daysAgo: readonly number[]): CustomerState => ({
  ...initialState(),
  firstAt: 1,
  lastIn: { at: now, key: 'last' },
  days: daysAgo.map((ago) => today - ago),
});

describe('the model of the nights', () => {
  test.each([
    ['a daily talker', Array.from({ length: 60 }, (_, i) => 60 - i)],
    ['a monthly one', [150, 121, 92, 60, 31, 2]],
    ['a newcomer', [0]],
    ['one who has gone silent', [200, 190, 185, 180, 170, 150]],
  ])('gives %s what the estimator of the same activity gives', (_name, daysAgo) => {
    for (const [model, state] of [
      [talk, active(...daysAgo)],
      [buying, { ...active(...daysAgo), orders: { ...initialState().orders, count: 1 } }],
    ] as const) {
      const activity = gatherActivity(toColumns(daysAgo.map((ago) => ({ customer: 'c', day: -ago }))));
      const estimate = createEstimator(activity, model.window, { status: 'trained', model })(0);
      const found = modelEstimate(state, now, learnt);
      expect(found?.probability).toBe(estimate?.probability);
      expect(found?.factors).toEqual(estimate?.factors);
      expect(modelProbability(state, now, learnt)).toBe(estimate?.probability);
      expect(churnProbabilityAt(state, now, learnt)).toBe(estimate?.probability);
    }
  });

  test('has one model for who orders and one for who only talks', () => {
    const talker = given(says('hello', '2025-05-05 10:00'), says('hello', '2025-05-26 10:00'));
    const buyer = talker.and(orders(10, '2025-05-26 11:00'));
    const by = (each: typeof talker) => each.in(learnt).by(now).assessment.churn;
    expect(by(talker).formula.en).toContain('30 days');
    expect(by(buyer).formula.en).toContain('90 days');
    expect(by(talker).probability).not.toBe(by(buyer).probability);
  });

  test('speaks instead of the rules, with its own reasons and how it was checked', () => {
    const churn = churnAt(active(200, 190, 150), now, learnt);
    expect(churn.method).toBe('model');
    expect(churn.factors.length).toBeGreaterThan(0);
    for (const factor of churn.factors) {
      expect(factor.survival).toBeUndefined();
      expect(Number.isFinite(factor.points)).toBe(true);
      expect(factor.because.zh && factor.because.en).toBeTruthy();
    }
    expect(churn.formula.en).toContain(`${talk.rows} cases`);
    expect(churn.formula.en).toContain(`AUC ${talk.check?.auc?.toFixed(2)}`);
    expect(churn.formula.zh).toContain('AUC');
    const unchecked = { ...talk, check: null };
    const models = { churn: { talk: { customers: 700, model: unchecked }, orders: null } };
    expect(churnAt(active(20), now, companyWith({ models })).formula.en).not.toContain('AUC');
  });

  test('the longer the silence, the likelier gone', () => {
    const chance = (ago: number) => modelProbability(active(ago + 40, ago + 20, ago), now, learnt) ?? 0;
    expect(chance(30)).toBeGreaterThan(chance(1));
    expect(chance(90)).toBeGreaterThan(chance(30));
  });

  test('has nothing to say of who was never active, and who left is gone', () => {
    expect(modelProbability(initialState(), now, learnt)).toBeNull();
    expect(modelEstimate(initialState(), now, learnt)).toBeNull();
    expect(churnAt(initialState(), now, learnt).method).toBe('rules');
    const left = given(says('a', '2025-05-05 10:00'), removesContact('2025-05-06 10:00')).in(learnt).by(now);
    expect(left.assessment.churn).toMatchObject({ probability: 1, method: 'gone' });
    expect(churnProbabilityAt(left.state, now, learnt)).toBe(1);
  });

  test('is not there before the first night', () => {
    expect(modelProbability(active(3), now, company)).toBeNull();
    expect(churnAt(active(3), now, company).method).toBe('rules');
  });

  test('leaves the same probability to the fold as to the assessment', () => {
    const known = given(says('hello', '2025-05-05 10:00'), says('hello', '2025-05-26 10:00'))
      .in(learnt)
      .by(now);
    expect(known.assessment.churn.probability).toBe(churnProbabilityAt(known.state, now, learnt));
  });
});
