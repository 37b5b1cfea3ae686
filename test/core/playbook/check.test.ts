import { describe, expect, test } from 'vitest';
import { checkPlaybook } from '../../../core/playbook/check.ts';
import { presetEntries, presets } from '../../../core/playbook/presets.ts';
import { type PlaybookEntry, playbookSchema, toPlaybook } from '../../../core/playbook/schema.ts';

const rules = ['R1', 'R7'];
const text = (en: string, zh = '您好。') => ({ en, zh });
const message = (en: string, to: 'person' | 'room' = 'person') =>
  ({ do: 'message', to, text: text(en) }) as const;
const entry = (change: Partial<PlaybookEntry>): PlaybookEntry => ({
  name: { zh: '测试', en: 'Test' },
  purpose: 'service',
  trigger: { on: 'manual' },
  steps: [message('Hello.')],
  ...change,
});

/** The problems of a playbook as "path: what". */
const problems = (change: Partial<PlaybookEntry>): readonly string[] =>
  checkPlaybook(toPlaybook(entry(change)), rules).map(({ path, what }) => `${path.join('.')}: ${what}`);

test('every preset is sound and of right form', () => {
  expect(Object.keys(presets).length).toBeGreaterThan(15);
  for (const [key, preset] of Object.entries(presets)) {
    expect(playbookSchema.safeParse(presetEntries[key]).success, key).toBe(true);
    expect(checkPlaybook(preset, rules), key).toEqual([]);
  }
});

test('what is left out has its usual value', () => {
  expect(toPlaybook(entry({}))).toMatchObject({ priority: 5, when: [], stopOn: ['reply'], limits: {} });
});

describe('steps', () => {
  test.each<[string, PlaybookEntry['steps'], string[]]>([
    [
      'that lead in a circle',
      [
        { ...message('One.'), id: 'one' },
        { do: 'wait', days: 3 },
        { ...message('Two.'), next: 'one' },
      ],
      ['steps.2: it leads back to "one", so that it would never end; let it lead on, or to end'],
    ],
    [
      'that lead back to one without a name of its own',
      [
        { do: 'branch', if: [{ attribute: 'orders', atLeast: 1 }], goto: 'late' },
        { do: 'stop' },
        { do: 'wait', days: 1, id: 'late', next: 'late' },
      ],
      ['steps.2: it leads back to "late", so that it would never end; let it lead on, or to end'],
    ],
    [
      'that nothing leads to',
      [message('One.'), { do: 'stop' }, message('Never.'), { do: 'stop', id: 'x' }],
      [
        'steps.2: step 3 is never reached; let another step lead to it, or remove it',
        'steps.3: "x" is never reached; let another step lead to it, or remove it',
      ],
    ],
    [
      'that name one that is not there',
      [{ ...message('One.'), id: 'one', next: 'tow' }],
      ['steps.0.next: there is no step "tow"; there are one, end'],
    ],
    [
      'that name one where none has a name',
      [
        {
          do: 'split',
          parts: [
            { share: 1, goto: 'a' },
            { share: 1, goto: 'end' },
          ],
        },
      ],
      ['steps.0.parts.0.goto: there is no step "a"; give the step an id'],
    ],
    [
      'with the same name',
      [
        { ...message('One.'), id: 'a' },
        { ...message('Two.'), id: 'a' },
      ],
      ['steps.0.id: "a" is taken; give it another id', 'steps.1.id: "a" is taken; give it another id'],
    ],
    ['called end', [{ ...message('One.'), id: 'end' }], ['steps.0.id: "end" is taken; give it another id']],
    [
      'that go somewhere after nothing was waited for',
      [{ do: 'wait', days: 1, goto: 'end' }],
      ['steps.0.goto: "goto" is for what is waited for; add "until", or take "next"'],
    ],
    [
      'that go on after the end',
      [{ do: 'stop', next: 'end' }],
      ['steps.0.next: nothing comes next after stop; remove it'],
    ],
    [
      'with a branch to nowhere',
      [{ do: 'branch', if: [{ attribute: 'orders', atLeast: 1 }], goto: 'x', else: 'y' }],
      [
        'steps.0.goto: there is no step "x"; give the step an id',
        'steps.0.else: there is no step "y"; give the step an id',
      ],
    ],
  ])('%s are refused', (_, steps, found) => {
    expect(problems({ steps })).toEqual(found);
  });

  test('that branch, split and wait for something are fine', () => {
    const steps: PlaybookEntry['steps'] = [
      { do: 'wait', days: 2, until: 'order', goto: 'thanks' },
      { do: 'branch', if: [{ attribute: 'orders', atLeast: 1 }], else: 'split' },
      { ...message('Again?'), next: 'end' },
      {
        id: 'split',
        do: 'split',
        parts: [
          { share: 1, goto: 'thanks' },
          { share: 3, goto: 'end' },
        ],
      },
      { id: 'thanks', ...message('Thank you.') },
    ];
    expect(problems({ steps })).toEqual([]);
  });
});

