import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addFeeling, sentimentAt, sentimentHalfLifeDays } from '../../../core/customer/sentiment-mean.ts';
import { type CustomerState, initialState } from '../../../core/customer/state.ts';
import { day, feeling, given, type Happenings, nods, says } from '../../support/given.ts';

const felt = (
  ...feelings: readonly (readonly [days: number, score: number, weight: number])[]
): CustomerState => {
  const state = initialState();
  for (const [days, score, weight] of feelings) addFeeling(state, days * day, score, weight);
  return state;
};

describe('the mean', () => {
  test('of one word is drawn half a word towards neutral', () => {
    expect(sentimentAt(felt([100, -1, 1]), 100 * day).mean).toBeCloseTo(-1 / 1.5, 12);
    expect(sentimentAt(felt([100, 0.5, 0.5]), 100 * day).mean).toBeCloseTo(0.25, 12);
  });

  test('halves the weight of a word in exactly 14 days', () => {
    expect(sentimentHalfLifeDays).toBe(14);
    const state = felt([100, -1, 1], [114, 1, 1]);
    expect(state.sentiment.sum).toBe(0.5);
    expect(state.sentiment.weight).toBe(1.5);
    expect(sentimentAt(state, 114 * day).mean).toBe(0.25);
    expect(sentimentAt(felt([100, -1, 1]), 114 * day).mean).toBe(-0.5 / (0.5 + 0.5));
    expect(sentimentAt(felt([100, -1, 1]), 128 * day).mean).toBe(-0.25 / (0.25 + 0.5));
  });

  test('is the same however often it was looked at or added to on the way', () => {
    const direct = felt([100, -1, 1], [150, 0.5, 0.7]);
    const through = felt([100, -1, 1], [107, 0, 0], [133.5, 0, 0], [150, 0.5, 0.7]);
    expect(sentimentAt(through, 160 * day).mean).toBeCloseTo(sentimentAt(direct, 160 * day).mean, 12);
  });

  test('of nobody who felt anything is 0', () => {
    expect(sentimentAt(initialState(), 0)).toEqual({ mean: 0, slope: 0 });
    expect(sentimentAt(initialState(), 1e15)).toEqual({ mean: 0, slope: 0 });
  });

  test('stays within -1 and 1, the slope within -2 and 2', () => {
    const one = fc.tuple(
      fc.double({ min: 0, max: 1000, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 30 }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        (list, later) => {
          const { mean, slope } = sentimentAt(felt(...list.sort((a, b) => a[0] - b[0])), later * day);
          expect(Math.abs(mean)).toBeLessThanOrEqual(1);
          expect(Math.abs(slope)).toBeLessThanOrEqual(2);
        },
      ),
    );
  });
});

test('the slope falls when the mood turns', () => {
  const happy = felt([0, 1, 1], [20, 1, 1], [40, 1, 1], [60, 1, 1]);
  const turned = felt([0, 1, 1], [20, 1, 1], [40, 1, 1], [60, 1, 1], [70, -1, 1]);
  expect(sentimentAt(turned, 70 * day).slope).toBeLessThan(sentimentAt(happy, 70 * day).slope);
  expect(sentimentAt(turned, 70 * day).slope).toBeLessThan(0);
});

test('politeness is no feeling, a neutral sentence a weak one', () => {
  const angry = says('terrible', '2025-03-03 10:00', feeling(-1));
  const mean = (...more: readonly Happenings[]) =>
    given(angry, ...more).by('2025-03-03 10:02').assessment.sentiment.mean;
  expect(mean(nods('2025-03-03 10:01'))).toBe(mean());
  expect(mean(says('the invoice is for May', '2025-03-03 10:01'))).toBeCloseTo(-1 / 1.8, 4);
});
