import { describe, expect, test } from 'vitest';
import { type Health, healthAt, healthScoreAt } from '../../../core/customer/health.ts';
import { healthParts } from '../../../core/customer/health-parts.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import { generalSegment } from '../../../core/segments.ts';
import {
  asks,
  at,
  company,
  companyWith,
  complains,
  day,
  every,
  given,
  leaves,
  monthOf,
  plainCompany,
  says,
} from '../../support/given.ts';

// A Monday, four working weeks after the window of 28 days begins; only weekends are free.
const now = at('2025-03-31');
const mark = (ago: number, key = `${ago} days ago`) => ({ at: now - ago * day, key });
const healthOf = (other: Partial<CustomerState>): Health =>
  healthAt({ ...initialState(), ...other }, now, plainCompany);

describe('the whole', () => {
  test('is the mean of the parts that apply by their weights, which sum to 1', () => {
    const known = given(
      every(7, '2025-01-06 10:00', 10, (when) => says('hello', when)),
      complains('broken', '2025-03-20 10:00'),
      asks('well?', '2025-03-20 10:01'),
    ).by('2025-03-21 10:00');
    const { score, parts } = known.assessment.health;
    expect(parts.map((each) => each.key)).toEqual([
      'engagement',
      'sentiment',
      'responsiveness',
      'complaints',
    ]);
    expect(parts.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(1, 12);
    expect(score).toBe(Math.round(parts.reduce((sum, each) => sum + each.weight * each.score, 0)));
  });

  test('of someone who left is 0, and says why by its parts', () => {
    const { health } = given(says('hello', '2025-03-03 10:00'), leaves('2025-03-04 10:00')).by(
      '2025-03-04 10:00',
    ).assessment;
    expect(health.score).toBe(0);
    expect(health.parts.length).toBeGreaterThan(1);
  });

  test('every part has its sentence in both languages, about its own numbers', () => {
    const state: Partial<CustomerState> = {
      firstAt: now - 100 * day,
      openQuestions: [mark(3)],
      orders: { ...initialState().orders, count: 1, days: 1, first: now, last: mark(1) },
      surveys: [{ ...mark(1), satisfaction: 80 }],
      months: [1, 2, 3, 4].map((ago) => monthOf(company.calendar.monthOf(now) - ago, { uses: 10 })).reverse(),
    };
    const { parts } = healthOf(state);
    expect(parts).toHaveLength(healthParts.length);
    for (const { name, because, numbers } of parts) {
      expect(name.zh && name.en).toBeTruthy();
      for (const text of [because.zh, because.en]) {
        const named = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
        expect(Object.keys(numbers)).toEqual(expect.arrayContaining(named));
      }
    }
  });

  test('weighs its parts as the segment says', () => {
    const state = {
      ...initialState(),
      complaints: [mark(1), mark(2)],
      openQuestions: [mark(3)],
    };
    const weightOf = (segment: string, key: string) =>
      healthAt(state, now, companyWith({ profile: { segment } }, plainCompany)).parts.find(
        (each) => each.key === key,
      )?.weight;
    // Sentiment 0.2, responsiveness 0.15 and complaints 0.15 apply.
    expect(weightOf('general', 'responsiveness')).toBeCloseTo(0.15 / 0.5, 12);
    expect(weightOf('b2b', 'responsiveness')).toBeCloseTo(0.25 / 0.6, 12);
    expect(weightOf('b2b', 'complaints')).toBeCloseTo(0.15 / 0.6, 12);
  });

  test('of a segment that weighs nothing is 0 and no failure', () => {
    const weights = Object.fromEntries(healthParts.map(({ key }) => [key, 0]));
    const segments = [{ ...generalSegment, weights }];
    const { score, parts } = healthAt(initialState(), now, companyWith({ segments }));
    expect(score).toBe(0);
    expect(parts.map((each) => each.weight)).toEqual([0, 0]);
  });

  test('has the score that the fold asks for alone', () => {
    const state = { ...initialState(), firstAt: now - 100 * day, complaints: [mark(1)] };
    expect(healthScoreAt(state, now, plainCompany)).toBe(healthAt(state, now, plainCompany).score);
  });

  test('nobody has none of the figures and yet a number', () => {
    expect(healthAt(initialState(), now, company).score).toBeGreaterThan(0);
  });
});
