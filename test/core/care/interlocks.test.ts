import { describe, expect, test } from 'vitest';
import { isUnwelcome } from '../../../core/care/broadcast-guard.ts';
import { type InterlockState, interlocksOf, noInterlocks } from '../../../core/care/interlocks.ts';
import { shippedLimits } from '../../../core/care/limits.ts';
import { at, day } from '../../support/given.ts';

const now = at('2025-03-05 10:00');
const calm: InterlockState = {
  openComplaint: null,
  openQuestions: [],
  sentiment: { sum: 0, weight: 0, slowSum: 0, slowWeight: 0, at: now },
};
const standing = (change: Partial<InterlockState>) =>
  interlocksOf({ ...calm, ...change }, now, shippedLimits);

describe('what stands in the way of messages', () => {
  test('is nothing with a calm customer', () => {
    expect(standing({})).toStrictEqual(noInterlocks);
  });

  test('is a complaint and a question that nobody answered, until they are too old to matter', () => {
    const mark = (days: number) => ({ at: now - days * day, key: 'k' });
    expect(standing({ openComplaint: mark(29) }).openComplaint).toBe(true);
    expect(standing({ openComplaint: mark(30) }).openComplaint).toBe(false);
    expect(standing({ openQuestions: [mark(20), mark(13)] }).openQuestion).toBe(true);
    expect(standing({ openQuestions: [mark(14)] }).openQuestion).toBe(false);
  });

  test('is a mood that has turned bad, and not one that only fades in silence', () => {
    const turned = { sum: -2, weight: 3, slowSum: 0.5, slowWeight: 5, at: now };
    expect(standing({ sentiment: turned }).fallingSentiment).toBe(true);
    const faded = { sum: 3, weight: 4, slowSum: 3, slowWeight: 4, at: now - 60 * day };
    expect(standing({ sentiment: faded }).fallingSentiment).toBe(false);
    const alwaysLow = { sum: -2, weight: 4, slowSum: -2, slowWeight: 4, at: now };
    expect(standing({ sentiment: alwaysLow }).fallingSentiment).toBe(false);
  });
});

describe('a broadcast is unwelcome', () => {
  test('from two bad answers on that are more than the limit, never at one', () => {
    expect(isUnwelcome({ reached: 3, optOuts: 1, negatives: 0 }, 5)).toBe(false);
    expect(isUnwelcome({ reached: 3, optOuts: 1, negatives: 1 }, 5)).toBe(true);
    expect(isUnwelcome({ reached: 40, optOuts: 2, negatives: 0 }, 5)).toBe(false);
    expect(isUnwelcome({ reached: 39, optOuts: 0, negatives: 2 }, 5)).toBe(true);
  });
});
