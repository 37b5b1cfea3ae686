import { describe, expect, test } from 'vitest';
import { curvature, minimise, type Objective } from '../../../core/value/optimise.ts';

const banana: Objective = ([x = 0, y = 0], slope) => {
  slope[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  slope[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

describe('the search for a minimum', () => {
  test("walks Rosenbrock's valley to its end", () => {
    const found = minimise(banana, [-1.2, 1]);
    expect(found.converged).toBe(true);
    expect(found.point[0]).toBeCloseTo(1, 8);
    expect(found.point[1]).toBeCloseTo(1, 8);
    expect(found.evaluations).toBeLessThan(120);
  });

  test('ends where a large value hides the last decreases', () => {
    const high: Objective = ([x = 0], slope) => {
      slope[0] = Math.exp(x) - 2;
      return 1e5 + Math.exp(x) - 2 * x;
    };
    const found = minimise(high, [3]);
    expect(found.converged).toBe(true);
    expect(found.point[0]).toBeCloseTo(Math.log(2), 9);
  });

  test('stays where it starts if that is the minimum', () => {
    expect(minimise(banana, [1, 1])).toMatchObject({
      point: [1, 1],
      value: 0,
      converged: true,
      evaluations: 1,
    });
  });

  test('turns back from where the value is not finite', () => {
    const walled: Objective = ([x = 0], slope) => {
      slope[0] = 1 - 1 / x;
      return x > 0 ? x - Math.log(x) : Number.POSITIVE_INFINITY;
    };
    expect(minimise(walled, [30]).point[0]).toBeCloseTo(1, 8);
  });

  test('follows a plateau until it is flat and says so', () => {
    const plateau: Objective = ([x = 0], slope) => {
      slope[0] = -Math.exp(-x);
      return Math.exp(-x);
    };
    const { converged, point } = minimise(plateau, [0]);
    expect(converged).toBe(true);
    expect(point[0]).toBeGreaterThan(23);
  });

  test('gives up without an error where the slope is a lie', () => {
    const lie: Objective = ([x = 0], slope) => {
      slope[0] = -1;
      return x;
    };
    expect(minimise(lie, [0])).toMatchObject({ converged: false, point: [0] });
  });

  test('begins anew where the model of the slope leads uphill', () => {
    // Concave first, then a bowl: curvature changes its sign on the way.
    const hill: Objective = ([x = 0, y = 0], slope) => {
      slope[0] = Math.sin(x) + 0.02 * x;
      slope[1] = 2 * y;
      return -Math.cos(x) + 0.01 * x * x + y * y;
    };
    const found = minimise(hill, [2.9, 4]);
    expect(found.converged).toBe(true);
    expect(Math.abs(found.slope[0] ?? 1)).toBeLessThan(1e-9);
  });
});

test('second derivatives come from the first ones', () => {
  const [first, second] = curvature(banana, [1, 1]);
  expect(first?.[0]).toBeCloseTo(802, 3);
  expect(first?.[1]).toBeCloseTo(-400, 3);
  expect(second?.[0]).toBe(first?.[1]);
  expect(second?.[1]).toBeCloseTo(200, 3);
});
