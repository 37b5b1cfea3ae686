import type { Interaction } from '../customer/interaction.ts';
import type { Bilingual } from '../language.ts';

/** The kinds of interaction that can earn points. */
export type EarningKind = 'order' | 'attended' | 'referral' | 'survey-answer' | 'coupon-redeemed';

/** What earns points: so many each time, or so many for every `per` of money. */
export type EarnRule = {
  readonly id: string;
  readonly name: Bilingual;
  readonly on: EarningKind;
  readonly points: number;
  readonly per?: number;
};

/** What points buy: a coupon. */
export type Reward = {
  readonly id: string;
  readonly cost: number;
  /** What the coupon is good for, as the customer reads it. */
  readonly title: Bilingual;
  readonly validDays: number;
};

/** The points programme of a company: data that a lead can read and change. Off until somebody turns it on. */
export type Programme = {
  /** Nothing before this time earns points; null while the programme is off. */
  readonly since: number | null;
  readonly earn: readonly EarnRule[];
  readonly rewards: readonly Reward[];
};

/** The shipped programme. */
export const shippedProgramme: Programme = {
  since: null,
  earn: [
    { id: 'order', name: { zh: '下单', en: 'Order' }, on: 'order', points: 1, per: 10 },
    { id: 'event', name: { zh: '参加活动', en: 'Event attended' }, on: 'attended', points: 20 },
    { id: 'referral', name: { zh: '推荐新客户', en: 'Referral' }, on: 'referral', points: 100 },
    { id: 'survey', name: { zh: '回答问卷', en: 'Survey answered' }, on: 'survey-answer', points: 5 },
  ],
  rewards: [
    { id: 'coupon-10', cost: 100, title: { zh: '10 元优惠券', en: '¥10 off' }, validDays: 60 },
    { id: 'coupon-60', cost: 500, title: { zh: '60 元优惠券', en: '¥60 off' }, validDays: 90 },
  ],
};

/** More than this at once is a slip of the pen, not a purchase. */
const mostAtOnce = 1_000_000;

/** Points that an interaction brings (or, below 0, takes back) by a rule. */
export type Earned = { readonly rule: string; readonly points: number };

const worth = ({ points, per }: EarnRule, amount: number): number => {
  if (per === undefined) return points;
  return Number.isFinite(amount) ? Math.min(mostAtOnce, Math.floor((points * amount) / per)) : 0;
};

/**
 * Returns what an interaction earns by the rules of a programme, none while it is off, before it began, or for 0 points. A
 * refund takes back what its amount had earned; an answer that replaces another earns nothing again.
 */
export const earnedBy = (interaction: Interaction, { since, earn }: Programme): readonly Earned[] => {
  if (since === null || interaction.at < since) return [];
  const { kind, data } = interaction;
  if (kind === 'survey-answer' && data.replaces !== undefined) return [];
  const amount = kind === 'order' || kind === 'refund' ? Math.max(0, data.amount) : 0;
  return earn
    .filter((rule) => (kind === 'refund' ? rule.on === 'order' && rule.per !== undefined : rule.on === kind))
    .map((rule) => ({ rule: rule.id, points: (kind === 'refund' ? -1 : 1) * worth(rule, amount) }))
    .filter((each) => each.points !== 0);
};

/** Returns what a member day adds to points that are earned (or taken back): so many times as much, less what it is anyway. */
export const bonusOf = (points: number, times: number): number => Math.trunc(points * (times - 1));

/** The kinds of interaction that a points programme looks at. */
export const pointsKinds: readonly Interaction['kind'][] = [
  'order',
  'refund',
  'attended',
  'referral',
  'survey-answer',
  'coupon-redeemed',
];
