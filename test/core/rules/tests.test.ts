import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoldContext } from '../../../core/customer/context.ts';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { initialState } from '../../../core/customer/state.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import { dayMs, runTest, type Verdict } from '../../../core/rules/tests.ts';
import {
  asks,
  at,
  company,
  complains,
  day,
  deaf,
  every,
  everyWorkday,
  filesComplaint,
  given,
  local,
  nods,
  orders,
  peerReplies,
  plainCompany,
  reacts,
  says,
  thanks,
  visits,
  type When,
  weNod,
  wePromise,
  weSay,
} from '../../support/given.ts';
import { anyHistory } from '../customer/any-history.ts';

const ruleOf = (id: string) => {
  const rule = shippedRules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
};

/** What a rule says at a time about the customer as of `known`, by default as of their last interaction. */
const look = (
  id: string,
  history: readonly Interaction[],
  when: When,
  context: FoldContext = company,
  known: When = Math.max(...history.map((each) => each.at)),
): Verdict => {
  const { state } = given(history).in(context).by(known);
  return runTest(state, at(when), ruleOf(id).test, context.calendar);
};

/** The rule begins to hold exactly at `when` and says so beforehand. */
const expectFirstAt = (
  id: string,
  history: readonly Interaction[],
  when: When,
  context: FoldContext = company,
): void => {
  const last = Math.max(...history.map((each) => each.at));
  const before = look(id, history, at(when) - 1, context, last);
  expect(before).toMatchObject({ holds: false, nextAt: at(when) });
  expect(look(id, history, when, context, last).holds).toBe(true);
};

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
      .in({ ...company, rules: [] })
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

describe('R7: silent for 30 days of the working calendar', () => {
  test('is 21 working days and 3/7 of the next', () => {
    // 21.43 working days after Monday the 3rd, 10:00: three sevenths of a day after April 1st, 10:00.
    const reached = Math.ceil(at('2025-04-01 10:00') + (3 / 7) * dayMs);
    expectFirstAt('R7', [says('hello', '2025-03-03 10:00')], reached);
    const known = given(says('hello', '2025-03-03 10:00')).by('2025-05-01');
    expect(known.times('warned', 'R7')).toEqual(['2025-04-02 09:00']);
  });

  test('shows the last thing that the customer did', () => {
    const last = visits('2025-03-03 10:00');
    const history = [says('hello', '2025-02-20 10:00'), last];
    expect(look('R7', history, '2025-04-02 10:00')).toMatchObject({
      numbers: { days: 30, silent: 30 },
      evidence: [last.key],
    });
  });

  test('what we say does not break the silence', () => {
    const history = [says('hello', '2025-03-03 10:00'), weSay('how are you?', '2025-03-31 10:00')];
    expect(given(history).by('2025-04-02 09:00').warnings).toContain('R7');
  });

  test('someone who never spoke is silent since we know them', () => {
    const first = weSay('welcome', '2025-03-03 10:00');
    expect(look('R7', [first], '2025-04-02 10:00')).toMatchObject({ holds: true, evidence: [] });
    expect(runTest(initialState(), at('2025-04-02'), ruleOf('R7').test, company.calendar)).toEqual({
      holds: false,
      nextAt: Number.POSITIVE_INFINITY,
    });
  });

  test('the National Day week and a three-day outage are no silence', () => {
    const history = [says('hello', '2025-09-26 10:00')];
    const plain = look('R7', history, '2025-10-22 10:00', plainCompany) as { nextAt: number };
    const cn = look('R7', history, '2025-10-22 10:00') as { nextAt: number };
    // Six working days fall to the holiday, two are made up (the 28th and October 11th).
    expect(company.calendar.workingDaysBetween(plain.nextAt, cn.nextAt)).toBeCloseTo(4, 6);
    const outage = deaf(['2025-10-14', '2025-10-17']);
    const later = look('R7', history, '2025-10-22 10:00', outage) as { nextAt: number };
    expect(company.calendar.workingDaysBetween(cn.nextAt, later.nextAt)).toBeCloseTo(3, 6);
  });

  test('any word of the customer ends it', () => {
    const known = given(says('hello', '2025-03-03 10:00'), nods('2025-05-06 10:00')).by('2025-05-06 10:00');
    expect(known.warnings).toEqual([]);
    expect(known.times('cleared', 'R7')).toEqual(['2025-05-06 10:00']);
  });
});

