import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeBlind, pauseClock } from '../../../core/calendar/blind.ts';
import type { WorkingClock } from '../../../core/calendar/working-clock.ts';

const plainClock: WorkingClock = { read: (at) => at, momentOf: (reading) => Math.ceil(reading) };

describe('merging', () => {
  test('orders, joins overlapping and touching intervals, drops empty and reversed ones', () => {
    const merged = mergeBlind([
      { from: 50, until: 60 },
      { from: 10, until: 20 },
      { from: 15, until: 30 },
      { from: 30, until: 31 },
      { from: 40, until: 40 },
      { from: 45, until: 44 },
      { from: 52, until: 55 },
      { from: Number.NaN, until: 70 },
    ]);
    expect(merged).toEqual([
      { from: 10, until: 31 },
      { from: 50, until: 60 },
    ]);
  });

  test('an interval may be open at both ends', () => {
    const always = [{ from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }];
    const clock = pauseClock(plainClock, mergeBlind(always));
    expect(clock.read(2_000_000_000_000) - clock.read(0)).toBe(0);
    expect(clock.momentOf(clock.read(0) + 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a paused clock', () => {
  const intervals = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 80 })).map(([from, length]) => ({
      from,
      until: from + length,
    })),
    { maxLength: 12 },
  );

  test('advances by exactly the milliseconds outside the intervals', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: -50, max: 1200 }), fc.nat(300), (blind, from, length) => {
        const clock = pauseClock(plainClock, mergeBlind(blind));
        let heard = 0;
        for (let at = from; at < from + length; at += 1) {
          if (!blind.some((each) => each.from <= at && at < each.until)) heard += 1;
        }
        expect(clock.read(from + length) - clock.read(from)).toBe(heard);
      }),
    );
  });

  test('first shows a reading at the moment it names', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: -50, max: 1200 }), fc.nat(300), (blind, from, amount) => {
        const clock = pauseClock(plainClock, mergeBlind(blind));
        const target = clock.read(from) + amount + 0.5;
        const at = clock.momentOf(target);
        expect(clock.read(at)).toBeGreaterThanOrEqual(target);
        expect(clock.read(at - 1)).toBeLessThan(target);
      }),
    );
  });
});
