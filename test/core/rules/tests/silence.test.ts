import { describe, expect, test } from 'vitest';
import { modelProbability } from '../../../../core/customer/churn-model.ts';
import { byTime, type Interaction } from '../../../../core/customer/interaction.ts';
import { initialState } from '../../../../core/customer/state.ts';
import { runTest } from '../../../../core/rules/tests.ts';
import { dayMs } from '../../../../core/time.ts';
import {
  addsContact,
  at,
  calls,
  company,
  companyWith,
  day,
  deaf,
  every,
  given,
  joins,
  local,
  nods,
  orders,
  plainCompany,
  reacts,
  says,
  visits,
  type When,
  weCall,
  weNod,
  weSay,
  weSetStage,
} from '../../../support/given.ts';
import { learnChurn } from '../../customer/learnt.ts';
import { expectFirstAt, look, ruleOf } from '../look.ts';

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
    expect(runTest(initialState(), at('2025-04-02'), ruleOf('R7').test, company)).toEqual({
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

describe('R4: the first exchange with a prospect', () => {
  const person = companyWith({ profile: { kind: 'person' } });

  test('is due from the seventh to the fourteenth day', () => {
    const added = addsContact('2025-03-03 10:00');
    expectFirstAt('R4', [added], '2025-03-10 10:00');
    expect(look('R4', [added], '2025-03-12 11:00')).toEqual({
      holds: true,
      nextAt: at('2025-03-17 10:00'),
      numbers: { days: 9, from: 7, until: 14 },
      evidence: [added.key],
    });
    expect(look('R4', [added], '2025-03-17 10:00').holds).toBe(false);
    expect(given(added).by('2025-03-20').times('follow-up-opened', 'R4')).toEqual(['2025-03-10 10:00']);
  });

  test('is due to organisations since they are known, to people since they are a lead', () => {
    const known = [joins('2025-03-03 10:00')];
    expect(look('R4', known, '2025-03-11 10:00').holds).toBe(true);
    expect(look('R4', known, '2025-03-11 10:00', person).holds).toBe(false);
    const added = [...known, addsContact('2025-03-05 10:00')];
    expect(look('R4', added, '2025-03-11 10:00', person).holds).toBe(false);
    expect(look('R4', added, '2025-03-12 10:00', person).holds).toBe(true);
    const written = [...known, weSay('welcome', '2025-03-06 10:00')];
    expect(look('R4', written, '2025-03-13 10:00', person).holds).toBe(true);
    expect(look('R4', written, '2025-03-10 10:00').holds).toBe(true);
    expect(runTest(initialState(), at('2025-03-11'), ruleOf('R4').test, company).holds).toBe(false);
  });

  test.each<readonly [string, readonly Interaction[]]>([
    ['they answer us', [weSay('welcome', '2025-03-04 10:00'), nods('2025-03-05 10:00')]],
    ['we answer them', [says('hello', '2025-03-04 10:00'), weSay('hello!', '2025-03-05 10:00')]],
    ['we reach them by telephone', [weCall('2025-03-05 10:00', 4)]],
    ['they call', [calls('2025-03-05 10:00')]],
    ['they come by', [visits('2025-03-05 10:00')]],
    ['they order', [orders(10, '2025-03-05 10:00')]],
  ])('has been when %s', (_name, exchange) => {
    const added = addsContact('2025-03-03 10:00');
    expect(look('R4', [added, ...exchange], '2025-03-12 10:00').holds).toBe(false);
  });

  test.each<readonly [string, readonly Interaction[]]>([
    ['we write and they do not', [weSay('welcome', '2025-03-04 10:00')]],
    ['they write and we do not', [says('hello', '2025-03-04 10:00')]],
    ['we only nod', [says('hello', '2025-03-04 10:00'), weNod('2025-03-05 10:00')]],
    ['nobody takes the call', [weCall('2025-03-05 10:00', 0)]],
  ])('has not been when %s', (_name, attempt) => {
    const added = addsContact('2025-03-03 10:00');
    expect(look('R4', [added, ...attempt], '2025-03-12 10:00').holds).toBe(true);
  });

  test('is asked of prospects only', () => {
    const known = given(addsContact('2025-03-03 10:00'), every(2, '2025-03-03 11:00', 10, joins));
    expect(known.by('2025-03-12').warnings).toContain('R4');
    const grown = given(
      addsContact('2025-03-03 10:00'),
      weSetStage('growing', '2025-03-04 10:00', '2025-04-01'),
    );
    expect(grown.by('2025-03-12').times('warned', 'R4')).toEqual([]);
  });
});

describe('R14: the loss is predicted', () => {
  const model = learnChurn('orders');
  const learnt = companyWith({ models: { churn: { talk: null, orders: { customers: 700, model } } } });
  const daily = [
    ...every(1, '2025-01-06 10:00', 60, (when) => says('hello', when)),
    ...every(1, '2025-01-06 10:01', 2, (when) => orders(1, when)),
  ].sort(byTime);
  const state = given(daily).by('2025-03-06 12:00').state;
  const chance = (when: When): number => modelProbability(state, at(when), learnt) ?? Number.NaN;

  test('needs a model', () => {
    expect(look('R14', daily, '2025-06-02').holds).toBe(false);
    expect(look('R14', daily, '2025-06-02', learnt).holds).toBe(true);
  });

  test('holds from a chance of 60 % on, says it, and is looked at daily from 40 % on', () => {
    for (let when = at('2025-03-06 12:00'); when < at('2025-06-30'); when += day) {
      const verdict = look('R14', daily, when, learnt, '2025-03-06 12:00');
      const percent = 100 * chance(when);
      expect(verdict.holds, local(when)).toBe(percent >= 60);
      const tomorrow = at(local(when).slice(0, 10)) + day;
      expect(verdict.nextAt, local(when)).toBe(percent < 40 ? Number.POSITIVE_INFINITY : tomorrow);
      if (verdict.holds) {
        expect(verdict.numbers).toEqual({ percent: Math.round(percent), limit: 60 });
        expect(verdict.evidence).toEqual([state.lastIn?.key]);
      }
    }
  });

  test('opens a follow-up for who is still a customer, ended by our word or by theirs', () => {
    const known = given(daily).in(learnt).by('2025-03-21 10:00');
    expect(known.open).toContain('R14');
    const [opened] = known.times('follow-up-opened', 'R14');
    expect(chance(opened ?? '')).toBeGreaterThanOrEqual(0.6);
    expect(chance(at(opened ?? '') - 3 * day)).toBeLessThan(0.6);
    const written = given(daily, weSay('all well?', '2025-03-21 11:00')).in(learnt).by('2025-03-24');
    expect(written.open).not.toContain('R14');
    const back = given(daily, says('yes', '2025-03-21 11:00')).in(learnt).by('2025-03-21 11:00');
    expect(back.warnings).not.toContain('R14');
  });

  test('is over with the stages in which it is asked', () => {
    const known = given(daily).in(learnt).by('2025-04-20');
    expect(known.stage).toBe('declining');
    expect(known.warnings).not.toContain('R14');
    expect(known.open).not.toContain('R14');
    const moved = known.changes.find((each) => each.type === 'moved' && each.to === 'declining')?.at ?? 0;
    expect(known.times('cleared', 'R14')).toEqual([local(moved)]);
  });
});
