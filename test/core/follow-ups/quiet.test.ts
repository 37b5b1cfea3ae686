import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../../core/follow-ups/quiet.ts';
import { at, company, local } from '../../support/given.ts';

const ends = (from: number, until: number, when: string): string | undefined => {
  const over = quietUntil(company.zone, { fromHour: from, untilHour: until }, at(when));
  return over === undefined ? undefined : local(over);
};

describe('quiet hours', () => {
  test.each([
    [21, 9, '2025-03-03 20:59', undefined],
    [21, 9, '2025-03-03 21:00', '2025-03-04 09:00'],
    [21, 9, '2025-03-04 03:00', '2025-03-04 09:00'],
    [21, 9, '2025-03-04 09:00', undefined],
    [12, 14, '2025-03-04 12:30', '2025-03-04 14:00'],
    [12, 14, '2025-03-04 11:30', undefined],
    [22.5, 8, '2025-03-04 22:29', undefined],
    [22.5, 8, '2025-03-04 22:30', '2025-03-05 08:00'],
    [9, 9, '2025-03-04 10:00', undefined],
    [0, 24, '2025-03-04 10:00', '2025-03-05 00:00'],
  ])('from %d to %d: at %s they last until %s', (from, until, when, over) => {
    expect(ends(from, until, when)).toBe(over);
  });
});
