import { describe, expect, test } from 'vitest';
import { type GradedMove, gradeWarnings, leadDays, outcomeDays } from '../../../core/digest/grade.ts';
import type { StageKey } from '../../../core/stages/stage.ts';
import { day } from '../../support/given.ts';

const now = 1000 * day;
const move = (customerId: number, daysAgo: number, to: StageKey, rule = 'left'): GradedMove => ({
  customerId,
  at: now - daysAgo * day,
  to,
  rule,
});
const inOrder = (...moves: readonly GradedMove[]): readonly GradedMove[] =>
  [...moves].sort((a, b) => a.at - b.at);
const grade = (...moves: readonly GradedMove[]) => gradeWarnings(inOrder(...moves), now);

describe('losses in the last 90 days', () => {
  test('after a long silence are counted apart: they are always warned of', () => {
    expect(
      grade(move(1, 100, 'dormant'), move(1, 10, 'churned', 'R24'), move(2, 5, 'churned')),
    ).toMatchObject({ lost: 2, bySilence: 1, foreseen: 0, medianLeadDays: 90 });
  });

  test('were foreseen when the warning came 14 days before or earlier', () => {
    expect(leadDays).toBe(14);
    expect(
      grade(
        move(1, 80, 'dormant'),
        move(1, 20, 'churned'), // 60 days of lead
        move(2, 24, 'declining'),
        move(2, 10, 'churned'), // 14
        move(3, 23, 'declining'),
        move(3, 10, 'churned'), // 13
        move(4, 5, 'churned'), // none
        move(5, 300, 'dormant'),
        move(5, 90, 'churned'), // lost just before the window
        move(6, 300, 'dormant'),
        move(6, 89, 'churned'), // 211
      ),
    ).toMatchObject({ days: 90, lost: 5, foreseen: 3, medianLeadDays: 60 });
  });

  test('count the lead from the first warning of an unbroken run', () => {
    expect(
      grade(move(1, 60, 'dormant'), move(1, 40, 'declining'), move(1, 10, 'churned')).medianLeadDays,
    ).toBe(50);
    expect(
      grade(move(1, 60, 'dormant'), move(1, 50, 'growing'), move(1, 30, 'declining'), move(1, 10, 'churned')),
    ).toMatchObject({ foreseen: 1, medianLeadDays: 20 });
  });

  test('by someone who came back and left again are two', () => {
    expect(
      grade(move(1, 80, 'churned'), move(1, 60, 'won_back'), move(1, 40, 'dormant'), move(1, 20, 'churned')),
    ).toMatchObject({ lost: 2, foreseen: 1, medianLeadDays: 20 });
  });
});

describe('warnings whose time has passed', () => {
  test('were right when the customer was lost since', () => {
    expect(outcomeDays).toBe(120);
    expect(
      grade(
        move(1, 150, 'dormant'),
        move(1, 100, 'churned'),
        move(2, 150, 'declining'),
        move(2, 140, 'growing'),
        move(3, 150, 'dormant'),
        move(4, 209, 'dormant'),
        move(4, 150, 'declining'),
        move(4, 130, 'churned'),
        move(5, 119, 'dormant'), // too fresh to judge
        move(5, 10, 'churned'),
        move(6, 210, 'dormant'), // before the window
        move(7, 200, 'churned'), // lost before the warning
        move(7, 190, 'won_back'),
        move(7, 130, 'dormant'),
      ),
    ).toMatchObject({ warned: 5, warnedLost: 2 });
  });

  test('at the edges of the window', () => {
    expect(grade(move(1, 120, 'dormant'))).toMatchObject({ warned: 1, warnedLost: 0 });
    expect(grade(move(1, 209, 'dormant'))).toMatchObject({ warned: 1 });
  });
});

test('what happens after the time is not known yet', () => {
  const moves = inOrder(move(1, 30, 'dormant'), move(1, -1, 'churned'));
  expect(gradeWarnings(moves, now)).toMatchObject({ lost: 0 });
  expect(gradeWarnings(moves, now + 2 * day)).toMatchObject({ lost: 1, foreseen: 1, medianLeadDays: 31 });
});

test('another window can be asked for', () => {
  const moves = inOrder(move(1, 60, 'dormant'), move(1, 40, 'churned'));
  expect(gradeWarnings(moves, now, 30)).toMatchObject({ days: 30, lost: 0 });
  expect(gradeWarnings(moves, now, 41)).toMatchObject({ days: 41, lost: 1 });
});

test('nothing to grade is no grade', () => {
  expect(gradeWarnings([], now)).toEqual({
    days: 90,
    lost: 0,
    bySilence: 0,
    foreseen: 0,
    medianLeadDays: null,
    warned: 0,
    warnedLost: 0,
  });
});
