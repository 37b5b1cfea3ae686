import { describe, expect, test } from 'vitest';
import { at, fact, given, says, wePromise, weSay } from '../../support/given.ts';

const quote = wePromise('明天给您报价', '2025-03-03 10:00', '2025-03-04 18:00');
const visit = wePromise('周五安排师傅上门', '2025-03-03 10:05', '2025-03-07 18:00');
const both = given(says('hello', '2025-03-03 09:00'), quote, visit);
const open = (known: ReturnType<typeof both.by>) => known.state.promises.map((each) => each.phrase);
const by = (kind: 'promise-dropped' | 'promise-kept', when: string) =>
  fact(kind, '', when, 'none', { promise: quote.key, by: 'Mia' });

describe('what was promised', () => {
  test('is settled by a delivery of the same matter, and nothing else is', () => {
    const sent = weSay('sent', '2025-03-04 10:00', { delivered: true, delivery: '报价已发您邮箱' });
    const known = both.and(sent).by('2025-03-04 10:00');
    expect(open(known)).toEqual(['周五安排师傅上门']);
    expect(known.times('promise-settled')).toEqual(['2025-03-04 10:00']);
  });

  test('that is first due is settled by a delivery that names nothing', () => {
    const sent = weSay('sent', '2025-03-04 10:00', { delivered: true, delivery: '已发您，请查收' });
    expect(open(both.and(sent).by('2025-03-04 10:00'))).toEqual(['周五安排师傅上门']);
  });

  test('is settled whole where the words of the delivery are not known', () => {
    const sent = weSay('sent', '2025-03-04 10:00', { delivered: true });
    expect(open(both.and(sent).by('2025-03-04 10:00'))).toEqual([]);
  });

  test('is not settled by what arrives too soon to be it', () => {
    const got = says('got it', '2025-03-03 11:00', { received: true, delivery: '资料收到了' });
    expect(open(both.and(got).by('2025-03-03 11:00'))).toHaveLength(2);
  });

  test('is found by evidence also after its time', () => {
    const sent = weSay('sent', '2025-03-05 10:00', { delivered: true, delivery: '报价已发您邮箱' });
    const known = both.and(sent).by('2025-03-05 10:00');
    expect(known.state.brokenPromises).toEqual([]);
    expect(open(known)).toEqual(['周五安排师傅上门']);
  });

  test('can be dropped, which is no keeping of it', () => {
    const known = both.and(by('promise-dropped', '2025-03-03 12:00')).by('2025-03-03 12:00');
    expect(open(known)).toEqual(['周五安排师傅上门']);
    expect(known.changes).toContainEqual({
      type: 'promise-settled',
      at: at('2025-03-03 12:00'),
      key: quote.key,
      how: 'withdrawn',
    });
  });

  test.each(['2025-03-03 12:00', '2025-03-05 12:00'])('gets another time, said at %s', (when) => {
    const dueAt = at('2025-03-10 18:00');
    const moved = fact('promise-moved', '', when, 'none', { promise: quote.key, by: 'Mia', dueAt });
    const known = both.and(moved).by(when);
    expect(known.state.promises.find((each) => each.key === quote.key)?.dueAt).toBe(dueAt);
    expect(known.state.brokenPromises).toEqual([]);
    expect(known.changes).toContainEqual({ type: 'promise-moved', at: at(when), key: quote.key, dueAt });
  });

  test('that is not there cannot be moved', () => {
    const moved = fact('promise-moved', '', '2025-03-03 12:00', 'none', {
      promise: 'x',
      by: 'Mia',
      dueAt: 1,
    });
    expect(both.and(moved).by('2025-03-03 12:00').times('promise-moved')).toEqual([]);
  });

  test('by word of mouth is noted, with and without a time', () => {
    const noted = fact('promise-noted', 'call', '2025-03-03 12:00', 'none', { phrase: 'samples', by: 'Mia' });
    const timed = fact('promise-noted', 'call', '2025-03-03 13:00', 'none', {
      phrase: 'a visit',
      by: 'Mia',
      dueAt: at('2025-03-04 09:00'),
    });
    const known = given(noted, timed).by('2025-03-05 10:00');
    expect(open(known)).toEqual(['samples']);
    expect(known.state.brokenPromises).toMatchObject([{ key: timed.key, at: at('2025-03-04 09:00') }]);
  });
});
