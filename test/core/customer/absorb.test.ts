import { describe, expect, test } from 'vitest';
import {
  answersMailing,
  answersSurvey,
  asks,
  at,
  attends,
  calls,
  company,
  edits,
  fact,
  getsBack,
  given,
  orders,
  recalls,
  redeems,
  refers,
  says,
  signsUp,
  uses,
  visits,
  weCall,
  weIssueCoupon,
  weMail,
  weNod,
  weSay,
} from '../../support/given.ts';

const march = company.calendar.monthOf(at('2025-03-03'));

describe('the sums of a month', () => {
  test('count what happened in it, months without anything left out', () => {
    const { months } = given(
      asks('how?', '2025-03-03 10:00'),
      weSay('so', '2025-03-03 10:05'),
      orders(100, '2025-03-03 11:00'),
      orders(50, '2025-03-03 12:00'),
      getsBack(30, '2025-03-04 10:00'),
      uses('2025-03-05 10:00', 4),
      uses('2025-03-05 11:00'),
      visits('2025-03-06 10:00'),
      answersSurvey(80, '2025-03-07 10:00'),
      weCall('2025-03-10 10:00', 3),
      calls('2025-03-10 11:00', 3),
      weMail('2025-03-11 10:00'),
      weMail('2025-03-12 10:00'),
      answersMailing('2025-03-12 11:00'),
      refers('2025-03-13 10:00'),
      says('hello', '2025-05-05 10:00'),
    ).by('2025-05-06').state;
    expect(months).toEqual([
      {
        month: march,
        days: 7,
        ours: 2,
        questions: 1,
        uses: 5,
        services: 5,
        orderDays: 1,
        amount: 120,
        campaignsSent: 2,
        campaignsOpened: 1,
        referrals: 1,
      },
      expect.objectContaining({ month: march + 2, days: 1, amount: 0 }),
    ]);
  });

  test('belong to the month of the place, not of Greenwich', () => {
    const { months } = given(says('hello', '2025-04-01 00:30')).by('2025-04-02').state;
    expect(months.map((each) => each.month)).toEqual([march + 1]);
  });
});

describe('what counts as activity of theirs', () => {
  test.each([
    ['using a coupon', redeems('2025-03-04 10:00')],
    ['bringing another customer', refers('2025-03-04 10:00')],
    ['using the product', uses('2025-03-04 10:00')],
    ['answering a survey', answersSurvey(50, '2025-03-04 10:00')],
    ['signing up for an event', signsUp('2025-03-04 10:00')],
    ['coming to an event', attends('2025-03-04 10:00')],
    ['answering a mailing', answersMailing('2025-03-04 10:00')],
    ['a call of theirs', calls('2025-03-04 10:00')],
    [
      'a reaction, from where they are',
      fact('reaction', '👍', '2025-03-04 10:00', 'in', { emoji: '👍', target: 'x', place: 'room|person' }),
    ],
  ])('%s does', (_name, doing) => {
    expect(given(doing).by('2025-03-05').state.lastIn).toEqual({ at: doing.at, key: doing.key });
  });

  test.each([
    ['a call of ours', weCall('2025-03-04 10:00', 3)],
    ['a mailing', weMail('2025-03-04 10:00')],
    ['a coupon that we hand out', weIssueCoupon('2025-03-04 10:00')],
    ['a word of ours', weSay('hello', '2025-03-04 10:00')],
  ])('%s does not', (_name, doing) => {
    expect(given(doing).by('2025-03-05').state).toMatchObject({ lastIn: null, activeDays: 0 });
  });
});

describe('a call of ours', () => {
  test('answers the questions that wait, as late as it is', () => {
    const { state } = given(asks('where?', '2025-03-03 10:00'), weCall('2025-03-03 10:40', 2)).by(
      '2025-03-04',
    );
    expect(state.openQuestions).toEqual([]);
    expect(state.replies).toEqual({ count: 1, late: 1, businessMinutes: 40 });
  });

  test('makes a lead of whom we call', () => {
    const call = weCall('2025-03-03 10:00', 0);
    expect(given(call).by('2025-03-04').state).toMatchObject({
      leadSince: { key: call.key },
      lastOut: { key: call.key },
      touched: null,
      said: null,
    });
  });
});

describe('the first exchange', () => {
  test('is remembered with what made it one', () => {
    const answer = weSay('hello!', '2025-03-04 10:00');
    const first = given(says('hello', '2025-03-03 10:00'), answer, says('fine', '2025-03-05 10:00'));
    expect(first.by('2025-03-06').state.touched).toEqual({ at: answer.at, key: answer.key });
    const nod = given(says('hello', '2025-03-03 10:00'), weNod('2025-03-04 10:00'));
    expect(nod.by('2025-03-04 11:00').state.touched).toBeNull();
  });

  test('needs a word that was not taken back', () => {
    const word = says('hello', '2025-03-03 10:00');
    const known = given(word, recalls(word, '2025-03-03 10:01'), weSay('yes?', '2025-03-03 10:02'));
    expect(known.by('2025-03-04').state).toMatchObject({ said: null, touched: null });
  });
});

test('a message that becomes a reason for leaving by an edit counts as one', () => {
  const message = says('hm', '2025-03-03 10:00');
  const known = given(message, edits(message, '2025-03-03 11:00', { reason: 'price' })).by('2025-03-04');
  expect(known.state.reasons).toEqual([{ at: message.at, key: message.key, reason: 'price' }]);
});
