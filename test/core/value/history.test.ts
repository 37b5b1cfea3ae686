import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countDistinct, historyOf, toHistories } from '../../../core/value/history.ts';

test('a history counts orders after the first and measures from the first', () => {
  expect(historyOf([100, 121, 128], 142, 7)).toEqual({ x: 2, tx: 4, T: 6 });
  expect(historyOf([100], 100, 1)).toEqual({ x: 0, tx: 0, T: 0 });
});

test('distinct histories keep every customer', () => {
  const one = fc.record({
    x: fc.integer({ min: 0, max: 3 }),
    tx: fc.constantFrom(0, 0.5, 1 / 7, 9),
    T: fc.constantFrom(9, 12.25, 1e6),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (all) => {
      const { x, tx, T, count } = countDistinct(toHistories(all));
      const keys = Array.from(x, (each, at) => `${each}/${tx[at]}/${T[at]}`);
      expect(new Set(keys).size).toBe(keys.length);
      const expected = new Map<string, number>();
      for (const each of all) {
        const key = `${each.x}/${each.tx}/${each.T}`;
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
      expect(new Map(keys.map((key, at) => [key, count[at]]))).toEqual(expected);
    }),
  );
});
