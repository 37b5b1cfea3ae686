import type { BriefFacts, BriefOutput } from '../brief.ts';
import type { CareFacts } from '../care.ts';
import type { DraftFacts } from '../draft.ts';
import type { DraftOutput } from '../drafting.ts';
import type { ProfileFacts, ProfileOutput } from '../profile.ts';
import type { SuggestFacts, SuggestOutput } from '../suggest.ts';
import type { SummaryFacts, SummaryOutput } from '../summary.ts';
import type { WinbackFacts } from '../winback.ts';
import { type EvalCase, has } from './case.ts';
import { type Conversation, conversations } from './conversations.ts';

const named = ({ name, language }: Conversation) => ({ name, language });
const figures = {
  stage: 'mature',
  health: 71,
  churnPercent: 12,
  mood: -0.1,
  valueAtRisk: '¥800',
  owner: 'Mia',
} as const;

/** Names what it is about. */
export const summaryCases: readonly EvalCase<SummaryFacts, SummaryOutput>[] = conversations.map((each) => ({
  ...named(each),
  facts: { messages: each.messages },
  grade: ({ points, open }) => [
    { metric: 'about', pass: has([...points, ...open].map(({ text }) => text).join(' '), each.about) },
    { metric: 'short', pass: points.length <= 6 },
  ],
}));

/** Names what it is about and copies the figures. */
export const briefCases: readonly EvalCase<BriefFacts, BriefOutput>[] = conversations.map((each) => ({
  ...named(each),
  facts: {
    customer: {
      ...figures,
      name: each.language === 'zh' ? '晨光书店' : 'Acme',
      warnings: [],
      promises: [],
      known: [],
    },
    messages: each.messages,
  },
  grade: ({ situation, points, next }) => [
    {
      metric: 'about',
      pass: has([situation, next, ...points.map(({ text }) => text)].join(' '), each.about),
    },
    { metric: 'figures', pass: /71|12/.test(situation) },
  ],
}));

/** Suggests one of the actions that fit. */
export const suggestCases: readonly EvalCase<SuggestFacts, SuggestOutput>[] = conversations.map((each) => ({
  ...named(each),
  facts: { followUps: [], promises: [], messages: each.messages },
  grade: ({ action }) => [{ metric: 'action', pass: each.next.includes(action) }],
}));

const tones = {
  zh: ['王总早～货已经在路上啦', '收到，我马上看下哈'],
  en: ['Hi Tom, quick one: all shipped. Cheers, M'],
} as const;

const isDraft = ({ text }: DraftOutput) => [
  { metric: 'short', pass: text.length <= 400 },
  { metric: 'promises nothing', pass: !has(text, ['% off', 'discount of', '打折', '赔偿', 'refund you']) },
];

/** Answers what was said last, shortly and without promises. */
export const draftCases: readonly EvalCase<DraftFacts, DraftOutput>[] = conversations.map((each) => ({
  ...named(each),
  facts: { messages: each.messages, tone: [...tones[each.language]], wish: null },
  grade: (output) => [
    ...isDraft(output),
    { metric: 'about', pass: has(output.text, each.about) },
    { metric: 'cites', pass: output.cites.length > 0 },
  ],
}));

/** Cares, shortly and without promises. */
export const careCases: readonly EvalCase<CareFacts, DraftOutput>[] = conversations.map((each) => ({
  ...named(each),
  facts: {
    occasion: each.language === 'zh' ? '交货一周后' : 'a week after the delivery',
    messages: each.messages,
    tone: [...tones[each.language]],
  },
  grade: isDraft,
}));

/** Asks a question that is easy to answer, without promises. */
export const winbackCases: readonly EvalCase<WinbackFacts, DraftOutput>[] = conversations.map(
  (each, index) => ({
    ...named(each),
    facts: {
      reason:
        (['price', 'service', 'quality', 'product', 'competitor', 'other'] as const)[index % 6] ?? 'other',
      messages: each.messages,
      tone: [...tones[each.language]],
      changed: null,
    },
    grade: (output) => [...isDraft(output), { metric: 'asks', pass: /[?？]/.test(output.text) }],
  }),
);

/** Finds the lasting fact, and none where there is none. */
export const profileCases: readonly EvalCase<ProfileFacts, ProfileOutput>[] = conversations.map((each) => ({
  ...named(each),
  facts: { messages: each.messages, known: [] },
  grade: ({ facts }) => {
    const { fact } = each;
    if (!fact) return [{ metric: 'few', pass: facts.length <= 2 }];
    const fitting = facts.filter(({ text }) => has(text, fact.words));
    return [
      { metric: 'found', pass: fitting.length > 0 },
      { metric: 'kind', pass: fitting.some(({ kind }) => kind === fact.kind) },
    ];
  },
}));
