import { expect, test } from 'vitest';
import { careLines, surveyLines } from '../../../bot/view/digest-care.ts';
import { communityLines } from '../../../bot/view/digest-communities.ts';
import type { CommunityDay } from '../../../core/digest/facts.ts';
import { createZone } from '../../../core/zone.ts';
import { at } from '../../support/given.ts';

const zone = createZone('Asia/Shanghai');
const flow = (zh: string, en: string, sent: number, replied = 0, stopped = 0) => ({
  name: { zh, en },
  sent,
  replied,
  stopped,
});
const outcome = (name: 'repurchase' | 'reply', verdict: 'more' | 'unclear') => ({
  outcome: name,
  treated: 0.2,
  control: 0.15,
  difference: 0.05,
  low: 0.01,
  high: 0.09,
  verdict,
});

test('care is told in one sentence, by flow, and with what was found out of its effect', () => {
  const care = {
    flows: [flow('生日问候', 'Birthday greeting', 12, 5, 1), flow('群发 #3', 'Broadcast #3', 4)],
    optOuts: 1,
    effects: [
      {
        name: { zh: '生日问候', en: 'Birthday greeting' },
        report: {
          status: 'read' as const,
          treated: 200,
          control: 60,
          confidence: 0.99,
          outcomes: [outcome('repurchase', 'more'), outcome('reply', 'unclear')],
        },
      },
      {
        name: { zh: '群发 #3', en: 'Broadcast #3' },
        report: { status: 'not-enough-data' as const, treated: 4, control: 2, least: 50 },
      },
    ],
  };
  expect(careLines(care, 'en')).toEqual([
    '16 messages sent, 5 answered; 1 held back; 1 person opted out.',
    '• Birthday greeting: 12 sent, 5 answered, 1 held back',
    '• Broadcast #3: 4 sent',
    '• Effect of Birthday greeting: more orders, +5.0 points (interval +1.0 to +9.0).',
    '• Effect of Broadcast #3: not enough data (4 with and 2 without the message).',
  ]);
  expect(careLines(care, 'zh')).toEqual([
    '发出 16 条，5 条有回复；拦下 1 条；退订 1 人。',
    '• 生日问候：发出 12，回复 5，拦下 1',
    '• 群发 #3：发出 4',
    '• “生日问候”的效果：复购更多，+5.0 个百分点（区间 +1.0 至 +9.0）。',
    '• “群发 #3”的效果：数据不够（实验组 4，对照组 2）。',
  ]);
});

test('one flow says it all by itself, many are counted up', () => {
  const one = { flows: [flow('欢迎', 'Welcome', 2, 1)], optOuts: 0, effects: [] };
  expect(careLines(one, 'en')).toEqual(['• Welcome: 2 sent, 1 answered']);
  const flows = Array.from({ length: 7 }, (_, index) => flow(`流程 ${index}`, `Flow ${index}`, 1));
  expect(careLines({ ...one, flows }, 'zh').at(-1)).toBe('……另有 2 个');
  expect(careLines({ ...one, flows }, 'zh')).toHaveLength(7);
  expect(careLines({ flows: [], optOuts: 2, effects: [] }, 'en')).toEqual(['2 people opted out.']);
});

test('surveys are told by kind with their interval, and low scores by name with what was said', () => {
  const surveys = {
    kinds: [
      { kind: 'nps' as const, answers: 4, scores: [10, 9, 7, 3] },
      { kind: 'csat' as const, answers: 2, scores: [5, 2] },
      { kind: 'free' as const, answers: 1, scores: [] },
    ],
    low: {
      count: 7,
      top: [
        { customerId: 1, name: 'Acme', owner: 'Mia', kind: 'nps' as const, score: 3, comment: 'too slow' },
        { customerId: 2, name: '晨光', owner: null, kind: 'csat' as const, score: 2, comment: null },
      ],
    },
  };
  expect(surveyLines(surveys, 'en')).toEqual([
    '• NPS: 25 (95 % interval −44 to 73), 4 answers, 1 of them low',
    '• Satisfaction: 50% satisfied (95 % interval 9% to 91%), 2 answers, 1 of them low',
    '• Open question: 1 answer',
    '• Acme · NPS 3 · Mia\n  “too slow”',
    '• 晨光 · Satisfaction 2 · nobody',
    '… and 5 more',
  ]);
  expect(surveyLines(surveys, 'zh')).toEqual([
    '• NPS：净推荐值 25（95% 区间 −44 至 73），4 份回答，其中低分 1 份',
    '• 满意度：50% 满意（95% 区间 9% 至 91%），2 份回答，其中低分 1 份',
    '• 开放问题：1 份回答',
    '• Acme · NPS 3 分 · Mia\n  “too slow”',
    '• 晨光 · 满意度 2 分 · 未分配',
    '……另有 5 个',
  ]);
});

test('communities are told with the questions that wait and their events', () => {
  const community: CommunityDay = {
    name: 'Fans',
    messages: 4,
    people: 2,
    joined: 1,
    left: 2,
    leavers: ['Ann', 'Ben'],
    unanswered: 1,
    questions: [{ person: 'Cleo', at: at('2025-11-02 12:00'), text: 'When does the shop open?' }],
    events: [
      { title: 'Tasting', startsAt: at('2025-11-01 15:00'), over: true, guests: 9, waiting: 0, came: 7 },
      { title: 'Cupping', startsAt: at('2025-11-08 15:00'), over: false, guests: 5, waiting: 2, came: 0 },
    ],
  };
  expect(communityLines([community], zone, 'en')).toEqual([
    [
      '• Fans: 4 messages by 2 people, 1 joined, 2 left (Ann, Ben), 1 unanswered',
      'unanswered · Cleo · 2025-11-02 12:00: “When does the shop open?”',
      'event “Tasting” · 2025-11-01 15:00 · 9 signed up, 7 came',
      'event “Cupping” · 2025-11-08 15:00 · 5 signed up so far, 2 on the waiting list',
    ].join('\n  '),
  ]);
  expect(communityLines([community], zone, 'zh')).toEqual([
    [
      '• Fans：2 人发言 4 条，进 1，退 2（Ann、Ben），待答复 1',
      '待答复 · Cleo · 2025-11-02 12:00：“When does the shop open?”',
      '活动“Tasting” · 2025-11-01 15:00 · 报名 9 人，到场 7 人',
      '活动“Cupping” · 2025-11-08 15:00 · 已报名 5 人，候补 2 人',
    ].join('\n  '),
  ]);
  const silent = { ...community, messages: 0, joined: 0, left: 0, unanswered: 0, questions: [] };
  expect(communityLines([silent], zone, 'en')[0]).toMatch(/^• Fans: nobody wrote\n/);
});
