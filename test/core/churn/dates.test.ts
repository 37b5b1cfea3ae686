import { expect, test } from 'vitest';
import { datesApart, datesBefore, learningDates } from '../../../core/churn/dates.ts';

const window = { leadDays: 14, horizonDays: 90 };

test('the newest date to learn from is the last whose outcome is settled, the others lie a sixth of a horizon apart', () => {
  expect(learningDates(-200, window)).toEqual([-104, -119, -134, -149, -164, -179]);
  expect(learningDates(-5000, window)).toHaveLength(12);
  expect(learningDates(-110, window)).toEqual([]);
  expect(learningDates(0, window)).toEqual([]);
});

test('dates are at least a day apart', () => {
  expect(datesApart(1)).toBe(1);
  expect(datesApart(90)).toBe(15);
});

test('a date is checked with dates whose outcomes were known by then', () => {
  const dates = learningDates(-5000, window);
  expect(datesBefore(dates, 0, window)).toEqual({ gapDays: 104, earlier: [7, 8, 9, 10, 11] });
  expect(datesBefore(dates, 2, window)).toEqual({ gapDays: 104, earlier: [9, 10, 11] });
});

test('where history is too short for that, it is checked with the older half', () => {
  const dates = learningDates(-200, window);
  expect(datesBefore(dates, 0, window)).toEqual({ gapDays: 37, earlier: [3, 4, 5] });
  expect(datesBefore(dates, 5, window)).toEqual({ gapDays: 0, earlier: [] });
});