describe('texts', () => {
  test.each<[string, Partial<PlaybookEntry>, RegExp]>([
    [
      'a field that is none',
      { steps: [message('Hello {{nmae}}.')] },
      /^steps\.0\.text\.en: there is no field \{\{nmae}}; there are name, rep/,
    ],
    [
      'words of a model for a whole room',
      { steps: [{ ...message('Hello.'), to: 'room', model: 'draft' }] },
      /^steps\.0\.model: a model words only what one person reads/,
    ],
    [
      'a field of every object',
      { steps: [message('Hello {{constructor}}.')] },
      /there is no field \{\{constructor}}/,
    ],
    [
      'something personal in a room',
      { steps: [message('Hello. Your code is {{coupon}}.', 'room')] },
      /is personal and others read the room/,
    ],
    [
      'a coupon that nobody made',
      { steps: [message('Hello. Use {{coupon}}.')] },
      /no coupon step comes before/,
    ],
    [
      'a holiday on a plain day',
      { steps: [message('Hello. Happy {{holiday}}.')] },
      /the trigger is no holiday/,
    ],
    [
      'a holiday on a day without a name',
      { trigger: { on: 'date', date: '08-15' }, steps: [message('Hello. Happy {{holiday}}.')] },
      /the trigger is no holiday/,
    ],
    ['a field and nothing else', { steps: [message('Hello {{name}}')] }, /nothing is left of it/],
    [
      'a partial',
      { steps: [message('Hello. {{>file}}')] },
      /the text cannot be read: \{\{>file}} is not taken/,
    ],
    ['raw text', { steps: [message('Hello. {{{name}}}')] }, /the text cannot be read/],
    [
      'an open part',
      { steps: [message('Hello. {{#name}}')] },
      /the text cannot be read: Unclosed section "name"/,
    ],
    [
      'the same in a follow-up',
      { steps: [{ do: 'follow-up', text: text('{{lastOrder}}') }] },
      /nothing is left of it/,
    ],
  ])('that name %s are refused', (_, change, found) => {
    expect(problems(change).join('\n')).toMatch(found);
  });

  test('may name what a step before made, and the holiday of their day', () => {
    expect(
      problems({
        trigger: { on: 'date', date: 'mid-autumn' },
        steps: [
          { do: 'coupon', title: text('10 % off', '九折') },
          message('Happy {{holiday}}! {{! a remark }}Use {{coupon}}.'),
        ],
      }),
    ).toEqual([]);
  });
});

describe('conditions', () => {
  test.each<[string, Partial<PlaybookEntry>, string]>([
    [
      'that say nothing',
      { when: [{ attribute: 'orders' }] },
      'when.0: it says nothing; add is, not, atLeast, below or known',
    ],
    [
      'that take a number for a word',
      { when: [{ attribute: 'health', is: ['good'] }] },
      'when.0.is: health is a number; write atLeast or below',
    ],
    [
      'that deny a number',
      { when: [{ attribute: 'health', not: ['good'] }] },
      'when.0.not: health is a number; write atLeast or below',
    ],
    [
      'that take a word for a number',
      { when: [{ attribute: 'stage', atLeast: 3 }] },
      'when.0.atLeast: stage is no number; write is or not',
    ],
    [
      'that put a word below a number',
      { when: [{ attribute: 'stage', below: 3 }] },
      'when.0.below: stage is no number; write is or not',
    ],
    [
      'with a value that is none',
      { when: [{ attribute: 'tier', is: ['D'] }] },
      'when.0.is: tier is never "D"; it is one of A, B, C',
    ],
    [
      'with a value that is none, denied',
      { when: [{ attribute: 'tier', not: ['D'] }] },
      'when.0.not: tier is never "D"; it is one of A, B, C',
    ],
    [
      'between two numbers the wrong way round',
      { when: [{ attribute: 'health', atLeast: 50, below: 50 }] },
      'when.0: nothing is at least 50 and below 50; change one of them',
    ],
    [
      'above what there is',
      { when: [{ attribute: 'health', atLeast: 101 }] },
      'when.0: health lies from 0 to 100; this never holds',
    ],
    [
      'below what there is',
      { when: [{ attribute: 'health', below: 0 }] },
      'when.0: health lies from 0 to 100; this never holds',
    ],
    [
      'that contradict each other',
      {
        when: [
          { attribute: 'tier', is: ['A'] },
          { attribute: 'tier', not: ['A'] },
        ],
      },
      'when.1: the conditions on tier contradict each other; nobody fulfils all',
    ],
    [
      'that leave no number',
      {
        when: [
          { attribute: 'health', below: 40 },
          { attribute: 'health', atLeast: 60 },
        ],
      },
      'when.1: the conditions on health contradict each other; nobody fulfils all',
    ],
    [
      'that exclude what the trigger finds',
      { trigger: { on: 'stage', to: ['dormant'] }, when: [{ attribute: 'stage', is: ['growing'] }] },
      'when.0: the trigger finds only dormant; this never holds',
    ],
    [
      'for what is known and unknown',
      {
        when: [
          { attribute: 'satisfaction', known: false },
          { attribute: 'satisfaction', atLeast: 50 },
        ],
      },
      'when.1: satisfaction cannot be known and unknown; nobody fulfils all',
    ],
    [
      'in a branch',
      { steps: [{ do: 'branch', if: [{ attribute: 'tier', is: ['D'] }] }] },
      'steps.0.if.0.is: tier is never "D"; it is one of A, B, C',
    ],
  ])('%s are refused', (_, change, found) => {
    expect(problems(change)).toEqual([found]);
  });

  test('on several rules, on stages of the trigger and on something unknown are fine', () => {
    expect(
      problems({
        trigger: { on: 'stage', to: ['dormant', 'declining'] },
        when: [
          { attribute: 'rule', is: ['R1'] },
          { attribute: 'rule', is: ['R7'] },
          { attribute: 'stage', not: ['declining'] },
          { attribute: 'segment', is: ['b2b'] },
          { attribute: 'segment', not: ['fmcg'] },
          { attribute: 'reason', known: false },
          { attribute: 'satisfaction', known: true },
        ],
      }),
    ).toEqual([]);
  });
});

