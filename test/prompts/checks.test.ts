import { describe, expect, test } from 'vitest';
import { brief } from '../../prompts/brief.ts';
import { draft } from '../../prompts/draft.ts';
import { givenIds, inLanguage, isGrounded, isQuoteOf } from '../../prompts/grounding.ts';
import { labels } from '../../prompts/labels.ts';
import { narrative } from '../../prompts/narrative.ts';
import { plain } from '../../prompts/plain.ts';
import { playbook } from '../../prompts/playbook.ts';
import { profile } from '../../prompts/profile.ts';
import { rule } from '../../prompts/rule.ts';
import { suggest } from '../../prompts/suggest.ts';
import { summary } from '../../prompts/summary.ts';

const said = (text: string, id = 'm1') => ({ id, from: 'customer' as const, at: '2026-03-02 09:10', text });
const messages = [
  said('The oven costs 12,800 and breaks on 2026-05-01, see https://acme.test/x'),
  said('ok', 'm2'),
];
const point = (over: object = {}) => ({
  text: 'The oven breaks.',
  cites: ['m1'],
  quote: 'The oven costs',
  ...over,
});

describe('what an answer rests on', () => {
  test('a quote stands word for word in the message; blanks and width do not count', () => {
    expect(isQuoteOf('oven  costs', 'The oven costs 1')).toBe(true);
    expect(isQuoteOf('Ｏｖｅｎ', 'oven')).toBe(true);
    expect(isQuoteOf('stove', 'oven')).toBe(false);
    expect(isQuoteOf(' ', 'oven')).toBe(false);
  });

  test('only given ids count, each once', () => {
    expect(givenIds(['m2', 'm9', 'm2', 'web/a/b'], messages)).toEqual(['m2']);
  });

  test('figures and links must have been given, in whatever form', () => {
    for (const fine of [
      'It costs 12800.',
      'It costs 12,800.',
      'On 1/5/2026',
      'see https://acme.test/x',
      'no figure',
      'one 5',
    ])
      expect(isGrounded(fine, messages)).toBeUndefined();
    for (const made of [
      'It costs 12900.',
      'see https://evil.test',
      'write to a@b.co',
      '30% off',
      'on 2026-06-07',
    ])
      expect(isGrounded(made, messages)).toMatchObject({ fault: 'ungrounded' });
  });

  test('the language must be the one that was asked for', () => {
    expect(inLanguage('客户很不满意这次服务', 'en')).toMatchObject({ fault: 'wrong-language' });
    expect(inLanguage('They are unhappy with it', 'zh')).toMatchObject({ fault: 'wrong-language' });
    expect(inLanguage('客户对 iPhone 不满意', 'zh')).toBeUndefined();
    expect(inLanguage('ok', 'zh')).toBeUndefined();
    expect(inLanguage('1234567890', 'zh')).toBeUndefined();
  });
});

