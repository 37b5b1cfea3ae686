import { describe, expect, test } from 'vitest';
import { fitLogistic, type Rows } from '../../../core/churn/logistic.ts';
import { toProbability } from '../../../core/churn/metrics.ts';
import { createRandom } from './simulate.ts';

const draw = (size: number, effects: readonly number[]): Rows => {
  const random = createRandom(11);
  const values = Float64Array.from({ length: size * 2 }, () => 4 * (random() - 0.5));
  const groups = Uint8Array.from({ length: size }, (_, row) => row % effects.length);
  const outcomes = Uint8Array.from(groups, (group, row) => {
    const logit =
      0.5 + 1.2 * (values[2 * row] ?? 0) - 0.7 * (values[2 * row + 1] ?? 0) + (effects[group] ?? 0);
    return random() < toProbability(logit) ? 1 : 0;
  });
  return { size, width: 2, values, outcomes, groups, groupCount: effects.length };
};

describe('logistic regression', () => {
  test('recovers the coefficients and the effects of dates it was drawn with', () => {
    const fit = fitLogistic(draw(40_000, [-0.6, 0, 0.6]), { ridge: 0.01, groupRidge: 1 });
    expect(fit.coefficients[0]).toBeCloseTo(1.2, 1);
    expect(fit.coefficients[1]).toBeCloseTo(-0.7, 1);
    expect(fit.intercept).toBeCloseTo(0.5, 1);
    expect((fit.groupEffects[2] ?? 0) - (fit.groupEffects[0] ?? 0)).toBeCloseTo(1.2, 1);
    expect(fit.groupEffects.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 4);
  });

  test('ends where the penalised likelihood is flat', () => {
    const rows = draw(500, [0, 0]);
    const fit = fitLogistic(rows, { ridge: 5, groupRidge: 1 });
    const slope = [-5 * (fit.coefficients[0] ?? 0), -5 * (fit.coefficients[1] ?? 0)];
    for (let row = 0; row < rows.size; row++) {
      const [a, b] = [rows.values[2 * row] ?? 0, rows.values[2 * row + 1] ?? 0];
      const logit =
        fit.intercept +
        (fit.coefficients[0] ?? 0) * a +
        (fit.coefficients[1] ?? 0) * b +
        (fit.groupEffects[rows.groups[row] ?? 0] ?? 0);
      const error = (rows.outcomes[row] ?? 0) - toProbability(logit);
      slope[0] = (slope[0] ?? 0) + error * a;
      slope[1] = (slope[1] ?? 0) + error * b;
    }
    expect(Math.abs(slope[0] ?? 1)).toBeLessThan(1e-3);
    expect(Math.abs(slope[1] ?? 1)).toBeLessThan(1e-3);
  });

  test('answers with nothing learnt where the values overflow', () => {
    const rows = draw(50, [0]);
    const fit = fitLogistic(
      { ...rows, values: rows.values.map((each) => each * 1e200) },
      { ridge: 1, groupRidge: 1 },
    );
    expect([fit.intercept, ...fit.coefficients, ...fit.groupEffects]).toEqual([0, 0, 0, 0]);
  });

  test('stays finite where the outcomes are separated or all the same', () => {
    const rows = draw(100, [0]);
    const separated = Uint8Array.from(rows.groups, (_, row) => ((rows.values[2 * row] ?? 0) > 0 ? 1 : 0));
    for (const outcomes of [separated, new Uint8Array(100), new Uint8Array(100).fill(1)]) {
      const fit = fitLogistic({ ...rows, outcomes }, { ridge: 1e-6, groupRidge: 1 });
      expect([fit.intercept, ...fit.coefficients, ...fit.groupEffects].every(Number.isFinite)).toBe(true);
    }
  });
});
