import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Behaviour,
  nextDecisionAt,
  policiesFrom,
  policyAt,
  shippedBehaviour,
} from '../../../core/policy.ts';
import { noModels } from '../../../core/population.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { shippedStageNumbers } from '../../../core/stages/numbers.ts';
import {
  asks,
  companyOverTime,
  companyWith,
  complains,
  done,
  every,
  given,
  orders,
  says,
  waiting,
} from '../../support/given.ts';
import { learntOrders, tierCuts } from './learnt.ts';

const decided = (fromAt: number, other: Partial<Behaviour> = {}) => ({
  fromAt,
  content: { ...shippedBehaviour, ...other },
});

/** The shipped rules, some of them different or, where null, not there. */
const rulesWith = (changes: Readonly<Record<string, Partial<Rule> | null>>): readonly Rule[] =>
  shippedRules.flatMap((rule) => {
    const change = changes[rule.id];
    return change === null ? [] : [{ ...rule, ...change }];
  });

describe('the policy in force', () => {
  test('is the last one that has begun', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { maxLength: 30 }), fc.nat(1000), (times, when) => {
        const many = policiesFrom(
          times.map((fromAt) => decided(fromAt)),
          [],
        );
        expect(policyAt(many, when)).toBe(many.findLast((each) => each.fromAt <= when));
      }),
    );
  });

  test('is one where something was decided and learnt for the same moment', () => {
    const models = { ...noModels, tiers: tierCuts };
    const policies = policiesFrom([decided(100, { margin: 0.5 })], [{ fromAt: 100, content: models }]);
    expect(policies).toHaveLength(2);
    expect(policies[1]).toMatchObject({ fromAt: 100, margin: 0.5, models: { tiers: tierCuts } });
  });

  test.each<readonly [string, Partial<Behaviour>]>([
    ['rules', { rules: rulesWith({ R7: { off: true } }) }],
    ['numbers of the stages', { stages: { ...shippedStageNumbers, dwellDays: 1 } }],
    ['segments', { segments: [] }],
    ['margin', { margin: 0.5 }],
  ])('changes by a decision about the %s', (_name, other) => {
    const policies = policiesFrom([decided(200, other)], [{ fromAt: 100, content: { ...noModels } }]);
    expect([0, 100, 200].map((time) => nextDecisionAt(policies, time))).toEqual([
      200,
      200,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('a rule that changes', () => {
  const quiet = given(says('hello', '2025-03-03 10:00'));
  const changing = (changes: Parameters<typeof rulesWith>[0]) =>
    companyOverTime([['2025-04-07 12:00', { rules: rulesWith(changes) }]]);

  test.each<readonly [string, Parameters<typeof rulesWith>[0]]>([
    ['is switched off', { R7: { off: true } }],
    ['is removed', { R7: null }],
    ['asks for more', { R7: { test: { kind: 'silence', days: 60 } } }],
    ['is for other stages', { R7: { stages: ['mature'] } }],
  ])('clears its warning and ends its follow-up when it %s', (_name, changes) => {
    const known = quiet.in(changing(changes)).by('2025-04-08');
    expect(known.times('warned', 'R7')).toEqual(['2025-04-02 09:00']);
    expect(known.times('cleared', 'R7')).toEqual(['2025-04-07 12:00']);
    expect(known.times('follow-up-ended', 'R7 resolved')).toEqual(['2025-04-07 12:00']);
    expect(known.open).toEqual([]);
    expect(quiet.by('2025-04-08').open).toEqual(['R7']);
  });

  test('leaves what was true before as it was', () => {
    const context = changing({ R7: null });
    expect(quiet.in(context).by('2025-04-07 11:59').warnings).toEqual(['R7']);
    expect(quiet.in(context).by('2025-04-07 12:00').warnings).toEqual([]);
  });

  test('forgets what was done about it once it is gone', () => {
    const question = asks('where?', '2025-03-03 10:00');
    const followUp = given(question).by('2025-03-03 10:15').followUp('R3');
    const context = companyOverTime([['2025-03-04 12:00', { rules: rulesWith({ R3: null }) }]]);
    const closed = given(question, done(followUp, '2025-03-03 10:20')).in(context);
    expect(closed.by('2025-03-04 11:00').state.dismissed).toHaveProperty('R3');
    expect(closed.by('2025-03-04 12:00').state.dismissed).toEqual({});
  });

  test('gives another limit for late replies', () => {
    const rules = rulesWith({ R3: { test: { kind: 'unanswered', businessMinutes: 60, staleDays: 14 } } });
    const question = given(asks('where?', '2025-03-03 10:00'));
    expect(question.by('2025-03-03 10:30').warnings).toEqual(['R3']);
    expect(question.in(companyWith({ rules })).by('2025-03-03 10:30').warnings).toEqual([]);
  });

  test('and changes back opens its follow-up anew', () => {
    const context = companyOverTime([
      ['2025-04-07 12:00', { rules: rulesWith({ R7: { off: true } }) }],
      ['2025-04-09 12:00', { rules: shippedRules }],
    ]);
    expect(quiet.in(context).by('2025-04-10').times('follow-up-opened', 'R7')).toEqual([
      '2025-04-02 09:00',
      '2025-04-09 12:00',
    ]);
  });
});

describe('what a night learns', () => {
  test('is used from its time on, and not before', () => {
    const customer = given(orders(100, '2025-03-03 10:00'), orders(100, '2025-03-24 10:00'));
    const context = companyOverTime([['2025-04-01 04:00', { models: { orders: learntOrders } }]]);
    expect(customer.in(context).by('2025-04-01 03:59').assessment.value.method).toBe('historic');
    expect(customer.in(context).by('2025-04-01 04:00').assessment.value.method).toBe('model');
  });

  test('a later night does not change what an earlier one made of the same day', () => {
    const customer = given(orders(100, '2025-03-03 10:00'), complains('broken', '2025-03-24 10:00'));
    const other = { ...learntOrders, meanAmount: 9000, spending: null };
    const one = companyOverTime([['2025-03-10 04:00', { models: { orders: learntOrders } }]]);
    const both = companyOverTime([
      ['2025-03-10 04:00', { models: { orders: learntOrders } }],
      ['2025-04-01 04:00', { models: { orders: other } }],
    ]);
    const before = customer.in(both).by('2025-03-31');
    expect(before.changes).toEqual(customer.in(one).by('2025-03-31').changes);
    expect(before.changes.some((each) => each.type === 'assessed')).toBe(true);
    const after = waiting(before, '2025-04-02', both);
    expect(after.assessment.value.ifStays).toBeGreaterThan(before.assessment.value.ifStays);
  });
});

test('what fell due before something happened is looked at in its own time', () => {
  const known = given(
    says('hello', '2025-03-03 10:00'),
    every(90, '2025-06-02 10:00', 2, (when) => says('hello', when)),
  ).by('2025-09-01');
  expect(known.times('warned', 'R7')).toEqual(['2025-04-02 09:00', expect.stringMatching(/^2025-07-0/)]);
});
