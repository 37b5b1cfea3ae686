import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rhythmOf } from '../../../core/customer/rhythm.ts';

const after = (gaps: readonly number[]): readonly number[] => {
  let day = 20_000;
  const days = [day];
  for (const gap of gaps) {
    day += gap;
    days.push(day);
  }
  return days;
};

test.each<readonly [string, readonly number[], number]>([
  ['a weekly rhythm', [7, 7, 7, 7], 7],
  ['half of the time lies in gaps of up to this', [1, 2, 3, 4, 5, 6, 7, 8], 6],
  ['a burst takes little time', [30, 30, 1, 1, 1, 1, 1, 1, 1, 1, 30], 30],
  ['one long holiday is no rhythm', [7, 7, 7, 7, 7, 7, 7, 7, 40], 7],
  ['every day', Array.from({ length: 30 }, () => 1), 1],
])('%s', (_name, gaps, gapDays) => {
  expect(rhythmOf(after(gaps), 99)).toEqual({ gapDays, own: true });
});

test('needs four days over three weeks, or the usual stands in', () => {
  expect(rhythmOf([], 14)).toEqual({ gapDays: 14, own: false });
  expect(rhythmOf(after([30, 30]), 14)).toEqual({ gapDays: 14, own: false });
  expect(rhythmOf(after([7, 7, 6]), 14)).toEqual({ gapDays: 14, own: false });
  expect(rhythmOf(after([7, 7, 7]), 14)).toEqual({ gapDays: 7, own: true });
  expect(rhythmOf(after([30, 30]), 14, 3)).toEqual({ gapDays: 30, own: true });
});

test('is a day at least, also where nobody said anything sensible', () => {
  expect(rhythmOf([], 0)).toEqual({ gapDays: 1, own: false });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }), (gaps) => {
      const { gapDays, own } = rhythmOf(after(gaps), 5);
      expect(gapDays).toBeGreaterThanOrEqual(1);
      if (own) expect(gaps).toContain(gapDays);
    }),
  );
});
