import { expect, test } from 'vitest';
import { courseAt } from '../../../core/customer/course.ts';

const found = (at: number, health: number) => ({ at, health, sentiment: health / 100, churn: 0.5 });

test('each moment has what was found last by then, and nothing before anything was', () => {
  const course = courseAt([10, 20, 30, 40], [found(15, 60), found(20, 50), found(21, 40), found(99, 1)]);
  expect(course.map(({ at, health }) => [at, health])).toEqual([
    [10, null],
    [20, 50],
    [30, 40],
    [40, 40],
  ]);
  expect(course[1]).toEqual({ at: 20, health: 50, sentiment: 0.5, churn: 0.5 });
  expect(courseAt([10], [])).toEqual([{ at: 10, health: null, sentiment: null, churn: null }]);
});
