import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invertPositive, multiply } from '../../../core/value/matrix.ts';

const entries = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 9, maxLength: 9 });

test('a positive definite matrix times its inverse is one', () => {
  fc.assert(
    fc.property(entries, ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]) => {
      const rows = [
        [a, b, c],
        [d, e, f],
        [g, h, i],
      ];
      // AᵀA + 1 is positive definite whatever A is.
      const matrix = [0, 1, 2].map((row) =>
        [0, 1, 2].map((column) =>
          rows.reduce((sum, each) => sum + (each[row] ?? 0) * (each[column] ?? 0), row === column ? 1 : 0),
        ),
      );
      const inverse = invertPositive(matrix);
      expect(inverse).not.toBeNull();
      for (const at of [0, 1, 2]) {
        const unit = multiply(
          matrix,
          (inverse ?? []).map((row) => row[at] ?? 0),
        );
        for (const [index, value] of unit.entries()) expect(value).toBeCloseTo(index === at ? 1 : 0, 8);
      }
    }),
  );
});

test.each([
  [
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    [
      [1, 1],
      [1, 1],
    ],
  ],
  [[[0]]],
  [[[Number.NaN]]],
])('%j has no positive inverse', (matrix) => {
  expect(invertPositive(matrix)).toBeNull();
});
