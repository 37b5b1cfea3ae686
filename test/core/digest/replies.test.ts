import { expect, test } from 'vitest';
import { createCalendar } from '../../../core/calendar.ts';
import type { AskedQuestion } from '../../../core/digest/facts.ts';
import { replyTimes } from '../../../core/digest/replies.ts';
import { createZone } from '../../../core/zone.ts';
import { at } from '../../support/given.ts';

const calendar = createCalendar({ zone: createZone('Asia/Shanghai'), holidays: 'none' });
const asked = (
  customerId: number,
  askedAt: string,
  answeredAt: string | null,
  owner: string | null = 'Mia',
): AskedQuestion => ({
  customerId,
  owner,
  askedAt: at(askedAt),
  answeredAt: answeredAt === null ? null : at(answeredAt),
});
const times = (...questions: readonly AskedQuestion[]) =>
  replyTimes(questions, { calendar, limitMinutes: 15, at: at('2025-03-04 18:00') });

test('late is who waited longer than the limit in business time, answered or not', () => {
  expect(
    times(
      asked(1, '2025-03-04 10:00', '2025-03-04 10:15'),
      asked(2, '2025-03-04 10:00', '2025-03-04 10:16'),
      asked(3, '2025-03-04 17:50', null), // 10 minutes of business time so far
      asked(4, '2025-03-04 17:30', null),
      asked(5, '2025-03-03 23:00', '2025-03-04 09:05'), // asked at night
    ),
  ).toMatchObject({ questions: 5, late: 2, medianMinutes: 15, limitMinutes: 15 });
});

test('several questions before a reply are one, asked when the first was', () => {
  expect(
    times(
      asked(1, '2025-03-04 10:10', '2025-03-04 10:20'),
      asked(1, '2025-03-04 10:00', '2025-03-04 10:20'),
      asked(1, '2025-03-04 11:00', '2025-03-04 11:05'),
      asked(1, '2025-03-04 17:00', null),
      asked(1, '2025-03-04 17:40', null),
      asked(2, '2025-03-04 10:12', '2025-03-04 10:20'),
    ),
  ).toMatchObject({ questions: 4, late: 2, medianMinutes: 8 });
});

test('are counted by owner, who was late most often first, then who was asked most', () => {
  const { byOwner } = times(
    asked(1, '2025-03-04 10:00', '2025-03-04 10:05', 'Ann'),
    asked(2, '2025-03-04 10:00', '2025-03-04 12:00', null),
    asked(3, '2025-03-04 10:00', '2025-03-04 10:07', 'Ben'),
    asked(4, '2025-03-04 10:00', '2025-03-04 10:09', 'Ben'),
    asked(5, '2025-03-04 10:00', '2025-03-04 10:09', 'Abe'),
  );
  expect(byOwner.map(({ owner, questions, late }) => [owner, questions, late])).toEqual([
    [null, 1, 1],
    ['Ben', 2, 0],
    ['Abe', 1, 0],
    ['Ann', 1, 0],
  ]);
});

test('are none without questions', () => {
  expect(times()).toEqual({ questions: 0, late: 0, medianMinutes: null, limitMinutes: 15, byOwner: [] });
});