describe('an answer is thrown away', () => {
  test('a summary or a profile, point by point, and whole where none rests on anything', () => {
    const open = [
      point({ text: 'It costs 99999.' }),
      point({ cites: ['m7'] }),
      point({ quote: 'Zeta pays double' }),
    ];
    expect(summary.check({ points: [point()], open }, { messages }, 'en')).toEqual({
      points: [point()],
      open: [],
    });
    expect(summary.check({ points: [], open }, { messages }, 'en')).toMatchObject({ fault: 'ungrounded' });
    const chinese = [point({ text: '烤箱又坏了，客户很着急' })];
    expect(summary.check({ points: chinese, open: [] }, { messages }, 'en')).toMatchObject({
      fault: 'wrong-language',
    });
    expect(summary.check({ points: [point()], open: chinese }, { messages }, 'en')).toMatchObject({
      fault: 'wrong-language',
    });
    const facts = chinese.map((each) => ({ ...each, kind: 'need' as const }));
    expect(profile.check({ facts }, { messages, known: [] }, 'en')).toMatchObject({
      fault: 'wrong-language',
    });
  });

  test('a brief that derives figures or is in another language', () => {
    const facts = brief.examples[1]?.facts;
    if (!facts) throw new Error('There is no example.');
    const fine = { situation: 'Their health is 82.', points: [], next: 'Call them now.' };
    expect(brief.check(fine, facts, 'en')).toEqual(fine);
    expect(brief.check({ ...fine, situation: 'Their health is 55.' }, facts, 'en')).toMatchObject({
      fault: 'ungrounded',
    });
    expect(brief.check({ ...fine, next: '马上给他们打电话' }, facts, 'en')).toMatchObject({
      fault: 'wrong-language',
    });
    const points = [point({ text: '他们五月要开第二家店' })];
    expect(brief.check({ ...fine, points }, facts, 'en')).toMatchObject({ fault: 'wrong-language' });
  });

  test('a suggestion that rests on nothing', () => {
    const facts = { followUps: [], promises: [], messages };
    const fine = {
      action: 'call',
      when: 'now',
      what: 'Call them.',
      why: 'They wait.',
      cites: ['m1'],
    } as const;
    expect(suggest.check({ ...fine, cites: ['m1'] }, facts, 'en')).toEqual(fine);
    expect(suggest.check({ ...fine, cites: ['m9'] }, facts, 'en')).toMatchObject({ fault: 'ungrounded' });
    expect(suggest.check({ ...fine, cites: [], what: '给他们打电话吧' }, facts, 'en')).toMatchObject({
      fault: 'wrong-language',
    });
  });

  test.each([
    ['Your churn risk is high.', 'ungrounded'],
    ['您好，您的健康分偏低，我来看看', 'wrong-language'],
    ['As an AI I cannot do that.', 'ungrounded'],
    ['Dear [name], hello.', 'malformed'],
    ['Dear {customer}, hello.', 'malformed'],
    ['Take 50% off today!', 'ungrounded'],
    ['See https://evil.test/pay now', 'ungrounded'],
  ])('a draft such as "%s"', (text, fault) => {
    expect(draft.check({ text, cites: [] }, { messages, tone: [], wish: null }, 'en')).toMatchObject({
      fault,
    });
  });

  test('a draft with an internal word in Chinese, but not one with a mark of its own', () => {
    const facts = { messages, tone: [], wish: null };
    expect(draft.check({ text: '您好，您的健康分偏低了', cites: [] }, facts, 'zh')).toMatchObject({
      fault: 'ungrounded',
    });
    expect(draft.check({ text: 'I will call [PHONE_1]. ', cites: ['m1', 'm8'] }, facts, 'en')).toEqual({
      text: 'I will call [PHONE_1].',
      cites: ['m1'],
    });
  });

  test('a sentence about the digest that cites nothing of it', () => {
    const facts = { day: '2026-03-02', items: [{ id: 'd1', text: 'Acme moved' }] };
    const line = (over: object) => ({ text: 'Acme comes first.', cites: ['d1'], ...over });
    expect(
      narrative.check(
        { lines: [line({}), line({ cites: ['d4'] }), line({ text: 'Acme lost 77 people.' })] },
        facts,
        'en',
      ),
    ).toEqual({ lines: [line({})] });
    expect(narrative.check({ lines: [line({ cites: [] })] }, facts, 'en')).toMatchObject({
      fault: 'ungrounded',
    });
    expect(narrative.check({ lines: [line({ text: '请先看这位客户吧' })] }, facts, 'en')).toMatchObject({
      fault: 'wrong-language',
    });
  });

  test('a command that is none, or has words in it that nobody said', () => {
    const facts = {
      request: 'How is Acme Ltd?',
      commands: [{ name: 'status', usage: 'status NAME [short|long]', does: '' }],
    };
    expect(plain.check({ command: 'status', args: ['acme ltd', 'long'] }, facts, 'en')).toEqual({
      command: 'status',
      args: ['acme ltd', 'long'],
    });
    expect(plain.check({ command: 'status', args: ['Zeta'] }, facts, 'en')).toMatchObject({
      fault: 'ungrounded',
    });
    expect(plain.check({ command: 'erase', args: [] }, facts, 'en')).toMatchObject({ fault: 'ungrounded' });
    expect(plain.check({ command: null, args: ['x'] }, facts, 'en')).toEqual({ command: null, args: [] });
  });

  test('a change of a rule that nobody asked for', () => {
    const rules = [
      {
        id: 'R7',
        says: '',
        numbers: [
          { name: 'days', value: 30 },
          { name: 'percent', value: 1 },
        ],
        on: true,
      },
    ];
    const change = { rule: 'R7', change: 'number', number: 'days', value: 45 } as const;
    const check = (output: Parameters<typeof rule.check>[0], request: string) =>
      rule.check(output, { request, rules }, 'en');
    expect(check(change, 'after 45 days')).toEqual(change);
    expect(check({ ...change, value: 2 }, '两天后提醒')).toMatchObject({ value: 2 });
    expect(check({ ...change, value: 0.3 }, 'at 30%')).toMatchObject({ value: 0.3 });
    expect(check(change, 'after 30 days')).toMatchObject({ fault: 'ungrounded' });
    expect(check({ ...change, rule: 'R99' }, '45')).toMatchObject({ fault: 'ungrounded' });
    expect(check({ ...change, number: 'months' }, '45')).toMatchObject({ fault: 'ungrounded' });
    expect(check({ ...change, change: 'off' }, 'stop it')).toEqual({
      rule: 'R7',
      change: 'off',
      number: null,
      value: null,
    });
    expect(check({ ...change, rule: null }, '45')).toEqual({
      rule: null,
      change: null,
      number: null,
      value: null,
    });
  });

  test('a playbook that there cannot be, or that promises what nobody asked for', () => {
    const example = playbook.examples[1];
    if (!example) throw new Error('There is no example.');
    const check = (over: object) => playbook.check({ ...example.output, ...over }, example.facts, 'en');
    expect(check({})).toEqual(example.output);
    expect(check({ key: 'No key' })).toMatchObject({ fault: 'malformed' });
    expect(check({ waitDays: -3 })).toMatchObject({ fault: 'malformed' });
    expect(check({ event: null })).toMatchObject({ event: null });
    expect(check({ event: null, stage: 'dormant' })).toMatchObject({ stage: 'dormant' });
    expect(check({ text: { zh: '您好 {{secret}}', en: 'Hello {{secret}}' } })).toMatchObject({
      fault: 'malformed',
    });
    expect(check({ text: { zh: '全场 50% 优惠', en: 'All at half price' } })).toMatchObject({
      fault: 'ungrounded',
    });
    expect(check({ event: null, silentDays: 45 })).toMatchObject({ fault: 'ungrounded' });
  });

  test('labels twice or of nothing', () => {
    const one = labels.examples[1]?.output.labels[0];
    if (!one) throw new Error('There is no example.');
    const facts = { messages: [{ id: 'm1', text: 'Oh great, another broken one.' }] };
    expect(
      labels.check({ labels: [one, { ...one, sentiment: 1 }, { ...one, id: 'm9' }] }, facts, 'en'),
    ).toEqual({ labels: [one] });
  });
});
