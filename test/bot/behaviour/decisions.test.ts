import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeChanges } from '../../../bot/behaviour/changes.ts';
import { decisionsFrom, resolveDocument } from '../../../bot/behaviour/decisions.ts';
import { behaviourJsonSchema } from '../../../bot/behaviour/document.ts';
import { exportBehaviour } from '../../../bot/behaviour/export.ts';
import { foundNumbers, numberNames, numbersLeftOut, testNumbers } from '../../../bot/behaviour/numbers.ts';
import { changeDocument, numbersOfRule } from '../../../bot/behaviour/rule-change.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import { documentOf, ownRule, problemsOf, shipped } from './given.ts';

const everything = `stages:
  - { zh: 前, en: Before, of: [prospect] }
  - { zh: 后, en: After, of: [new, growing, mature, dormant, declining, churned, won_back] }
stageNumbers: { dwellDays: 3 }
rules:
  R7: { test: { days: 45 }, urgency: 3 }
  R8: { off: true }
  R9: { name: { zh: 投诉中, en: Complaining } }${ownRule}
segments:
  b2b: { gapDays: 21, weights: { sentiment: 0.5 } }
  cafes: { name: { zh: 咖啡馆, en: cafes }, gapDays: 5, orderGapDays: 14, lifetimeMonths: 20 }
margin: 0.4
care: { personDays: 14, consentFor: [], quotas: [{ platform: slack, to: room, most: 2, per: day }] }
`;

test('the published schema is that of the code', async () => {
  const published = await readFile(new URL('../../../docs/config.schema.json', import.meta.url), 'utf8');
  // `tend config schema > docs/config.schema.json` writes it.
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(behaviourJsonSchema())));
});

describe('a document', () => {
  const decisions = resolveDocument(documentOf(everything), shipped);
  const ruleOf = (id: string) => decisions.rules.find((rule) => rule.id === id);

  test('changes what it names and leaves the rest as shipped', () => {
    expect(ruleOf('R7')).toMatchObject({ test: { kind: 'silence', days: 45 }, followUp: { urgency: 3 } });
    expect(ruleOf('R8')?.off).toBe(true);
    expect(ruleOf('R1')).toEqual(shippedRules.find((rule) => rule.id === 'R1'));
    expect(decisions.segments.find((each) => each.id === 'b2b')).toMatchObject({
      gapDays: 21,
      orderGapDays: 90,
      weights: { responsiveness: 0.25, purchasing: 0.15, sentiment: 0.5 },
    });
    expect(decisions.stages).toEqual({ ...shipped.stages, dwellDays: 3 });
    expect(decisions.care).toStrictEqual({
      ...shipped.care,
      personDays: 14,
      consentFor: [],
      quotas: [{ platform: 'slack', to: 'room', most: 2, per: 'day' }],
    });
    expect(decisions).toMatchObject({ margin: 0.4, stageModel: { stages: [{ of: ['prospect'] }, {}] } });
    expect(resolveDocument({}, shipped)).toEqual(shipped);
  });

  test('makes rules of its own that act like the shipped ones of their kind', () => {
    expect(ruleOf('C1')).toEqual({
      id: 'C1',
      name: { zh: '大客户安静', en: 'Big one quiet' },
      because: { zh: '安静 {silent} 天', en: 'Quiet for {silent} days' },
      test: { kind: 'silence', days: 10 },
      stage: 'dormant',
      risk: 0,
      followUp: { advice: { zh: '打电话', en: 'Call' }, dueBusinessHours: 18, urgency: 1 },
      endsWithReply: true,
    });
  });

  test('survives being exported and read again', () => {
    for (const each of [shipped, decisions]) {
      const text = exportBehaviour(each, shipped);
      expect(problemsOf(text)).toEqual([]);
      expect(describeChanges(each, resolveDocument(documentOf(text), shipped), shipped, 'en')).toEqual([]);
    }
    expect(documentOf(exportBehaviour(shipped, shipped))).toEqual({});
    const text = exportBehaviour(decisions, shipped);
    expect(text).toMatch(/# 长时间不活跃 · Inactive\n/);
    expect(text).toMatch(/dwellDays: 3 # 阶段最短停留天数 · days a stage is kept at least/);
  });

  test('is told in plain words, old and new', () => {
    const lines = describeChanges(shipped, decisions, shipped, 'en');
    expect(lines).toEqual([
      'Stages: M8 → Before (prospect) · After (new, growing, mature, dormant, declining, churned, won_back)',
      'Stages: days a stage is kept at least 7 → 3',
      'Rule R7 Inactive: days 30 → 45',
      'Rule R7 Inactive: urgency 1 → 3',
      'Rule R8 No reaction to us: switched off',
      'Rule R9 Complaining: the words change',
      'Rule C1 Big one quiet: added',
      'Segment b2b services for businesses: days between active days 14 → 21',
      'Segment b2b services for businesses: weight of Sentiment 0.2 → 0.5',
      'Segment cafes cafes: added',
      'Contact budget: a person: in so many days 7 → 14',
      'Contact budget: purposes that need consent marketing → none',
      'Contact budget: quotas of the platforms wecom person 1 day, wecom room 1 day → slack room 2 day',
      'Margin: 1 → 0.4',
    ]);
    const back = describeChanges(decisions, shipped, shipped, 'zh');
    expect(back).toContain('规则 R8 我方消息未获回应：启用');
    expect(back).toContain('规则 C1 大客户安静：移除');
    expect(back).toContain('毛利率：0.4 → 1');
  });
});

test('what another version wrote and this one does not know is left out, and the rest stays', () => {
  const stored = {
    margin: 0.4,
    future: { a: 1 },
    stages: 'M99',
    rules: { R7: { test: { days: 45 } }, R8: { gone: 1 }, C1: { name: 'x' } },
    segments: { b2b: { gapDays: 'often' }, fmcg: { gapDays: 8 } },
    stageNumbers: { dwellDays: 3, other: 4 },
  };
  const decisions = decisionsFrom(stored, shipped);
  expect(decisions.rules.find((rule) => rule.id === 'R7')?.test).toMatchObject({ days: 45 });
  expect(decisions.rules).toHaveLength(shippedRules.length);
  expect(decisions.segments.map((each) => each.gapDays)).toEqual(
    shipped.segments.map((each) => (each.id === 'fmcg' ? 8 : each.gapDays)),
  );
  expect(decisions).toMatchObject({ margin: 0.4, stageModel: { id: 'M8' } });
});

test('no stored content whatever makes scoring fail', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (content) => {
      expect(decisionsFrom(content, shipped).rules.length).toBeGreaterThanOrEqual(shippedRules.length);
    }),
    { numRuns: 300 },
  );
});

