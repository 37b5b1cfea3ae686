import type { Bilingual } from '../language.ts';
import { dayMs } from '../time.ts';
import type { Scene } from './context.ts';
import { orderRhythm, silenceAt, usualGapDays } from './own-rhythm.ts';
import { sentimentAt } from './sentiment-mean.ts';
import type { CustomerState, MonthSums } from './state.ts';

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

type Finding = Pick<HealthPart, 'score' | 'numbers' | 'evidence'> & { readonly because?: Bilingual };
/** How one part of health is found. */
type PartRule = {
  readonly key: string;
  readonly name: Bilingual;
  readonly weight: number;
  readonly because: Bilingual;
  /** Returns undefined when the part does not apply to this customer yet. */
  readonly find: (state: CustomerState, at: number, scene: Scene) => Finding | undefined;
};

const clamp = (value: number): number => Math.min(100, Math.max(0, value));
const round1 = (value: number): number => Math.round(value * 10) / 10;
const windowDays = 28;

/** How many of the ascending `days` lie after `day`. */
const countAfter = (days: readonly number[], day: number): number => {
  let count = 0;
  while (count < days.length && (days[days.length - 1 - count] as number) > day) count++;
  return count;
};

/** Said while the own history is too short, and what is usual in the segment stands in. */
const usually = {
  engagement: {
    zh: '近 28 天有 {recent} 个活跃日；历史尚短，同类客户通常有 {expected} 个。',
    en: 'Active on {recent} of the last 28 days; too little history, such customers usually are on {expected}.',
  },
  purchasing: {
    zh: '距上一单 {since} 天；历史尚短，同类客户通常每 {gap} 天一单。',
    en: '{since} days since the last order; too little history, such customers usually order every {gap}.',
  },
} satisfies Record<string, Bilingual>;

/** Said of who was not heard at all: the share fades with the chance that they are still there. */
const unheard: Bilingual = {
  zh: '已沉默 {silent} 天，近 28 天没有活跃日，按以往节奏应有 {expected} 个。',
  en: 'Silent for {silent} days; on none of the last 28 days active where the usual would be {expected}.',
};

/**
 * The share of the customer's own usual activity that the last 28 days reached. Of somebody who is rarely active little
 * is expected in 28 days, so that none would be nearly all of it, however long ago they were heard: without any activity
 * the share shrinks by the chance that they are still there, as churn by rules counts it.
 */
const engagement: PartRule['find'] = (state, at, scene) => {
  if (state.firstAt === null) return undefined;
  const { calendar, zone } = scene;
  const windowStart = at - windowDays * dayMs;
  const recent = countAfter(state.days, zone.dayOf(windowStart));
  const working = calendar.workingDaysBetween(Math.max(windowStart, state.firstAt), at);
  const historyDays = calendar.workingDaysBetween(state.firstAt, windowStart);
  const own = historyDays >= 20;
  const perWorkingDay = own ? (state.activeDays - recent) / historyDays : 7 / 5 / usualGapDays(scene);
  const expected = Math.min(perWorkingDay * working, 20);
  const share = clamp((100 * (recent + 0.5)) / (expected + 0.5));
  if (recent === 0) {
    const { silentDays, survival } = silenceAt(state, at, scene);
    return {
      score: share * survival,
      numbers: { recent, expected: round1(expected), own: own ? 1 : 0, silent: Math.floor(silentDays) },
      because: unheard,
      evidence: state.lastIn ? [state.lastIn.key] : [],
    };
  }
  return {
    score: share,
    numbers: { recent, expected: round1(expected), own: own ? 1 : 0 },
    ...(own ? {} : { because: usually.engagement }),
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

const purchasing: PartRule['find'] = (state, at, scene) => {
  const { last } = state.orders;
  if (!last) return undefined;
  const rhythm = orderRhythm(state, scene);
  const gap = Math.max(rhythm.gapDays, 7);
  const since = (at - last.at) / dayMs;
  return {
    score: clamp(100 - (100 * (since - gap)) / (2 * gap)),
    numbers: { since: Math.floor(since), gap: Math.round(gap), own: rhythm.own ? 1 : 0 },
    ...(rhythm.own ? {} : { because: usually.purchasing }),
    evidence: [last.key],
  };
};

const use: PartRule['find'] = (state, at, { calendar }) => {
  const month = calendar.monthOf(at);
  const before = state.months.filter((each) => each.month < month && each.uses > 0);
  if (before.length < 3) return undefined;
  const since = calendar.startOfMonth(month);
  const working = calendar.workingDaysBetween(since, at);
  const ofMonth = working / Math.max(1, calendar.workingDaysBetween(since, calendar.startOfMonth(month + 1)));
  const last = state.months.find((each) => each.month === month - 1)?.uses ?? 0;
  const present = state.months.find((each) => each.month === month)?.uses ?? 0;
  // The last full month fades as the present one fills up.
  const recent = present + last * (1 - ofMonth);
  const mean = before.reduce((sum, each) => sum + each.uses, 0) / (month - (before[0] as MonthSums).month);
  return {
    score: clamp((100 * recent) / mean),
    numbers: { recent: Math.round(recent), mean: round1(mean) },
    evidence: [],
  };
};

/** Answers older than this say nothing of today. */
const surveyDays = 180;

const satisfaction: PartRule['find'] = (state, at) => {
  const recent = state.surveys.filter((each) => each.at > at - surveyDays * dayMs);
  if (recent.length === 0) return undefined;
  const mean = recent.reduce((sum, each) => sum + each.satisfaction, 0) / recent.length;
  return {
    score: clamp(mean),
    numbers: { answers: recent.length, mean: Math.round(mean), days: surveyDays },
    evidence: recent.map((each) => each.key),
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

/** The parts of health in the order in which they are shown, with the weight where a segment says nothing else. */
export const healthParts: readonly PartRule[] = [
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
    key: 'use',
    name: { zh: '产品使用', en: 'Product use' },
    weight: 0.15,
    because: {
      zh: '近一个月使用 {recent} 次，此前月均 {mean} 次。',
      en: 'Used {recent} times in about a month; {mean} a month before.',
    },
    find: use,
  },
  {
    key: 'satisfaction',
    name: { zh: '满意度', en: 'Satisfaction' },
    weight: 0.15,
    because: {
      zh: '近 {days} 天 {answers} 次问卷，平均 {mean} 分（满分 100）。',
      en: '{answers} survey answers in {days} days, {mean} of 100 on average.',
    },
    find: satisfaction,
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
