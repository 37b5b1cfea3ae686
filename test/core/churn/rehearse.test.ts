import { describe, expect, test } from 'vitest';
import { logLoss } from '../../../core/churn/metrics.ts';
import { centre, lossOf, type Rehearsal, rehearse } from '../../../core/churn/rehearse.ts';
import type { Sample } from '../../../core/churn/sample.ts';

const rehearsal = (active: readonly number[]): Rehearsal => ({
  values: Float64Array.of(-2, 0, 1),
  outcomes: Uint8Array.of(0, 1, 1),
  active: Uint8Array.from(active),
  day: -104,
  gapDays: 104,
});

describe('the loss', () => {
  test('is half that of everyone and half that of active customers, each date at its own level', () => {
    const one = rehearsal([0, 1, 1]);
    const { values } = centre(one);
    const active = { values: values.slice(1), outcomes: one.outcomes.slice(1) };
    expect(lossOf([one])).toBeCloseTo((logLoss(centre(one)) + logLoss(active)) / 2, 12);
    const higher = { ...one, values: one.values.map((each) => each + 3) };
    expect(lossOf([higher, one])).toBeCloseTo(lossOf([one]), 9);
  });

  test('is half that of everyone where nobody is active', () => {
    const none = rehearsal([0, 0, 0]);
    expect(lossOf([none])).toBeCloseTo(logLoss(centre(none)) / 2, 12);
    expect(lossOf([])).toBe(0);
  });
});

test('a date on which all went the same way is not rehearsed', () => {
  const dates = [-104, -119, -134, -149];
  const outcomes = Uint8Array.of(1, 0, 0, 1, 1, 1, 1, 0);
  const sample: Sample = {
    size: 8,
    width: 1,
    values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    outcomes,
    groups: Uint8Array.of(0, 0, 1, 1, 2, 2, 3, 3),
    groupCount: 4,
    dates,
    active: new Uint8Array(8),
  };
  const [first] = rehearse(sample, { leadDays: 14, horizonDays: 90 }, [1]);
  expect(first?.rehearsals.map(({ day }) => day)).toEqual([-104, -119]);
});
