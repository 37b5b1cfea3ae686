import { describe, expect, test } from 'vitest';
import { nextDecisionAt, policiesFrom, policyAt, segmentNamed, shippedBehaviour } from '../../core/policy.ts';
import { noModels } from '../../core/population.ts';
import { generalSegment } from '../../core/segments.ts';
import { company, given, says } from '../support/given.ts';

const decided = (fromAt: number, margin: number) => ({
  fromAt,
  content: { ...shippedBehaviour, rules: [...shippedBehaviour.rules], margin },
});
const learnt = (fromAt: number) => ({ fromAt, content: { ...noModels, rhythms: {} } });

describe('the policies over time', () => {
  const policies = policiesFrom(
    [decided(100, 0.5), decided(300, 0.4)],
    [learnt(200), learnt(300), learnt(400)],
  );

  test('begin with what is shipped, and each change keeps the rest', () => {
    expect(policies.map((each) => [each.fromAt, each.margin])).toEqual([
      [Number.NEGATIVE_INFINITY, 1],
      [100, 0.5],
      [200, 0.5],
      [300, 0.4],
      [400, 0.4],
    ]);
  });

  test('are in force from their time on', () => {
    for (const [at, fromAt] of [
      [99, Number.NEGATIVE_INFINITY],
      [100, 100],
      [199, 100],
      [299, 200],
      [399, 300],
      [400, 400],
      [9999, 400],
    ] as const)
      expect(policyAt(policies, at).fromAt).toBe(fromAt);
  });

  test('say when the next decision comes into force; what a night learns is none', () => {
    expect(nextDecisionAt(policies, 0)).toBe(100);
    expect(nextDecisionAt(policies, 100)).toBe(300);
    expect(nextDecisionAt(policies, 299)).toBe(300);
    expect(nextDecisionAt(policies, 300)).toBe(Number.POSITIVE_INFINITY);
    expect(nextDecisionAt(policiesFrom([], []), 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

test('everybody is looked at when a decision comes into force, also who is silent', () => {
  const fromAt = Date.parse('2025-03-12T22:17:00+08:00');
  const rules = shippedBehaviour.rules.map((rule) =>
    rule.id === 'R7' ? { ...rule, test: { kind: 'silence', days: 3 } as const } : rule,
  );
  const policies = policiesFrom([{ fromAt, content: { ...shippedBehaviour, rules } }], []);
  const quiet = given(says('ok', '2025-03-03 10:00')).in({ ...company, policies });
  expect(quiet.by('2025-03-12 22:16').warnings).not.toContain('R7');
  const known = quiet.by('2025-03-12 22:17');
  expect(known.warnings).toContain('R7');
  expect(known.state.warnings['R7']?.since).toBe(fromAt);
});

test('a segment that is not there counts as the general one', () => {
  expect(segmentNamed(shippedBehaviour, 'b2b').id).toBe('b2b');
  expect(segmentNamed(shippedBehaviour, 'gone')).toBe(generalSegment);
});
