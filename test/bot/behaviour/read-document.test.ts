import { describe, expect, test } from 'vitest';
import { documentOf, ownRule, problemsOf } from './given.ts';

test('only what differs from what is shipped is kept', () => {
  const text = 'margin: 1\nstages: m8\n';
  expect(problemsOf(text)).toHaveLength(1);
  expect(
    documentOf('margin: 1\nstages: M8\nrules:\n  R7: { off: false, test: { kind: silence, days: 30 } }'),
  ).toEqual({});
  expect(
    documentOf('rules: { R7: { test: { days: 45 } }, R8: { test: { days: 14 } } }\nmargin: 0.4'),
  ).toEqual({
    rules: { R7: { test: { days: 45 } } },
    margin: 0.4,
  });
  expect(documentOf('# nothing but a comment\n')).toEqual({});
});

describe('what is wrong is named with line and column, and what to write', () => {
  test.each([
    [
      'an unknown key',
      'margin: 0.4\nmargins: 1',
      ['2:1 margins: there is no "margins" here; did you mean "margin"?'],
    ],
    [
      'an unknown key without a neighbour',
      'foo: 1',
      [
        '1:1 foo: there is no "foo" here; here may stand: stages, stageNumbers, rules, segments, margin, followUps, care, playbooks.',
      ],
    ],
    [
      'a wrong type',
      'rules:\n  R7:\n    test: { days: 45 days }',
      [
        '3:13 rules.R7.test.days: expected a whole number from 1 to 1000, in days, found "45 days"; write the number alone: 45',
      ],
    ],
    [
      'a percentage out of range',
      'rules:\n  R14: { test: { percent: 140 } }\nmargin: 40',
      [
        '2:18 rules.R14.test.percent: expected a whole number from 1 to 99, in percent, found 140',
        '3:1 margin: expected a share above 0 and at most 1, such as 0.4 (40 % is 0.4), found 40',
      ],
    ],
    [
      'an own rule without words in both languages',
      'rules:\n  C1:\n    name: { zh: 安静 }\n    because: { zh: 安静, en: quiet }\n    test: { kind: silence, days: 3 }',
      ['3:5 rules.C1.name.en: expected a text in English of at most 40 characters, it is missing'],
    ],
    [
      'an own rule of an unknown kind',
      'rules:\n  C1:\n    name: { zh: 安静, en: quiet }\n    because: { zh: 安静, en: quiet }\n    test: { kind: silnce, days: 3 }',
      [expect.stringMatching(/^5:13 rules\.C1\.test\.kind: .*found "silnce"; did you mean silence\?$/)],
    ],
    [
      'a rule that is not shipped',
      'rules:\n  r7: { off: true }\n  R11: { off: true }',
      [
        expect.stringMatching(/^2:3 rules\.r7: there is no shipped "r7".*Did you mean R7\?$/),
        expect.stringMatching(/^3:3 rules\.R11: there is no shipped "R11"/),
      ],
    ],
    [
      'names that every object has',
      'rules:\n  __proto__: { off: true }\nsegments:\n  constructor: { gapDays: 3 }',
      [
        expect.stringMatching(/^2:3 rules\.__proto__: /),
        expect.stringMatching(/^4:3 segments\.constructor: /),
      ],
    ],
    [
      'a number that the test does not find',
      `rules:${ownRule.replace('{silent} 天', '{silnt} 天')}`,
      ['4:16 rules.C1.because.zh: its test finds no number {silnt}; it finds {days}, {silent}'],
    ],
    [
      'a name that stands for two rules',
      `rules:${ownRule.replace('大客户安静', '互动下降')}`,
      ['3:13 rules.C1.name.zh: "互动下降" is the name of R1 too; give it another'],
    ],
    [
      'two segments of one name',
      'segments:\n  cafes: { name: { zh: 软件, en: cafes }, gapDays: 3, orderGapDays: 7, lifetimeMonths: 12 }',
      ['2:20 segments.cafes.name.zh: "软件" is the name of software too; give it another'],
    ],
    [
      'a follow-up without advice',
      'rules:\n  C1: { name: { zh: a, en: a }, because: { zh: b, en: b }, test: { kind: silence, days: 3 }, urgency: 2 }',
      ['2:94 rules.C1.urgency: without advice there is no follow-up; add advice in zh and en'],
    ],
    [
      'numbers that contradict each other',
      'stageNumbers: { declineHealth: 95 }\nrules:\n  R4: { test: { fromDays: 20 } }\n  R10: { test: { untilDays: 7 } }\nsegments:\n  general:\n    weights: { engagement: 0, sentiment: 0, responsiveness: 0, purchasing: 0, use: 0, satisfaction: 0, complaints: 0 }',
      [
        expect.stringMatching(/^1:1 stageNumbers: .*would never end/),
        '3:9 rules.R4.test: fromDays must be less than untilDays',
        '4:10 rules.R10.test: untilDays must be less than days',
        '7:5 segments.general.weights: all of them are 0; give at least one part a weight',
      ],
    ],
    ['something that is no document', '- a', ['1:1 : expected a block of "key: value" lines, found a list']],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('stages in no group, in two, and names that stand twice', () => {
    const text =
      'stages:\n  - { zh: 甲, en: A, of: [prospect, new] }\n  - { zh: 甲, en: B, of: [new, growing, mature, dormant, declining] }';
    expect(problemsOf(text)).toEqual([
      '1:1 stages: The stage churned is in none of its stages.',
      '1:1 stages: The stage won_back is in none of its stages.',
      '1:1 stages: The stage new is there more than once.',
      '1:1 stages: The name "甲" stands for more than one stage.',
    ]);
    expect(problemsOf('stages:\n  - { zh: 甲, en: A, of: [prospects] }\n  - { zh: 乙, of: [new] }')).toEqual([
      expect.stringMatching(/^2:26 stages\.0\.of\.0: expected one of prospect, .*; did you mean prospect\?/),
      expect.stringMatching(/^3:5 stages\.1\.en: .*it is missing/),
    ]);
  });
});

test('a file with thousands of wrong keys is answered at once', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
  expect(problemsOf(text)).toHaveLength(500);
});

describe('a text that is no such file at all', () => {
  test.each([
    ['broken', 'rules:\n  R7: {\n', /^3:1 : this is not YAML: /],
    ['a key twice', 'margin: 1\nmargin: 0.4', /^2:1 : margin stands twice here; keep one/],
    ['two documents', 'margin: 1\n---\nmargin: 0.4\n', /^2:1 : a second document begins here/],
    ['a tag', 'margin: !!js/function x', /^1:9 : this is not YAML: Unresolved tag/],
    ['anchors', 'rules:\n  R7: &a { off: true }\n  R8: *a', /anchors \(&\) and aliases \(\*\) are not taken/],
    ['a bomb', `a: &a [x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: [*a, *a]`).join('\n')}`, /anchors/],
    ['nested without end', '['.repeat(100_000), /^1:1 : it is nested too deeply/],
    ['far too long', 'x'.repeat(5_000_000), /^1:1 : it has more than 256 KB/],
  ])('%s', (_, text, first) => {
    const [problem, ...others] = problemsOf(text);
    expect(problem).toMatch(first);
    expect(others.length).toBeLessThan(50);
  });
});
