import { expect, test } from 'vitest';
import { cohortsOf } from '../../../core/digest/cohorts.ts';
import { trendFrom } from '../../../core/digest/trend.ts';

test('who was at risk is counted back from now by what moved since', () => {
  const steps = [
    { slot: 0, change: 40, lost: 9 }, // before the first moment
    { slot: 1, change: 3, lost: 1 },
    { slot: 3, change: -5, lost: 2 }, // after the last
  ];
  expect(trendFrom([100, 200, 300], steps, 10)).toEqual([
    { at: 200, atRisk: 15, lost: 1 },
    { at: 300, atRisk: 15, lost: 0 },
  ]);
});

test('a cohort is followed month by month up to the last, also through months in which nobody came', () => {
  const counts = [
    { cohort: 10, month: 10, customers: 4 },
    { cohort: 10, month: 12, customers: 1 },
    { cohort: 12, month: 12, customers: 2 },
    { cohort: 9, month: 10, customers: 5 },
  ];
  expect(cohortsOf(counts, 10, 13)).toEqual([
    { month: 10, size: 4, active: [1, 0, 0.25, 0] },
    { month: 12, size: 2, active: [1, 0] },
  ]);
});
