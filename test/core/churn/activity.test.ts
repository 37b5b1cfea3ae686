import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventColumns, endOfPast, gatherActivity } from '../../../core/churn/activity.ts';
import { isGone, isSettled } from '../../../core/churn/window.ts';
import { toColumns } from './simulate.ts';

type Row = { c: string; day: number; out?: number; amount?: number; mood?: number; kind?: string };

const columns = (rows: readonly Row[]): EventColumns => {
  const kinds = [...new Set(rows.map(({ kind = '' }) => kind))];
  return {
    ...toColumns(rows.map(({ c, day }) => ({ customer: c, day }))),
    ours: Uint8Array.from(rows, ({ out = 0 }) => out),
    amounts: Float64Array.from(rows, ({ amount = 0 }) => amount),
    sentiments: Float64Array.from(rows, ({ mood = Number.NaN }) => mood),
    kinds: { names: kinds, of: Int32Array.from(rows, ({ kind = '' }) => kinds.indexOf(kind)) },
  };
};

describe('activity', () => {
  const activity = gatherActivity(
    columns([
      { c: 'b', day: -3, amount: 5, mood: 0.5, kind: 'order' },
      { c: 'b', day: -3, amount: 7, kind: 'visit' },
      { c: 'b', day: -9, amount: 1, mood: -1, kind: 'order' },
      { c: 'a', day: 0, kind: 'order' },
      { c: 'a', day: -1, out: 1, amount: 99, kind: 'mail' },
      { c: 'z', day: -1, out: 1 },
    ]),
  );

  test('is the distinct days of customers sorted by name, without those of whom only our events are known', () => {
    expect(activity.customers).toEqual(['a', 'b']);
    expect([...activity.begins]).toEqual([0, 1, 3]);
    expect([...activity.days]).toEqual([0, -9, -3]);
  });

  test('adds up amounts, averages moods and counts kinds a day', () => {
    expect([...(activity.amounts ?? [])]).toEqual([0, 1, 12]);
    expect([...(activity.sentiments ?? [])]).toEqual([Number.NaN, -1, 0.5]);
    expect(activity.kinds).toEqual([
      { name: 'order', counts: Float64Array.of(1, 1, 1) },
      { name: 'visit', counts: Float64Array.of(0, 0, 1) },
    ]);
  });

  test('keeps our days apart', () => {
    expect([...(activity.ours?.days ?? [])]).toEqual([-1]);
    expect(gatherActivity(columns([{ c: 'a', day: 0 }])).ours).toBeNull();
    expect(gatherActivity(columns([{ c: 'a', day: 0 }])).kinds).toEqual([]);
  });

  test('does not depend on the order of the events', () => {
    const row = fc.record({
      c: fc.constantFrom('a', 'b', 'c'),
      day: fc.integer({ min: -2, max: 0 }),
      out: fc.integer({ min: 0, max: 1 }),
      amount: fc.integer({ min: -99, max: 99 }).map((tenths) => tenths / 10),
      mood: fc.integer({ min: -9, max: 9 }).map((tenths) => tenths / 10),
      kind: fc.constantFrom('x', 'y', 'z'),
    });
    const shuffled = fc
      .array(row, { minLength: 30, maxLength: 40 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        expect(gatherActivity(columns(other))).toEqual(gatherActivity(columns(rows)));
      }),
    );
  });

  test('knows where the past ends', () => {
    expect(endOfPast(activity, 1, -10)).toBe(1);
    expect(endOfPast(activity, 1, -9)).toBe(2);
    expect(endOfPast(activity, 1, 5)).toBe(3);
  });
});

describe('gone', () => {
  const window = { leadDays: 14, horizonDays: 30 };
  const goneAfter = (day: number): boolean =>
    isGone(
      gatherActivity(
        toColumns([
          { customer: 'a', day: 0 },
          { customer: 'a', day },
        ]),
      ),
      0,
      0,
      window,
    );

  test('means no event after the lead and up to the end of the horizon', () => {
    expect([1, 14, 45, 60].map(goneAfter)).toEqual([true, true, true, true]);
    expect([15, 30, 44].map(goneAfter)).toEqual([false, false, false]);
  });

  test('is settled when the horizon has passed', () => {
    expect(isSettled(-44, 0, window)).toBe(true);
    expect(isSettled(-43, 0, window)).toBe(false);
  });
});
