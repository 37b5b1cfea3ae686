import { describe, expect, test } from 'vitest';
import { askedBy, playbookAsking } from '../../../core/customer/asked-by.ts';
import {
  asks,
  at,
  calls,
  company,
  companyWith,
  complains,
  done,
  fact,
  given,
  hasReceived,
  keeps,
  local,
  removesContact,
  says,
  snoozes,
  visits,
  weCall,
  weDeliver,
  weNod,
  wePromise,
  weSay,
  wrong,
} from '../../support/given.ts';

describe('a follow-up', () => {
  const question = asks('where is it?', '2025-03-03 10:00');
  const waiting = given(question);
  const followUp = waiting.by('2025-03-03 10:15').followUp('R3');

  test('opens with its reason, numbers, evidence and due time', () => {
    expect(followUp).toEqual({
      key: `R3:${question.key}`,
      rule: 'R3',
      since: at('2025-03-03 10:15'),
      numbers: { minutes: 15, questions: 1 },
      evidence: [question.key],
      dueAt: at('2025-03-03 11:15'),
    });
  });

  test.each([
    ['2025-03-07 17:30', '2025-03-07 17:45', '2025-03-10 09:45'],
    ['2025-09-30 17:00', '2025-09-30 17:15', '2025-10-09 09:15'],
  ])('is due in business hours: asked %s, opened %s, due %s', (asked, opened, due) => {
    const known = given(asks('?', asked)).by(opened);
    expect(local(known.followUp('R3').dueAt)).toBe(due);
  });

  test('is one for each reason, however much more comes', () => {
    const more = waiting.and(asks('hello?', '2025-03-03 10:30'), asks('anybody?', '2025-03-03 11:00'));
    expect(more.by('2025-03-03 12:00').times('follow-up-opened', 'R3')).toEqual(['2025-03-03 10:15']);
    expect(more.by('2025-03-03 12:00').open).toEqual(['R3']);
    expect(more.by('2025-03-03 12:00').state.warnings['R3']).toMatchObject({ since: at('2025-03-03 10:15') });
  });

  test('stands beside those of other reasons', () => {
    expect(waiting.and(complains('hello?!', '2025-03-03 10:30')).by('2025-03-03 10:30').open).toEqual([
      'R3',
      'R9',
    ]);
  });

  test('closes by our real reply', () => {
    const known = waiting.and(weSay('on Friday', '2025-03-03 10:20')).by('2025-03-03 10:20');
    expect(known.open).toEqual([]);
    expect(known.times('follow-up-ended', 'R3 resolved')).toEqual(['2025-03-03 10:20']);
  });

  test.each([
    ['our call', weCall('2025-03-03 10:20', 5)],
    ['a call whose length nobody noted', weCall('2025-03-03 10:20')],
    ['their call', calls('2025-03-03 10:20', 5)],
  ])('closes by %s, and so does the complaint', (_name, call) => {
    expect(waiting.and(call).by('2025-03-03 10:20').open).toEqual([]);
    const complaint = given(complains('broken', '2025-03-03 10:00'), call).by('2025-03-03 10:20');
    expect(complaint.open).toEqual([]);
  });

  test('does not close by a call that nobody took', () => {
    expect(waiting.and(weCall('2025-03-03 10:20', 0)).by('2025-03-03 10:20').open).toEqual(['R3']);
    expect(waiting.and(calls('2025-03-03 10:20', 0)).by('2025-03-03 10:20').open).toEqual(['R3']);
  });

  test('that asks us to get in touch ends with our word, as replied', () => {
    const silent = given(says('hello', '2025-03-03 10:00'));
    for (const word of [weSay('how are you?', '2025-04-02 10:00'), weCall('2025-04-02 10:00', 3)]) {
      const known = silent.and(word).by('2025-04-02 10:00');
      expect(known.times('follow-up-ended', 'R7 replied')).toEqual(['2025-04-02 10:00']);
      expect(known.warnings).toContain('R7');
    }
  });

  test('about a complaint does not close by politeness', () => {
    const complaint = given(complains('broken', '2025-03-03 10:00'));
    expect(complaint.and(weNod('2025-03-03 10:05')).by('2025-03-03 10:05').open).toEqual(['R9']);
    expect(complaint.and(weSay('sorry', '2025-03-03 10:05')).by('2025-03-03 10:05').open).toEqual([]);
  });

  test('ends when the customer is lost', () => {
    const known = waiting.and(removesContact('2025-03-03 10:30')).by('2025-03-03 10:30');
    expect(known.open).toEqual([]);
    expect(known.times('follow-up-ended', 'R3 churned')).toEqual(['2025-03-03 10:30']);
  });

  test('about a complaint is kept even for a lost customer', () => {
    const known = given(complains('broken', '2025-03-03 10:00'), removesContact('2025-03-03 10:30'));
    expect(known.by('2025-03-03 10:30').open).toEqual(['R9']);
  });

  test.each([
    ['done', done],
    ['wrong', wrong],
  ])('that is %s does not come back for the same reason', (how, close) => {
    const closed = waiting.and(close(followUp, '2025-03-03 10:20'));
    const known = closed.by('2025-03-04 10:00');
    expect(known.open).toEqual([]);
    expect(known.warnings).toEqual(['R3']);
    expect(known.times('follow-up-ended', `R3 ${how}`)).toEqual(['2025-03-03 10:20']);
    expect(known.times('follow-up-opened', 'R3')).toHaveLength(1);
  });

  test('comes back for a new reason, once the old one was over', () => {
    const again = waiting.and(
      done(followUp, '2025-03-03 10:20'),
      weSay('on Friday', '2025-03-03 11:00'),
      asks('which Friday?', '2025-03-03 11:30'),
    );
    expect(again.by('2025-03-03 11:44').open).toEqual([]);
    expect(again.by('2025-03-03 11:45').times('follow-up-opened', 'R3')).toEqual([
      '2025-03-03 10:15',
      '2025-03-03 11:45',
    ]);
    expect(again.by('2025-03-03 11:00').state.dismissed).toEqual({});
  });

  test('sleeps until its time and is then awake', () => {
    const slept = waiting.and(snoozes(followUp, '2025-03-03 10:20', '2025-03-04 14:00'));
    const known = slept.by('2025-03-03 10:20');
    expect(known.followUp('R3').snoozedUntil).toBe(at('2025-03-04 14:00'));
    expect(known.changes).toContainEqual({
      type: 'follow-up-snoozed',
      at: at('2025-03-03 10:20'),
      key: followUp.key,
      untilAt: at('2025-03-04 14:00'),
    });
    expect(known.state.nextCheckAt).toBe(at('2025-03-04 14:00'));
    expect(slept.by('2025-03-04 13:59').followUp('R3').snoozedUntil).toBeDefined();
    expect(slept.by('2025-03-04 14:00').followUp('R3')).toEqual(followUp);
  });

  test('asleep still closes by a reply', () => {
    const slept = waiting.and(
      snoozes(followUp, '2025-03-03 10:20', '2025-03-04 14:00'),
      weSay('on Friday', '2025-03-03 11:00'),
    );
    expect(slept.by('2025-03-03 11:00').open).toEqual([]);
  });

  test('that nobody knows is closed by nobody', () => {
    const stranger = { key: 'R3:0' };
    const known = waiting.and(
      done(stranger, '2025-03-03 10:20'),
      snoozes(stranger, '2025-03-03 10:21', '2025-03-05'),
    );
    expect(known.by('2025-03-03 10:30').open).toEqual(['R3']);
    expect(known.by('2025-03-03 10:30').followUp('R3')).toEqual(followUp);
  });

  test('is only opened by rules that have one', () => {
    const rules = company.rules.map(({ followUp: _followUp, ...rule }) => rule);
    const known = waiting.in(companyWith({ rules })).by('2025-03-03 10:30');
    expect(known.warnings).toEqual(['R3']);
    expect(known.open).toEqual([]);
  });

  test('and its warning tell the figures of the moment', () => {
    const known = waiting.by('2025-03-03 10:15');
    const assessed = known.changes.filter((each) => each.type === 'assessed').at(-1);
    expect(assessed).toMatchObject({ cause: 'R3', at: at('2025-03-03 10:15') });
    expect(assessed?.assessment).toEqual(known.assessment);
  });
});

