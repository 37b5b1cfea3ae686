import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countDistinct, toHistories } from '../../../core/value/history.ts';
import { createLikelihood, logLikelihood } from '../../../core/value/likelihood.ts';
import { createNbdLikelihood } from '../../../core/value/nbd.ts';
import type { Objective } from '../../../core/value/optimise.ts';
import { customers, parameters, reference } from './published.ts';

const models = ['bg', 'mbg'] as const;
const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 });

/** Compares the slope with central differences of the value. */
const expectTrueSlope = (objective: Objective, at: readonly number[]): void => {
  const slope = at.map(() => 0);
  objective(at, slope);
  for (const [index, claimed] of slope.entries()) {
    const moved = (by: number): number =>
      objective(
        at.map((each, place) => (place === index ? each + by : each)),
        at.map(() => 0),
      );
    const step = 1e-5;
    const measured = (moved(step) - moved(-step)) / (2 * step);
    expect(Math.abs(claimed - measured)).toBeLessThan(2e-6 * Math.max(1, Math.abs(claimed)));
  }
};

describe.each(models)('the likelihood of %s', (model) => {
  test.each(customers.map((each, index) => [index, each] as const))(
    'agrees with the reference for customer %d',
    (index, each) => {
      const expected = reference[model].logLikelihood[index] ?? Number.NaN;
      expect(logLikelihood(model, parameters[model], toHistories([each])) / expected).toBeCloseTo(1, 12);
    },
  );

  test('has the slope that differences show', () => {
    const objective = createLikelihood(model, toHistories(customers.slice(0, 8)));
    fc.assert(fc.property(point, (at) => expectTrueSlope(objective, at)));
  });

  test('is the same for counted and for repeated customers', () => {
    const repeated = toHistories([...customers, ...customers.slice(0, 5), ...customers.slice(2, 5)]);
    const counted = countDistinct(repeated);
    expect(counted.x.length).toBe(customers.length);
    const [one, other] = [repeated, counted].map((each) => logLikelihood(model, parameters[model], each));
    expect(one).toBeCloseTo(other ?? Number.NaN, 9);
  });

  test('becomes that of NBD where nobody leaves', () => {
    const histories = toHistories(customers.slice(0, 7));
    const nbd = -7 * createNbdLikelihood(histories)([Math.log(0.6), Math.log(5)], [0, 0]);
    expect(logLikelihood(model, { r: 0.6, alpha: 5, a: 1e-14, b: 1 }, histories)).toBeCloseTo(nbd, 8);
  });

  test('is infinitely bad, not NaN, far outside', () => {
    const objective = createLikelihood(model, toHistories(customers));
    expect(objective([800, 800, 800, 800], [0, 0, 0, 0])).toBe(Number.POSITIVE_INFINITY);
  });
});

test('the slope of the NBD likelihood is what differences show', () => {
  const objective = createNbdLikelihood(toHistories(customers.slice(0, 8)));
  fc.assert(fc.property(point, (at) => expectTrueSlope(objective, at.slice(0, 2))));
  expect(objective([800, 800], [0, 0])).toBe(Number.POSITIVE_INFINITY);
});