describe('R8: no reaction to us for 14 days', () => {
  const hello = says('hello', '2025-03-03 09:30');

  test('is ten working days', () => {
    expectFirstAt('R8', [hello, weSay('our offer', '2025-03-03 10:00')], '2025-03-17 10:00');
  });

  test('is longer over a holiday and an outage', () => {
    const history = [says('hello', '2025-09-26 09:30'), weSay('our offer', '2025-09-26 10:00')];
    // Working: 26, 28, 29, 30 September; 9, 10, 11, 13, 14, 15, 16 October.
    expectFirstAt('R8', history, '2025-10-16 10:00');
    expectFirstAt('R8', history, '2025-10-21 10:00', deaf(['2025-10-13', '2025-10-16']));
  });

  test.each([
    ['a reaction', reacts('2025-03-04 10:00')],
    ['a nod', nods('2025-03-04 10:00')],
    ['an order', orders(10, '2025-03-04 10:00')],
  ])('%s is one', (_name, reaction) => {
    const known = given(hello, weSay('our offer', '2025-03-03 10:00'), reaction).by('2025-03-18 10:00');
    expect(known.times('warned', 'R8')).toEqual([]);
  });

  test('politeness of ours and words to someone who never spoke wait for nothing', () => {
    expect(given(hello, weNod('2025-03-03 10:00')).by('2025-03-20').warnings).toEqual([]);
    expect(given(weSay('welcome', '2025-03-03 10:00')).by('2025-03-20').warnings).toEqual([]);
  });
});