describe('a promise', () => {
  const promise = wePromise('the quote tomorrow', '2025-03-03 10:00', '2025-03-04 18:00');
  const made = given(says('a quote please', '2025-03-03 09:50'), promise);

  test('is open with its words and due time, and looked at when it is due', () => {
    const known = made.by('2025-03-03 10:00');
    const open = {
      key: promise.key,
      phrase: 'the quote tomorrow',
      madeAt: promise.at,
      dueAt: at('2025-03-04 18:00'),
    };
    expect(known.state.promises).toEqual([open]);
    expect(known.changes).toContainEqual({ type: 'promised', at: promise.at, promise: open });
    // After hours: it is looked at in the morning.
    expect(known.state.nextCheckAt).toBe(at('2025-03-05 09:00'));
  });

  test('without a time stays open and is never broken', () => {
    const known = given(wePromise('I will look into it', '2025-03-03 10:00')).by('2025-12-01');
    expect(known.state.promises).toHaveLength(1);
    expect(known.times('promise-settled')).toEqual([]);
  });

  test('is kept when we say that it is done', () => {
    const known = made.and(weDeliver('here it is', '2025-03-04 15:00')).by('2025-03-10');
    expect(known.times('promise-settled', 'kept')).toEqual(['2025-03-04 15:00']);
    expect(known.times('promise-settled', 'broken')).toEqual([]);
    expect(known.state.promises).toEqual([]);
  });

  test('is kept when the customer has it, but not by a word straight after it was made', () => {
    const soon = made.and(hasReceived('got it', '2025-03-03 10:05'));
    expect(soon.by('2025-03-03 10:05').state.promises).toHaveLength(1);
    const later = made.and(hasReceived('it arrived', '2025-03-04 12:00'));
    expect(later.by('2025-03-04 12:00').times('promise-settled', 'kept')).toEqual(['2025-03-04 12:00']);
  });

  test('is kept by hand', () => {
    const known = made.and(keeps(promise, '2025-03-04 11:00')).by('2025-03-10');
    expect(known.times('promise-settled', 'kept')).toEqual(['2025-03-04 11:00']);
  });

  test('is broken at its due time', () => {
    const known = made.by('2025-03-05 09:00');
    expect(known.changes).toContainEqual({
      type: 'promise-settled',
      at: at('2025-03-04 18:00'),
      key: promise.key,
      how: 'broken',
    });
    expect(known.state.brokenPromises).toMatchObject([{ at: at('2025-03-04 18:00'), key: promise.key }]);
    expect(known.open).toEqual(['P1']);
  });

  test('that was broken can still be made good', () => {
    const broken = made.and(visits('2025-03-05 09:30'));
    for (const repair of [weDeliver('sorry, here', '2025-03-05 10:00'), keeps(promise, '2025-03-05 10:00')]) {
      const known = broken.and(repair).by('2025-03-05 10:00');
      expect(known.state.brokenPromises).toEqual([]);
      expect(known.times('promise-settled')).toEqual(['2025-03-04 18:00', '2025-03-05 10:00']);
      expect(known.times('follow-up-ended', 'P1 resolved')).toEqual(['2025-03-05 10:00']);
    }
  });

  test('lowers health once it is broken', () => {
    const part = (when: string) =>
      made.by(when).assessment.health.parts.find((each) => each.key === 'responsiveness');
    expect(part('2025-03-04 17:00')).toBeUndefined();
    expect(part('2025-03-05 09:00')).toMatchObject({
      score: 80,
      numbers: { broken: 1 },
      evidence: [promise.key],
    });
  });

  test('and the next one are two', () => {
    const both = made.and(wePromise('and a sample', '2025-03-03 11:00', '2025-03-05 12:00'));
    const known = both.by('2025-03-05 12:00');
    expect(known.times('promise-settled', 'broken')).toEqual(['2025-03-04 18:00', '2025-03-05 12:00']);
    expect(known.state.warnings['P1']?.numbers).toEqual({ promises: 2 });
  });

  test('delivered with a new promise leaves the new one', () => {
    const known = made
      .and(
        weSay('here; the rest on Friday', '2025-03-04 10:00', {
          delivered: true,
          promise: { phrase: 'the rest on Friday', dueAt: at('2025-03-07 18:00') },
        }),
      )
      .by('2025-03-04 10:00');
    expect(known.state.promises.map((each) => each.phrase)).toEqual(['the rest on Friday']);
  });

  test('is never lost without a word: each one made ends kept, broken or open', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      wePromise(`promise ${i}`, at('2025-03-03 10:00') + i * 60_000),
    );
    const known = given(many).by('2025-03-04');
    const made = known.changes.filter((each) => each.type === 'promised').length;
    const settled = known.changes.filter((each) => each.type === 'promise-settled').length;
    expect(settled + known.state.promises.length).toBe(made);
  });
});