test('the shipped rules keep within the ranges and name only numbers that their tests find', () => {
  for (const rule of shippedRules) {
    for (const { key, value, least, most } of numbersOfRule(rule)) {
      expect({ key, fits: value >= least && value <= most }).toEqual({ key, fits: true });
      expect(numberNames[key]).toBeDefined();
    }
    const named = [...`${rule.because.zh}${rule.because.en}`.matchAll(/\{(\w+)\}/g)].map((each) => each[1]);
    expect(foundNumbers[rule.test.kind]).toEqual(expect.arrayContaining(named));
    const needed = Object.keys(testNumbers[rule.test.kind]).filter((key) => !(key in numbersLeftOut));
    expect(needed.sort()).toEqual(
      Object.keys(rule.test)
        .filter((key) => key !== 'kind' && key !== 'measure')
        .sort(),
    );
  }
});

test('one number of a rule is changed on top of what a document says, unless it contradicts another', () => {
  const first = shippedRules.find((rule) => rule.id === 'R4');
  if (!first) throw new Error('R4 is gone');
  expect(changeDocument({ margin: 0.4 }, first, { key: 'fromDays', value: 5 }, shipped)).toEqual({
    margin: 0.4,
    rules: { R4: { test: { fromDays: 5 } } },
  });
  expect(changeDocument({ rules: { R4: { risk: 0.2 } } }, first, { off: true }, shipped)).toEqual({
    rules: { R4: { risk: 0.2, off: true } },
  });
  expect(changeDocument({ rules: { R4: { off: true } } }, first, { off: false }, shipped)).toEqual({});
  expect(changeDocument({}, first, { key: 'fromDays', value: 30 }, shipped)).toBeUndefined();
});
