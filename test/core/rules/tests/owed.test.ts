import { describe, expect, test } from 'vitest';
import {
  asks,
  at,
  company,
  companyWith,
  complains,
  deaf,
  every,
  filesComplaint,
  given,
  nods,
  peerReplies,
  reacts,
  says,
  thanks,
  weNod,
  wePromise,
  weSay,
} from '../../../support/given.ts';
import { expectFirstAt, look } from '../look.ts';

describe('R3: a question unanswered for 15 minutes of business time', () => {
  test.each([
    ['in the morning', '2025-03-03 10:00', '2025-03-03 10:15'],
    ['before hours', '2025-03-03 07:30', '2025-03-03 09:15'],
    ['at closing time on a Friday', '2025-03-07 17:50', '2025-03-10 09:05'],
    ['at the weekend', '2025-03-08 10:00', '2025-03-10 09:15'],
    ['on the Saturday before a make-up Sunday', '2025-09-27 10:00', '2025-09-28 09:15'],
    ['in the National Day week', '2025-10-02 10:00', '2025-10-09 09:15'],
    ['in the last minutes before it', '2025-09-30 17:55', '2025-10-09 09:10'],
  ])('asked %s', (_name, asked, late) => {
    expectFirstAt('R3', [asks('where is it?', asked)], late);
  });

  test('time in which the bot was deaf does not count', () => {
    expectFirstAt(
      'R3',
      [asks('?', '2025-03-03 10:00')],
      '2025-03-06 10:10',
      deaf(['2025-03-03 10:05', '2025-03-06 10:00']),
    );
  });

  test('says how many wait, and shows each', () => {
    const questions = [
      asks('a', '2025-03-03 10:00'),
      asks('b', '2025-03-03 10:10'),
      asks('c', '2025-03-03 10:20'),
    ];
    expect(look('R3', questions, '2025-03-03 10:25')).toMatchObject({
      holds: true,
      numbers: { minutes: 15, questions: 2 },
      evidence: questions.slice(0, 2).map((each) => each.key),
    });
  });

  test('a question of two weeks ago is no longer urgent', () => {
    const question = asks('a', '2025-03-03 10:00');
    expect(look('R3', [question], at('2025-03-17 10:00') - 1).holds).toBe(true);
    expect(look('R3', [question], '2025-03-17 10:00').holds).toBe(false);
  });

  test.each([
    ['our reply', weSay('on Friday', '2025-03-03 10:30')],
    ['the answer of someone in the community', peerReplies('2025-03-03 10:30')],
    ['thanks', thanks('thanks', '2025-03-03 10:30')],
  ])('%s ends it', (_name, end) => {
    const known = given(asks('where is it?', '2025-03-03 10:00'), end);
    expect(known.by('2025-03-03 10:29').warnings).toEqual(['R3']);
    expect(known.by('2025-03-03 10:30').warnings).toEqual([]);
    expect(known.by('2025-03-03 10:30').times('cleared', 'R3')).toEqual(['2025-03-03 10:30']);
  });

  test.each([
    ['好的 from the customer', nods('2025-03-03 10:30')],
    ['an emoji from the customer', reacts('2025-03-03 10:30')],
    [
      'thanks with another question',
      says('thanks, and when?', '2025-03-03 10:30', { thanks: true, question: true }),
    ],
  ])('%s does not', (_name, more) => {
    expect(given(asks('where is it?', '2025-03-03 10:00'), more).by('2025-03-03 10:31').warnings).toEqual([
      'R3',
    ]);
  });

  test('a reply counts with its business minutes, late from 15 on', () => {
    const day1 = [asks('a', '2025-03-07 17:50'), weSay('b', '2025-03-10 09:04')];
    const day2 = [
      asks('c', '2025-03-11 10:00'),
      asks('d', '2025-03-11 10:20'),
      weSay('e', '2025-03-11 10:30'),
    ];
    expect(given(day1).by('2025-03-12').state.replies).toEqual({ count: 1, late: 0, businessMinutes: 14 });
    expect(given(day1, day2).by('2025-03-12').state.replies).toEqual({
      count: 2,
      late: 1,
      businessMinutes: 44,
    });
  });

  test('a company without the rule still has a limit for late replies', () => {
    const history = [asks('a', '2025-03-03 10:00'), weSay('b', '2025-03-03 10:20')];
    const { state } = given(history)
      .in(companyWith({ rules: [] }))
      .by('2025-03-04');
    expect(state.replies).toEqual({ count: 1, late: 1, businessMinutes: 20 });
  });

  test('questions that nobody answered long ago do not hide a new one', () => {
    const old = every(1, '2025-03-03 10:00', 12, (when) => asks('anybody?', when));
    const known = given(old, asks('and now?', '2025-06-03 10:00')).by('2025-06-03 10:15');
    expect(known.warnings).toContain('R3');
  });

  test('more questions never put the prompt off', () => {
    const impatient = Array.from({ length: 40 }, (_, i) =>
      asks(`${i}?`, at('2025-03-03 10:00') + i * 60_000),
    );
    expect(given(impatient).by('2025-03-03 10:30').times('warned', 'R3')).toEqual(['2025-03-03 10:15']);
  });
});

