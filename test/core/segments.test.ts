import { expect, test } from 'vitest';
import { healthParts } from '../../core/customer/health-parts.ts';
import { segmentNamed, shippedBehaviour } from '../../core/policy.ts';
import { generalSegment, shippedSegments } from '../../core/segments.ts';

test('the shipped segments are told apart by id and by name', () => {
  expect(new Set(shippedSegments.map((each) => each.id)).size).toBe(shippedSegments.length);
  for (const language of ['zh', 'en'] as const) {
    expect(new Set(shippedSegments.map((each) => each.name[language])).size).toBe(shippedSegments.length);
  }
});

test('customers stay as long as their trade lets expect', () => {
  const monthsOf = (id: string) => segmentNamed(shippedBehaviour, id).lifetimeMonths;
  expect(monthsOf('fmcg')).toBeGreaterThanOrEqual(6);
  expect(monthsOf('fmcg')).toBeLessThanOrEqual(18);
  expect(monthsOf('b2b')).toBeGreaterThanOrEqual(36);
  expect(monthsOf('b2b')).toBeLessThanOrEqual(60);
});

test('weights are those of parts of health, from 0 to 1', () => {
  const keys = healthParts.map((each) => each.key);
  for (const { weights = {} } of shippedSegments) {
    expect(keys).toEqual(expect.arrayContaining(Object.keys(weights)));
    for (const weight of Object.values(weights)) {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThan(1);
    }
  }
});

test('a customer of no known segment is in the general one: the company’s, else the shipped', () => {
  expect(segmentNamed(shippedBehaviour, 'fmcg').id).toBe('fmcg');
  expect(segmentNamed(shippedBehaviour, 'nowhere')).toBe(generalSegment);
  const own = { ...generalSegment, gapDays: 3 };
  expect(segmentNamed({ segments: [own] }, 'nowhere')).toBe(own);
  expect(segmentNamed({ segments: [] }, 'nowhere')).toBe(generalSegment);
});