describe('R5: no order for three months', () => {
  test.each([
    ['the same day of the month', '2025-01-15 10:00', '2025-04-15 10:00'],
    ['the end of a shorter month', '2024-11-30 12:00', '2025-03-01 00:00'],
    ['the last day where both have it', '2025-01-31 12:00', '2025-05-01 00:00'],
  ])('%s', (_name, ordered, due) => {
    expectFirstAt('R5', [orders(10, ordered)], due);
  });

  test('counts from the last order and shows it', () => {
    const last = orders(20, '2025-02-10 10:00');
    expect(look('R5', [orders(10, '2025-01-15 10:00'), last], '2025-05-10 10:00')).toMatchObject({
      numbers: { months: 3, days: 89 },
      evidence: [last.key],
    });
  });

  test('says nothing of someone who never ordered', () => {
    expect(given(says('hello', '2025-01-15 10:00')).by('2025-08-01').times('warned', 'R5')).toEqual([]);
  });

  test('an order ends it', () => {
    const known = given(orders(10, '2025-01-15 10:00'), orders(10, '2025-04-16 10:00')).by(
      '2025-04-16 10:00',
    );
    expect(known.times('warned', 'R5')).toEqual(['2025-04-15 10:00']);
    expect(known.times('cleared', 'R5')).toEqual(['2025-04-16 10:00']);
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

describe('R9b: an expected order did not come', () => {
  const dueOf = (history: readonly Interaction[], days: number) =>
    local(company.calendar.silenceReaches(history.at(-1)?.at ?? 0, days));

  test('after one and a half times the usual gap, on the working calendar', () => {
    const history = every(20, '2025-03-03 10:00', 4, (when) => orders(1, when));
    const verdict = look('R9b', history, '2025-06-01 10:00');
    expect(verdict).toMatchObject({ holds: false });
    expect(local(verdict.nextAt)).toBe(dueOf(history, 30));
    expect(look('R9b', history, verdict.nextAt, company, '2025-06-01 10:00').holds).toBe(true);
  });

  test('a week after the usual gap where gaps are short', () => {
    const history = every(10, '2025-03-03 10:00', 3, (when) => orders(1, when));
    const verdict = look('R9b', history, '2025-04-08 10:00');
    expect(local(verdict.nextAt)).toBe(dueOf(history, 17));
  });

  test('a public holiday is no missed order', () => {
    const weekly = every(7, '2025-08-07 10:00', 8, (when) => orders(1, when));
    expect(look('R9b', weekly, '2025-10-09 10:00').holds).toBe(false);
    expect(look('R9b', weekly, '2025-10-24 10:00').holds).toBe(true);
  });

  test('needs three days with orders', () => {
    const sameDay = [
      orders(1, '2025-03-03 10:00'),
      orders(2, '2025-03-03 11:00'),
      orders(3, '2025-03-13 10:00'),
    ];
    expect(look('R9b', sameDay, '2025-12-01').holds).toBe(false);
  });

  test('says the gap and how long it is now', () => {
    const history = every(20, '2025-03-03 10:00', 4, (when) => orders(1, when));
    expect(look('R9b', history, '2025-06-11 10:00')).toMatchObject({
      numbers: { gap: 20, days: 40 },
      evidence: [history.at(-1)?.key],
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

describe('R1: talking 20 % less than the own mean, three months in a row', () => {
  const hello = (when: number): Interaction => says('hello', when);
  const daily = everyWorkday('2024-09-02 10:00', '2025-03-01', hello);
  const half = (from: string, until: string): readonly Interaction[] =>
    everyWorkday(from, until, hello).filter((_, index) => index % 2 === 0);

  test('holds from the first moment of the fourth month', () => {
    const history = [...daily, ...half('2025-03-03 10:00', '2025-06-01')];
    const known = given(history).by('2025-07-01');
    expect(known.times('warned', 'R1')).toEqual(['2025-06-03 09:00']);
    expect(look('R1', history, at('2025-06-01') - 1).holds).toBe(false);
    expect(look('R1', history, '2025-06-01')).toMatchObject({
      holds: true,
      nextAt: at('2025-07-01'),
      numbers: { months: 3, mean: 21 },
    });
  });

  test('two weak months are not three', () => {
    const history = [
      ...daily,
      ...everyWorkday('2025-03-03 10:00', '2025-04-01', hello),
      ...half('2025-04-01 10:00', '2025-06-01'),
    ];
    expect(given(history).by('2025-06-30').times('warned', 'R1')).toEqual([]);
  });

  test('needs three full months before', () => {
    const history = [
      ...everyWorkday('2024-12-02 10:00', '2025-03-01', hello),
      ...half('2025-03-03 10:00', '2025-06-01'),
    ];
    expect(given(history).by('2025-06-30').times('warned', 'R1')).toEqual([]);
  });

  test('a month with the usual again ends it', () => {
    const history = [
      ...daily,
      ...half('2025-03-03 10:00', '2025-06-01'),
      ...everyWorkday('2025-06-03 10:00', '2025-07-01', hello),
    ];
    expect(given(history).by('2025-07-02').times('cleared', 'R1')).toEqual(['2025-07-01 09:00']);
  });

  test('the months of the long holidays are measured by their working days', () => {
    const history = everyWorkday('2025-02-05 10:00', '2026-03-01', hello);
    expect(given(history).by('2026-03-02').times('warned', 'R1')).toEqual([]);
  });

  test('months in which the bot could hardly hear say nothing', () => {
    const context = deaf(['2025-03-01', '2025-06-01']);
    const heard = [...daily, ...everyWorkday('2025-06-03 10:00', '2025-06-10', hello)];
    expect(given(heard).in(context).by('2025-06-10').times('warned', 'R1')).toEqual([]);
  });

  test('says nothing of someone who hardly ever talks', () => {
    const history = [...every(70, '2024-01-02 10:00', 5, hello)];
    expect(look('R1', history, '2025-03-03')).toMatchObject({ holds: false });
    expect(runTest(initialState(), at('2025-03-03'), ruleOf('R1').test, company.calendar).holds).toBe(false);
  });

  test('does not forget the oldest month it counts when the present one begins', () => {
    // Fifteen months of ten days and three of 7.8: more than 20 % below the mean, as long as no month is lost.
    const context = plainCompany;
    const month = (year: number, m: number, share: number): readonly Interaction[] => {
      const first = Date.UTC(year, m, 1, 2);
      const days = everyWorkday(
        local(first),
        local(Date.UTC(year, m + 1, 1) - 8 * 60 * 60 * 1000),
        hello,
        context,
      );
      return days.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
    };
    const history = Array.from({ length: 19 }, (_, index) =>
      month(2023, 8 + index, index < 16 ? 0.5 : 0.39),
    ).flat();
    const quiet = given(history).in(context).by('2025-04-01 09:00');
    const spoke = given(history, says('hello', '2025-04-02 10:00')).in(context).by('2025-04-02 10:00');
    expect(quiet.warnings).toContain('R1');
    expect(spoke.warnings).toContain('R1');
  });
});

describe('holidays and outages', () => {
  const regular = (from: string, until: string): readonly Interaction[] =>
    everyWorkday(from, until, (when) => says('daily word', when)).flatMap((word) => [
      word,
      asks('a question', word.at + 60_000),
      weSay('an answer', word.at + 5 * 60_000),
    ]);

  test('the National Day week of 2025 raises no alert for anybody who was there before and after', () => {
    const history = [
      ...regular('2025-06-02 10:00', '2025-10-01'),
      asks('last question', '2025-09-30 17:58'),
      ...regular('2025-10-09 09:05', '2025-10-18'),
    ];
    expect(given(history).by('2025-10-18').times('warned')).toEqual([]);
  });

  test('silence, waiting and hours over the holiday alone raise nothing', () => {
    const history = [says('hello', '2025-09-26 10:00'), weSay('our offer', '2025-09-26 10:05')];
    // 14 and more days on a plain calendar, eight of them holiday.
    expect(given(history).by('2025-10-13 23:59').times('warned')).toEqual([]);
  });

  test('a three-day outage raises no alert', () => {
    const heard = regular('2025-03-03 10:00', '2025-05-13');
    const after = regular('2025-05-16 10:00', '2025-05-31');
    const asked = asks('just before', '2025-05-12 17:50');
    const replied = weSay('just after', '2025-05-16 09:04');
    const context = deaf(['2025-05-13', '2025-05-16']);
    const known = given(heard, asked, replied, after).in(context).by('2025-05-31');
    expect(known.times('warned')).toEqual([]);
    expect(given(heard, asked, replied, after).by('2025-05-31').times('warned')).toEqual([
      '2025-05-13 09:05',
    ]);
  });
});

test('no rule changes its mind before the time it named', () => {
  fc.assert(
    fc.property(anyHistory({ most: 15 }), fc.double({ min: 0, max: 1, noNaN: true }), (history, share) => {
      const until = Math.max(...history.map((each) => each.at));
      const { state } = given(history).by(until);
      for (const { test } of shippedRules) {
        const now = runTest(state, until, test, company.calendar);
        expect(now.nextAt).toBeGreaterThan(until);
        const horizon = Math.min(now.nextAt - 1, until + 400 * day);
        const then = Math.floor(until + share * (horizon - until));
        expect(runTest(state, then, test, company.calendar).holds).toBe(now.holds);
        if (now.holds && now.evidence.length > 0) {
          expect(history.map((each) => each.key)).toEqual(expect.arrayContaining([...now.evidence]));
        }
      }
    }),
    { numRuns: 100 },
  );
});