describe('triggers', () => {
  test.each<[string, Partial<PlaybookEntry>, RegExp]>([
    [
      'a rule that is none',
      { trigger: { on: 'rule', rule: 'R99' } },
      /^trigger\.rule: there is no rule "R99"/,
    ],
    ['a segment of nobody', { trigger: { on: 'segment' } }, /^trigger: nobody can enter a segment/],
    [
      'a move to where one is',
      { trigger: { on: 'stage', to: ['dormant'], from: ['dormant'] } },
      /^trigger\.from: nobody moves from a stage to the same/,
    ],
    ['a day that is none', { trigger: { on: 'date', date: '13-45' } }, /^trigger\.date: "13-45" is no day/],
    ['a word for a day', { trigger: { on: 'date', date: 'someday' } }, /"someday" is no day/],
  ])('on %s are refused', (_, change, found) => {
    expect(problems(change).join('\n')).toMatch(found);
  });

  test.each<PlaybookEntry['trigger']>([
    { on: 'rule', rule: 'R7' },
    { on: 'stage', to: ['dormant', 'declining'], from: ['dormant'] },
    { on: 'date', date: 'birthday', offset: -3 },
    { on: 'date', date: 'renewal', offset: -30 },
    { on: 'date', date: 'lunar 8-15' },
    { on: 'date', date: 'monthly 18' },
    { on: 'silence', days: 20 },
  ])('such as %j are fine', (trigger) => {
    expect(problems({ trigger })).toEqual([]);
  });
});

describe('limits', () => {
  test.each<[string, Partial<PlaybookEntry>, string]>([
    [
      'fewer messages than the steps send',
      {
        limits: { contacts: 1 },
        steps: [message('One.'), { do: 'wait', days: 3 }, { do: 'survey', survey: 'nps' }],
      },
      'limits.contacts: step 3 would be message 2 and never be sent; allow more contacts or remove it',
    ],
    [
      'fewer days than the steps wait',
      { limits: { days: 7 }, steps: [{ do: 'wait', days: 7, hours: 1 }, message('Late.')] },
      'limits.days: step 2 comes after 8 days and would never be sent; allow more days or wait less',
    ],
    [
      'an entry again while inside',
      { limits: { days: 30, every: 20 } },
      'limits.every: who may be inside for 30 days cannot enter again after 20; make every at least 30',
    ],
  ])('%s are refused', (_, change, found) => {
    expect(problems(change)).toEqual([found]);
  });

  test('count the shortest way: an event cuts a wait short, a branch goes around a message', () => {
    expect(
      problems({
        limits: { contacts: 1, days: 5, every: 5 },
        steps: [
          { do: 'branch', if: [{ attribute: 'orders', atLeast: 1 }], goto: 'wait' },
          message('One.'),
          { id: 'wait', do: 'wait', days: 30, until: 'order', goto: 'thanks' },
          { do: 'stop' },
          { id: 'thanks', ...message('Thanks.') },
        ],
      }),
    ).toEqual([]);
    expect(
      problems({
        limits: { days: 5 },
        steps: [{ do: 'wait', days: 30, until: 'order' }, message('Thanks.')],
      }),
    ).toEqual([]);
    expect(problems({ limits: { days: 1 }, steps: [{ do: 'wait', hours: 20 }, message('Soon.')] })).toEqual(
      [],
    );
    // Whoever waits for nothing in particular waits a month, but the event may come at once.
    expect(
      problems({
        limits: { days: 5 },
        steps: [{ do: 'wait', until: 'order', goto: 'end' }, message('Late.')],
      }),
    ).toEqual([]);
  });
});
