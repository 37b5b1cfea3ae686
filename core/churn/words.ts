import type { Bilingual } from '../language.ts';
import { fewestCustomers, fewestOfEach, type Shortage } from './shortage.ts';

/** How a person is told of a feature: `say` turns its value back into what it counts. */
export type FeatureWords = {
  readonly key: string;
  readonly say: (value: number) => Bilingual;
  /** Another feature that says the same thing; its words stand for both. */
  readonly sameAs?: string;
};

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;
const whole = (value: number): number => Math.max(0, Math.round(value));
const tenths = (value: number): number => Math.round(value * 10) / 10;
/** Undoes ln(1 + value). */
const back = (value: number): number => Math.expm1(value);

const activeIn =
  (span: number) =>
  (value: number): Bilingual => ({
    zh: `近 ${span} 天活跃 ${whole(back(value))} 天`,
    en: `active on ${days(whole(back(value)))} of the last ${span}`,
  });

const latestBut = (place: number, ordinal: string): FeatureWords => ({
  key: `latest-${place}`,
  sameAs: 'gap',
  say: (value) => ({
    zh: `倒数第 ${place} 个活跃日约在 ${whole(back(value))} 天前`,
    en: `the ${ordinal} latest active day about ${days(whole(back(value)))} ago`,
  }),
});

/** The features of the own rhythm, in the order in which they are worked out. */
export const rhythmWords: readonly FeatureWords[] = [
  {
    key: 'recency',
    say: (value) => ({ zh: `已沉默 ${whole(back(value))} 天`, en: `silent for ${days(whole(back(value)))}` }),
  },
  {
    key: 'frequency',
    say: (value) => ({
      zh: `共活跃 ${whole(Math.exp(value))} 天`,
      en: `active on ${days(whole(Math.exp(value)))} in all`,
    }),
  },
  {
    key: 'age',
    say: (value) => ({ zh: `相识 ${whole(back(value))} 天`, en: `known for ${days(whole(back(value)))}` }),
  },
  {
    key: 'gap',
    say: (value) => ({
      zh: `通常间隔 ${tenths(back(value))} 天`,
      en: `usual gap ${tenths(back(value))} days`,
    }),
  },
  {
    key: 'recency-to-gap',
    say: (value) => ({
      zh: `沉默为通常间隔的 ${tenths(back(value))} 倍`,
      en: `silent for ${tenths(back(value))} usual gaps`,
    }),
  },
  {
    key: 'gaps-missed',
    sameAs: 'recency-to-gap',
    say: (value) => ({
      zh: `沉默${value >= 5 ? '至少' : ''}为通常间隔的 ${tenths(value)} 倍`,
      en: `silent for ${value >= 5 ? 'at least ' : ''}${tenths(value)} usual gaps`,
    }),
  },
  { key: 'active-14', say: activeIn(14) },
  { key: 'active-30', say: activeIn(30) },
  { key: 'active-90', say: activeIn(90) },
  {
    key: 'trend',
    say: (value) =>
      value < 0
        ? { zh: '近 30 天少于此前 60 天的节奏', en: 'less active in the last 30 days than in the 60 before' }
        : {
            zh: '近 30 天不低于此前 60 天的节奏',
            en: 'no less active in the last 30 days than in the 60 before',
          },
  },
  {
    key: 'gap-quantile',
    say: (value) => ({
      zh: `沉默长于自身约 ${whole(value * 100)}% 的间隔`,
      en: `silence longer than about ${whole(value * 100)} % of the own gaps`,
    }),
  },
  {
    key: 'recency-by-frequency',
    sameAs: 'recency',
    say: () => ({ zh: '沉默对这样活跃的客户意味着什么', en: 'what silence means in one so active' }),
  },
  {
    key: 'age-by-frequency',
    sameAs: 'age',
    say: () => ({ zh: '以相识时间衡量的活跃程度', en: 'how active for the time known' }),
  },
  latestBut(2, 'second'),
  latestBut(3, 'third'),
  latestBut(5, 'fifth'),
];

/** The features that need more columns than customer and time. */
export const extraWords = {
  mood: {
    key: 'mood',
    say: (value: number) => ({
      zh: `近期情绪 ${tenths(value)}`,
      en: `recent mood ${tenths(value)} (−1 to 1)`,
    }),
  },
  moodChange: {
    key: 'mood-change',
    say: (value: number) =>
      value < 0
        ? { zh: '情绪转差', en: 'the mood is falling' }
        : { zh: '情绪未转差', en: 'the mood is not falling' },
  },
  amount: {
    key: 'amount',
    say: (value: number) => ({
      zh: `平均金额 ${whole(back(value))}`,
      en: `average amount ${whole(back(value))}`,
    }),
  },
  lastAmount: {
    key: 'last-amount',
    say: (value: number) =>
      value < 0
        ? { zh: '上次金额低于平常', en: 'the last amount was below the usual' }
        : { zh: '上次金额不低于平常', en: 'the last amount was not below the usual' },
  },
  ourSilence: {
    key: 'our-silence',
    say: (value: number) => ({
      zh: `我方已 ${whole(back(value))} 天未联系`,
      en: `we have been silent for ${days(whole(back(value)))}`,
    }),
  },
  unanswered: {
    key: 'unanswered',
    say: (value: number) => ({
      zh: `对方沉默后我方联系过 ${whole(back(value))} 天`,
      en: `we wrote on ${days(whole(back(value)))} without an answer`,
    }),
  },
} satisfies Readonly<Record<string, FeatureWords>>;

/** Returns the feature that counts one kind of event: its days with a half-life of 30 days, as ln(1 + count). */
export const kindWords = (name: string): FeatureWords => ({
  key: `kind-${name}`,
  say: (value) => ({
    zh: `近期“${name}”约 ${tenths(back(value))} 次`,
    en: `about ${tenths(back(value))} recent events of the kind "${name}"`,
  }),
});

/** Why there is no model, in words. */
export const shortageWords: Readonly<Record<Shortage, Bilingual>> = {
  'too-short': {
    zh: '历史太短，没有足够多已知结果的日期',
    en: 'the history is too short for past dates whose outcome is known',
  },
  'too-few-customers': {
    zh: `过往客户不足 ${fewestCustomers} 位`,
    en: `fewer than ${fewestCustomers} customers had been seen by the newest past date`,
  },
  'too-few-gone': {
    zh: `流失客户不足 ${fewestOfEach} 位`,
    en: `fewer than ${fewestOfEach} customers had gone`,
  },
  'too-few-staying': {
    zh: `留存客户不足 ${fewestOfEach} 位`,
    en: `fewer than ${fewestOfEach} customers had stayed`,
  },
};