describe('a follow-up that a playbook asks for', () => {
  const asked = (key: string, when: string, due = '2025-03-10 10:00') =>
    fact('follow-up-asked', key, when, 'none', {
      playbook: 'renewal',
      text: { zh: key, en: key },
      dueAt: at(due),
    });
  const first = asked('prepare', '2025-03-03 10:00');
  const waiting = given(says('hello', '2025-03-01 10:00'), first);
  const open = waiting.by('2025-03-03 10:00').followUp('playbook:renewal');

  test('is open until something is done about it, however long that takes', () => {
    expect(open).toMatchObject({ key: first.key, dueAt: at('2025-03-10 10:00'), evidence: [first.key] });
    const known = waiting.by('2025-06-01');
    expect(known.open).toContain('playbook:renewal');
    expect(known.times('follow-up-opened', 'playbook:renewal')).toEqual(['2025-03-03 10:00']);
    expect(waiting.and(removesContact('2025-03-04 10:00')).by('2025-03-05').open).toEqual([
      'playbook:renewal',
    ]);
  });

  test.each([
    ['done', done(open, '2025-03-04 10:00'), 'done'],
    ['wrong', wrong(open, '2025-03-04 10:00'), 'wrong'],
    ['answered by what we write', weSay('shall we talk?', '2025-03-04 10:00'), 'replied'],
    ['answered by a call', weCall('2025-03-04 10:00', 5), 'replied'],
  ])('ends when it is %s, and comes back when it is asked for again', (_what, act, how) => {
    const ended = waiting.and(act).by('2025-03-04 10:00');
    expect(ended.open).toEqual([]);
    expect(ended.changes).toContainEqual({
      type: 'follow-up-ended',
      at: at('2025-03-04 10:00'),
      key: first.key,
      how,
    });
    const again = waiting.and(act, asked('call', '2025-03-20 10:00')).by('2025-03-20 10:00');
    expect(again.open).toContain('playbook:renewal');
    expect(again.state.dismissed).toEqual({});
  });

  test('sleeps and wakes as others do, and stays where we only nod', () => {
    const slept = waiting.and(snoozes(open, '2025-03-03 11:00', '2025-03-06 10:00'));
    expect(slept.by('2025-03-05').followUp('playbook:renewal').snoozedUntil).toBe(at('2025-03-06 10:00'));
    expect(slept.by('2025-03-07').followUp('playbook:renewal').snoozedUntil).toBeUndefined();
    expect(waiting.and(weNod('2025-03-04 10:00')).by('2025-03-04 10:00').open).toEqual(['playbook:renewal']);
  });

  test('is known from one of a rule', () => {
    expect(playbookAsking(askedBy('renewal'))).toBe('renewal');
    expect(playbookAsking('R3')).toBeUndefined();
  });

  test('takes the place of what the same playbook asked for before', () => {
    const later = asked('call today', '2025-03-08 10:00');
    const known = waiting.and(later).by('2025-03-08 10:00');
    expect(known.followUp('playbook:renewal').key).toBe(later.key);
    expect(known.changes).toContainEqual(
      expect.objectContaining({ type: 'follow-up-ended', key: first.key, how: 'resolved' }),
    );
  });
});
