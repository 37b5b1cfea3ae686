import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyCalibration,
  drawToIdentity,
  fitCalibration,
  identity,
} from '../../../core/churn/calibration.ts';
import { chooseCalibration } from '../../../core/churn/choose-calibration.ts';
import { toProbability } from '../../../core/churn/metrics.ts';
import type { Rehearsal } from '../../../core/churn/rehearse.ts';
import { createRandom } from './simulate.ts';

const sample = (size: number, seed: number, truth: (logit: number) => number) => {
  const random = createRandom(seed);
  const values = Float64Array.from({ length: size }, () => 6 * (random() - 0.5));
  const outcomes = Uint8Array.from(values, (logit) => (random() < truth(logit) ? 1 : 0));
  return { values, outcomes };
};

const rehearsalOf = (size: number, seed: number, truth: (logit: number) => number): Rehearsal => ({
  ...sample(size, seed, truth),
  day: -104,
  gapDays: 104,
  active: new Uint8Array(size).fill(1),
});

const bent = (logit: number): number => (logit < 0 ? 0.1 : 0.8);

describe('calibration', () => {
  test('a line learns that logits are twice too large', () => {
    const line = fitCalibration(
      sample(20_000, 1, (logit) => toProbability(logit / 2)),
      'line',
    );
    expect(applyCalibration(line, 2)).toBeCloseTo(toProbability(1), 1);
    expect(applyCalibration(identity, 2)).toBe(toProbability(2));
  });

  test('steps learn a jump that a line cannot', () => {
    const steps = fitCalibration(sample(20_000, 2, bent), 'steps');
    expect(applyCalibration(steps, -1.5)).toBeCloseTo(0.1, 1);
    expect(applyCalibration(steps, 1.5)).toBeCloseTo(0.8, 1);
  });

  test('neither turns the order of customers around nor leaves (0, 1)', () => {
    const row = fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom('line', 'steps'),
        (rows, method) => {
          const judged = {
            values: Float64Array.from(rows, ([value]) => value),
            outcomes: Uint8Array.from(rows, ([, outcome]) => outcome),
          };
          const fitted = fitCalibration(judged, method as 'line' | 'steps');
          for (const calibration of [fitted, drawToIdentity(fitted, 0.5)]) {
            let last = 0;
            for (let logit = -8; logit <= 8; logit += 0.5) {
              const probability = applyCalibration(calibration, logit);
              expect(probability).toBeGreaterThanOrEqual(last - 1e-9);
              expect(probability).toBeLessThanOrEqual(1);
              last = probability;
            }
          }
        },
      ),
    );
  });

  test('changes nothing where there is nothing to learn from, or the outcomes fall as the logits rise', () => {
    expect(fitCalibration({ values: new Float64Array(0), outcomes: new Uint8Array(0) }, 'steps')).toBe(
      identity,
    );
    expect(
      fitCalibration(
        sample(100, 3, () => 1),
        'line',
      ),
    ).toBe(identity);
    expect(
      fitCalibration(
        sample(2000, 4, (logit) => toProbability(-logit)),
        'line',
      ),
    ).toBe(identity);
    expect(chooseCalibration([])).toBe(identity);
  });

  test('is drawn half way towards changing nothing', () => {
    expect(drawToIdentity({ method: 'line', intercept: 0.4, slope: 0.25 }, 0.5)).toEqual({
      method: 'line',
      intercept: 0.2,
      slope: 0.5,
    });
  });

  test('is a curve only where a curve is clearly better on a later date', () => {
    const straight = [5, 6, 7].map((seed) => rehearsalOf(3000, seed, toProbability));
    expect(chooseCalibration(straight).method).toBe('line');
    const jumping = [5, 6, 7].map((seed) => rehearsalOf(3000, seed, bent));
    expect(chooseCalibration(jumping).method).toBe('steps');
    expect(chooseCalibration([rehearsalOf(3000, 5, bent)]).method).toBe('line');
  });
});
