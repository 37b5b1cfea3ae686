import { describe, expect, test } from 'vitest';
import { nextLadderStep } from '../../../core/follow-ups/ladder.ts';
import { shippedFollowUps } from '../../../core/follow-ups/numbers.ts';
import { at, company, local } from '../../support/given.ts';

const { ladder } = shippedFollowUps;
const stepAfter = (when: string, taken: number, tier: 'A' | 'B' | 'C' | null = null) => {
  const next = nextLadderStep(company.calendar, ladder, { tier, since: at(when), taken });
  return next && `${next.step} ${local(next.at)}`;
};

describe('the ladder of a follow-up', () => {
  test.each([
    [null, 0, 'remind 2025-03-06 10:00'],
    [null, 1, 'lead 2025-03-10 10:00'],
    [null, 2, 'manager 2025-03-12 10:00'],
    ['A', 0, 'remind 2025-03-05 10:00'],
    ['A', 2, 'manager 2025-03-10 10:00'],
    ['C', 0, 'remind 2025-03-10 10:00'],
    ['C', 2, 'manager 2025-03-19 10:00'],
  ] as const)('of tier %s after %i steps, told on Monday: %s', (tier, taken, step) => {
    expect(stepAfter('2025-03-03 10:00', taken, tier)).toBe(step);
  });

  test('ends with the manager', () => {
    expect(stepAfter('2025-03-03 10:00', 3)).toBeUndefined();
  });

  test('waits over the national holiday, and for business hours', () => {
    expect(stepAfter('2025-09-30 10:00', 0)).toBe('remind 2025-10-11 10:00');
    expect(stepAfter('2025-03-03 20:00', 0)).toBe('remind 2025-03-07 09:00');
  });
});
