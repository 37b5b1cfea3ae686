import { describe, expect, test } from 'vitest';
import { fold } from '../../../../core/customer/fold.ts';
import { initialState } from '../../../../core/customer/state.ts';
import {
  answersInWords,
  answersSurvey,
  at,
  company,
  day,
  orders,
  scores,
  weSay,
} from '../../../support/given.ts';
import { look } from '../look.ts';

describe('S1: a low answer to a survey', () => {
  test.each([
    ['nps', 6, true],
    ['nps', 7, false],
    ['csat', 2, true],
    ['csat', 3, false],
  ] as const)('%s %i', (scale, score, low) => {
    expect(look('S1', [scores(scale, score, '2025-03-03 10:00')], '2025-03-03 10:00').holds).toBe(low);
  });

  test('an answer without its scale is judged as one of CSAT', () => {
    expect(look('S1', [answersSurvey(25, '2025-03-03 10:00')], '2025-03-03 10:00').holds).toBe(true);
    expect(look('S1', [answersSurvey(50, '2025-03-03 10:00')], '2025-03-03 10:00').holds).toBe(false);
  });

  test('says how many and the lowest, shows each, and ceases after 14 days', () => {
    const first = scores('nps', 3, '2025-03-03 10:00');
    const second = scores('csat', 1, '2025-03-04 10:00');
    expect(look('S1', [first, second], '2025-03-04 10:00')).toMatchObject({
      holds: true,
      numbers: { answers: 2, satisfaction: 0, days: 14 },
      evidence: [first.key, second.key],
      nextAt: at('2025-03-03 10:00') + 14 * day,
    });
    expect(look('S1', [first], at('2025-03-17 10:00')).holds).toBe(false);
  });

  test('words alone are no score, and an answer that was changed counts no more', () => {
    expect(look('S1', [answersInWords('2025-03-03 10:00')], '2025-03-03 10:00').holds).toBe(false);
    const slip = scores('nps', 0, '2025-03-03 10:00');
    const meant = scores('nps', 10, '2025-03-03 10:01', slip);
    expect(look('S1', [slip, meant], '2025-03-03 10:02').holds).toBe(false);
  });

  test('opens a follow-up at once, which our answer ends until the next low answer', () => {
    const low = scores('nps', 3, '2025-03-03 10:00');
    const history = [orders(100, '2025-03-01 10:00'), low];
    const opened = fold(initialState(), history, company);
    expect(opened.state.followUps).toMatchObject([{ rule: 'S1', evidence: [low.key] }]);
    const answered = fold(opened.state, [weSay('sorry, we will fix it', '2025-03-03 11:00')], company);
    expect(answered.state.followUps).toEqual([]);
    const again = fold(answered.state, [scores('nps', 2, '2025-03-05 10:00')], company);
    expect(again.state.followUps).toMatchObject([{ rule: 'S1' }]);
  });
});
