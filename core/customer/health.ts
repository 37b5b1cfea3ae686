import type { Bilingual } from '../language.ts';
import { dayMs } from '../rules/tests.ts';
import type { FoldContext } from './context.ts';
import { sentimentAt } from './sentiment-mean.ts';
import type { CustomerState } from './state.ts';

/** One named part of health: score 0–100, its weight before normalising, and what made it. */
export type HealthPart = {
  readonly key: string;
  readonly name: Bilingual;
  readonly score: number;
  readonly weight: number;
  readonly numbers: Readonly<Record<string, number>>;
  readonly because: Bilingual;
  readonly evidence: readonly string[];
};

/** Health 0–100 (weighted mean of the parts that apply) with its parts; weights are normalised to sum 1. */
export type Health = { readonly score: number; readonly parts: readonly HealthPart[] };

type Finding = Pick<HealthPart, 'score' | 'numbers' | 'evidence'>;
type PartRule = {
  readonly key: string;
  readonly name: Bilingual;
  readonly weight: number;
  readonly because: Bilingual;
  /** Returns undefined when the part does not apply to this customer yet. */
  readonly find: (state: CustomerState, at: number, context: FoldContext) => Finding | undefined;
};

const clamp = (value: number): number => Math.min(100, Math.max(0, value));
const round1 = (value: number): number => Math.round(value * 10) / 10;
const windowDays = 28;

/** How many of the ascending `days` lie after `day`. */
const countAfter = (days: readonly number[], day: number): number => {
  let count = 0;
  while (count < days.length && (days[days.length - 1 - count] ?? 0) > day) count++;
  return count;
};

/** The share of the customer's own usual activity that the last 28 days reached. */
const engagement: PartRule['find'] = (state, at, { calendar, zone }) => {
  if (state.firstAt === null) return undefined;
  const windowStart = at - windowDays * dayMs;
  const recent = countAfter(state.days, zone.dayOf(windowStart));
  const working = calendar.workingDaysBetween(Math.max(windowStart, state.firstAt), at);
  const historyDays = calendar.workingDaysBetween(state.firstAt, windowStart);
  const own = historyDays >= 20;
  const perWorkingDay = own ? (state.activeDays - recent) / historyDays : 4 / 20;
  const expected = Math.min(perWorkingDay * working, 20);
  const score = clamp((100 * (recent + 0.5)) / (expected + 0.5));
  return {
    score,
    numbers: { recent, expected: round1(expected), own: own ? 1 : 0 },
    evidence: state.lastIn ? [state.lastIn.key] : [],
  };
};

const feeling: PartRule['find'] = (state, at) => {
  const { mean, slope } = sentimentAt(state, at);
  return {
    score: clamp(65 + mean * (mean < 0 ? 65 : 35)),
    numbers: { mean: Math.round(mean * 100) / 100, slope: Math.round(slope * 100) / 100 },
    evidence: state.feelings
      .slice(-3)
      .reverse()
      .map((each) => each.key),
  };
};

const responsiveness: PartRule['find'] = (state, at, { calendar }) => {
  const waiting = state.openQuestions.filter((each) => calendar.businessMinutesBetween(each.at, at) > 15);
  const { count, late } = state.replies;
  if (waiting.length === 0 && count === 0 && state.brokenPromises.length === 0) return undefined;
  const lateShare = count >= 3 ? late / count : 0;
  const broken = state.brokenPromises.filter((each) => each.at > at - 30 * dayMs);
  return {
    score: clamp(100 - 25 * waiting.length - 40 * lateShare - 20 * broken.length),
    numbers: { waiting: waiting.length, replies: count, late, broken: broken.length },
    evidence: [...waiting, ...broken].map((each) => each.key),
  };
};

const purchasing: PartRule['find'] = (state, at) => {
  const { first, last, days } = state.orders;
  if (!last || first === null) return undefined;
  const own = days >= 3;
  const gap = own ? Math.max((last.at - first) / (days - 1) / dayMs, 7) : 90;
  const since = (at - last.at) / dayMs;
  return {
    score: clamp(100 - (100 * (since - gap)) / (2 * gap)),
    numbers: { since: Math.floor(since), gap: Math.round(gap), own: own ? 1 : 0 },
    evidence: [last.key],
  };
};

const complaints: PartRule['find'] = (state, at) => {
  const recent = state.complaints.filter((each) => each.at > at - 60 * dayMs);
  const open = state.openComplaint === null ? 0 : 1;
  return {
    score: clamp(100 - 30 * recent.length - 20 * open),
    numbers: { count: recent.length, open },
    evidence: recent.map((each) => each.key),
  };
};

const parts: readonly PartRule[] = [
  {
    key: 'engagement',
    name: { zh: '互动', en: 'Engagement' },
    weight: 0.3,
    because: {
      zh: '近 28 天有 {recent} 个活跃日，按以往节奏应有 {expected} 个。',
      en: 'Active on {recent} of the last 28 days; the usual would be {expected}.',
    },
    find: engagement,
  },
  {
    key: 'sentiment',
    name: { zh: '情绪', en: 'Sentiment' },
    weight: 0.2,
    because: {
      zh: '情绪均值 {mean}（半衰期 14 天），趋势 {slope}。',
      en: 'Mean sentiment {mean} (half-life 14 days), slope {slope}.',
    },
    find: feeling,
  },
  {
    key: 'responsiveness',
    name: { zh: '响应', en: 'Responsiveness' },
    weight: 0.15,
    because: {
      zh: '{waiting} 个问题待答复；{replies} 次答复中 {late} 次超时；{broken} 个承诺逾期。',
      en: '{waiting} questions waiting; {late} of {replies} replies late; {broken} promises overdue.',
    },
    find: responsiveness,
  },
  {
    key: 'purchasing',
    name: { zh: '购买', en: 'Purchasing' },
    weight: 0.2,
    because: {
      zh: '距上一单 {since} 天，惯常间隔 {gap} 天。',
      en: '{since} days since the last order; the usual gap is {gap}.',
    },
    find: purchasing,
  },
  {
    key: 'complaints',
    name: { zh: '投诉', en: 'Complaints' },
    weight: 0.15,
    because: {
      zh: '近 60 天投诉 {count} 次，未回应 {open} 次。',
      en: '{count} complaints in 60 days, {open} without a reply.',
    },
    find: complaints,
  },
];

/** Returns the score of {@link healthAt} alone: what the fold asks for at every step. */
export const healthScoreAt = (state: CustomerState, at: number, context: FoldContext): number => {
  if (state.gone) return 0;
  let total = 0;
  let sum = 0;
  for (const { find, weight } of parts) {
    const finding = find(state, at, context);
    if (!finding) continue;
    total += weight;
    sum += weight * Math.round(finding.score);
  }
  return total > 0 ? Math.round(sum / total) : 0;
};

/** Returns the customer's health at `at` with every part that applies. A customer who left has health 0. */
export const healthAt = (state: CustomerState, at: number, context: FoldContext): Health => {
  const found = parts.flatMap(({ find, ...part }): HealthPart[] => {
    const finding = find(state, at, context);
    return finding ? [{ ...part, ...finding, score: Math.round(finding.score) }] : [];
  });
  const total = found.reduce((sum, part) => sum + part.weight, 0);
  const weighed = found.map((part) => ({ ...part, weight: total > 0 ? part.weight / total : 0 }));
  return { score: healthScoreAt(state, at, context), parts: weighed };
};
