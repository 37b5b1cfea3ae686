import { describe, expect, test } from 'vitest';
import { bonusOf, earnedBy, type Programme, shippedProgramme } from '../../../core/community/points.ts';
import {
  answersSurvey,
  at,
  attends,
  getsBack,
  orders,
  refers,
  says,
  scores,
  signsUp,
} from '../../support/given.ts';

const programme: Programme = { ...shippedProgramme, since: at('2025-03-01') };
const when = '2025-03-03 10:00';

describe('the shipped programme', () => {
  test.each([
    ['an order earns by its amount, whole points only', orders(258, when), [{ rule: 'order', points: 25 }]],
    ['an order too small earns nothing', orders(9.99, when), []],
    ['an order of no sensible amount earns nothing', orders(Number.POSITIVE_INFINITY, when), []],
    ['money back takes points back', getsBack(100, when), [{ rule: 'order', points: -10 }]],
    ['coming to an event', attends(when), [{ rule: 'event', points: 20 }]],
    ['signing up alone', signsUp(when), []],
    ['bringing another customer', refers(when), [{ rule: 'referral', points: 100 }]],
    ['answering a survey', answersSurvey(50, when), [{ rule: 'survey', points: 5 }]],
    ['changing the answer', scores('nps', 3, when, scores('nps', 9, when)), []],
    ['talking', says('hello', when), []],
    ['what was before it began', orders(258, '2025-02-28 10:00'), []],
  ])('%s', (_name, interaction, earned) => {
    expect(earnedBy(interaction, programme)).toEqual(earned);
  });

  test('is off until somebody turns it on', () => {
    expect(shippedProgramme.since).toBeNull();
    expect(earnedBy(orders(258, when), shippedProgramme)).toEqual([]);
  });
});

test.each([
  [100, 1, 0],
  [100, 2, 100],
  [25, 1.5, 12],
  [-25, 1.5, -12],
])('%i points ×%f are %i more', (points, times, more) => {
  expect(bonusOf(points, times)).toBe(more);
});
