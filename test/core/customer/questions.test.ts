import { describe, expect, test } from 'vitest';
import {
  asks,
  at,
  company,
  companyWith,
  fact,
  given,
  says,
  thanks,
  weCall,
  weNod,
  weSay,
} from '../../support/given.ts';

const question = asks('how much?', '2025-03-03 10:00');
const more = asks('and when?', '2025-03-03 10:05');
const ended = (known: ReturnType<ReturnType<typeof given>['by']>) =>
  known.changes.flatMap((each) =>
    each.type === 'question-ended' ? [`${each.key} ${each.how} ${each.minutes}/${each.limitMinutes}`] : [],
  );

describe('a question', () => {
  test('is one, however many messages ask it, and waits in business hours', () => {
    const answer = weSay('42', '2025-03-03 10:30');
    const known = given(question, more, answer).by('2025-03-03 10:30');
    expect(known.changes.filter((each) => each.type === 'asked')).toEqual([
      { type: 'asked', at: question.at, key: question.key, tier: null },
    ]);
    expect(ended(known)).toEqual([`${question.key} answered 30/15`]);
    expect(known.changes.find((each) => each.type === 'question-ended')).toMatchObject({ by: answer.key });
    const overnight = given(asks('?', '2025-03-03 17:55'), weSay('!', '2025-03-04 09:05'));
    expect(ended(overnight.by('2025-03-04 09:05'))[0]).toMatch(/answered 10\/15$/);
  });

  test('is none where somebody is polite', () => {
    const known = given(says('hello', '2025-03-03 10:00'), thanks('thanks', '2025-03-03 10:01')).by(
      '2025-03-03 10:01',
    );
    expect(known.times('asked')).toEqual([]);
  });

  test('is answered by a call and by a nod, not by our thanks', () => {
    expect(ended(given(question, weCall('2025-03-03 10:10', 3)).by('2025-03-03 10:10'))[0]).toMatch(
      /answered/,
    );
    expect(ended(given(question, weNod('2025-03-03 10:10')).by('2025-03-03 10:10'))[0]).toMatch(/answered/);
    const polite = weSay('thank you', '2025-03-03 10:10', { pleasantry: true, thanks: true });
    expect(ended(given(question, polite).by('2025-03-03 10:10'))).toEqual([]);
  });

  test('ends by a peer, by thanks, by hand', () => {
    const peer = fact('peer-reply', '', '2025-03-03 10:10', 'none', {});
    const hand = fact('questions-settled', '', '2025-03-03 10:10', 'none', { by: 'Mia' });
    expect(ended(given(question, peer).by('2025-03-03 10:10'))).toEqual([`${question.key} peer 10/15`]);
    expect(ended(given(question, hand).by('2025-03-03 10:10'))).toEqual([`${question.key} settled 10/15`]);
    expect(ended(given(question, thanks('thanks', '2025-03-03 10:10')).by('2025-03-03 10:10'))).toEqual([
      `${question.key} thanked 10/15`,
    ]);
  });

  test('that is older than 14 days makes room for the next', () => {
    const next = asks('again?', '2025-03-20 10:00');
    const known = given(question, next).by('2025-03-20 10:00');
    expect(ended(known)[0]).toMatch(new RegExp(`^${question.key.replace(/[?]/g, '\\?')} stale`));
    expect(known.times('asked')).toEqual(['2025-03-03 10:00', '2025-03-20 10:00']);
  });

  test('has the limit of its tier', () => {
    const rules = company.rules.map((rule) =>
      rule.test.kind === 'unanswered' ? { ...rule, test: { ...rule.test, minutesA: 5, minutesC: 60 } } : rule,
    );
    const book = companyWith({ rules }).book;
    expect([book.answerMinutes('A'), book.answerMinutes('B'), book.answerMinutes('C')]).toEqual([5, 15, 60]);
    expect(book.answerMinutes(null)).toBe(15);
    expect(company.book.answerMinutes('A')).toBe(15);
    expect(company.book.answerMinutes('C')).toBe(15);
    expect(at('2025-03-03 10:00')).toBe(question.at);
  });
});