describe('R6: two complaints in 30 days', () => {
  const first = complains('broken', '2025-03-03 10:00');

  test('holds with the second', () => {
    const second = filesComplaint('2025-03-20 10:00');
    expect(given(first, second).by('2025-03-20 09:59').warnings).not.toContain('R6');
    const known = given(first, second).by('2025-03-20 10:00');
    expect(known.state.warnings['R6']).toEqual({
      since: second.at,
      numbers: { count: 2, days: 30 },
      evidence: [first.key, second.key],
    });
  });

  test('30 days apart are not within 30 days', () => {
    expect(given(first, filesComplaint('2025-04-02 10:00')).by('2025-04-03').times('warned', 'R6')).toEqual(
      [],
    );
    expect(
      given(first, filesComplaint('2025-04-02 09:59')).by('2025-04-03').times('warned', 'R6'),
    ).toHaveLength(1);
  });

  test('ends when the first of the last two is 30 days old', () => {
    const history = [first, filesComplaint('2025-03-05 10:00'), filesComplaint('2025-03-20 10:00')];
    expect(look('R6', history, '2025-03-20 10:00')).toMatchObject({
      holds: true,
      nextAt: at('2025-04-04 10:00'),
    });
    expect(look('R6', history, at('2025-04-04 10:00') - 1).holds).toBe(true);
    expect(look('R6', history, '2025-04-04 10:00')).toMatchObject({ holds: false });
  });
});

describe('R9: a complaint is open', () => {
  test('at once, until we really say something', () => {
    const complaint = complains('broken', '2025-03-08 22:00');
    const known = given(complaint, weNod('2025-03-08 22:01'), weSay('sorry!', '2025-03-08 22:05'));
    expect(known.by('2025-03-08 22:00').times('follow-up-opened', 'R9')).toEqual(['2025-03-08 22:00']);
    expect(known.by('2025-03-08 22:01').state.warnings['R9']?.evidence).toEqual([complaint.key]);
    expect(known.by('2025-03-08 22:05').times('follow-up-ended', 'R9 resolved')).toEqual([
      '2025-03-08 22:05',
    ]);
  });

  test('goes stale after 30 days', () => {
    const complaint = filesComplaint('2025-03-03 10:00');
    expect(look('R9', [complaint], '2025-03-03 10:00')).toMatchObject({ nextAt: at('2025-04-02 10:00') });
    expect(look('R9', [complaint], at('2025-04-02 10:00') - 1).holds).toBe(true);
    expect(look('R9', [complaint], '2025-04-02 10:00')).toEqual({
      holds: false,
      nextAt: Number.POSITIVE_INFINITY,
    });
  });
});

describe('P1: a promise is overdue', () => {
  test('from its due time on, for two weeks', () => {
    const promise = wePromise('quote tomorrow', '2025-03-03 10:00', '2025-03-04 18:00');
    const known = given(promise).by('2025-03-05 09:00');
    expect(known.times('warned', 'P1')).toEqual(['2025-03-05 09:00']);
    expect(known.state.warnings['P1']).toMatchObject({ numbers: { promises: 1 }, evidence: [promise.key] });
    expect(look('P1', [promise], at('2025-03-18 18:00') - 1, company, '2025-03-05 09:00').holds).toBe(true);
    expect(look('P1', [promise], '2025-03-18 18:00', company, '2025-03-05 09:00').holds).toBe(false);
    expect(given(promise).by('2025-03-19 09:00').times('cleared', 'P1')).toEqual(['2025-03-19 09:00']);
  });
});
