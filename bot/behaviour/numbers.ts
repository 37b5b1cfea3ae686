import { z } from 'zod';
import type { Bilingual } from '../../core/language.ts';
import type { RuleTest } from '../../core/rules/rule.ts';

/** Returns a schema of numbers in [`lowest`, `highest`]; its errors read "expected a number from … to …, in days". */
const number = (lowest: number, highest: number, unit: string) => {
  const error = `a number from ${lowest} to ${highest}${unit === '' ? '' : `, ${unit}`}`;
  return z.number({ error }).min(lowest, { error }).max(highest, { error }).describe(unit);
};

/** As {@link number}, of whole numbers. */
const whole = (lowest: number, highest: number, unit: string) => {
  const error = `a whole number from ${lowest} to ${highest}, ${unit}`;
  return z.number({ error }).int({ error }).min(lowest, { error }).max(highest, { error }).describe(unit);
};

const days = whole(1, 1000, 'in days');
/** A customer's sums by month reach back that far. */
const months = whole(1, 18, 'in months');

/**
 * The numbers of every kind of test with their ranges. Those that look at sums of a customer's state do not reach
 * beyond what it remembers.
 */
export const testNumbers = {
  'below-own-mean': {
    belowPercent: whole(1, 100, 'in percent below the own mean'),
    months: whole(1, 9, 'in months in a row'),
    minimumMonths: whole(1, 9, 'in full months of history before them'),
  },
  'unbought-and-unopened': {
    months,
    belowPercent: number(0, 100, 'in percent of mailings opened'),
    minimumSent: whole(1, 1000, 'in mailings'),
  },
  'first-touch': { fromDays: whole(0, 1000, 'in days'), untilDays: days },
  'no-order': { months: whole(1, 60, 'in months in a row') },
  complaints: { count: whole(1, 20, 'in complaints'), days },
  silence: { days },
  'no-reply': { days },
  unanswered: {
    businessMinutes: whole(1, 9600, 'in minutes of business time'),
    minutesA: whole(1, 9600, 'in minutes of business time, for tier A'),
    minutesC: whole(1, 9600, 'in minutes of business time, for tier C'),
    staleDays: whole(1, 90, 'in days after which a question is asked no more'),
  },
  'open-complaint': { staleDays: whole(1, 365, 'in days after which a complaint is open no more') },
  'missed-order': {
    ordersAtLeast: whole(2, 24, 'in order days'),
    gapTimes: number(1, 20, 'times the usual gap between orders'),
  },
  'renewal-ahead': { days, untilDays: whole(0, 999, 'in days before the end') },
  'predicted-loss': { percent: whole(1, 99, 'in percent') },
  'cost-above-margin': {
    months,
    costPerContact: number(0, 1_000_000, 'in money'),
    minimumContacts: whole(1, 10_000, 'in contacts'),
  },
  'broken-promise': { staleDays: whole(1, 365, 'in days after which a promise is broken no more') },
  'low-survey': {
    nps: whole(0, 10, 'the highest low answer from 0 to 10'),
    csat: whole(1, 5, 'the highest low answer from 1 to 5'),
    days,
  },
} as const satisfies {
  readonly [Kind in RuleTest['kind']]: Readonly<
    Record<Exclude<keyof Extract<RuleTest, { kind: Kind }>, 'kind' | 'measure'>, z.ZodNumber>
  >;
};

/** Numbers of tests that may be left out, with the number that stands in for them. */
export const numbersLeftOut: Readonly<Record<string, string>> = {
  minutesA: 'businessMinutes',
  minutesC: 'businessMinutes',
};

/** The numbers that each kind of test finds, as a rule's `because` may name them in {braces}. */
export const foundNumbers: Readonly<Record<RuleTest['kind'], readonly string[]>> = {
  'below-own-mean': ['months', 'recent', 'mean', 'percent'],
  'unbought-and-unopened': ['months', 'days', 'sent', 'opened', 'percent'],
  'first-touch': ['days', 'from', 'until'],
  'no-order': ['months', 'days'],
  complaints: ['count', 'days'],
  silence: ['days', 'silent'],
  'no-reply': ['days', 'silent'],
  unanswered: ['minutes', 'questions'],
  'open-complaint': [],
  'missed-order': ['gap', 'days', 'own'],
  'renewal-ahead': ['days'],
  'predicted-loss': ['percent', 'limit'],
  'cost-above-margin': ['months', 'contacts', 'cost', 'margin'],
  'broken-promise': ['promises'],
  'low-survey': ['answers', 'satisfaction', 'days'],
};

/** What a rule has besides the numbers of its test. */
export const ruleNumbers = {
  risk: number(0, 1, 'how much it raises the rule-based churn estimate'),
  dueBusinessHours: number(0.25, 400, 'in working hours'),
  urgency: whole(1, 3, 'from 1 (can wait) to 3 (now)'),
} as const;

/** The numbers of the stages' entry rules with their ranges. */
export const stageNumbers = {
  dwellDays: whole(0, 365, 'in days'),
  growingOrders: whole(2, 24, 'in order days'),
  growingWeeks: whole(1, 4, 'of the last 4 weeks'),
  matureMonths: whole(1, 60, 'in months'),
  declineHealth: whole(0, 100, 'in points of health'),
  declineDays: whole(1, 365, 'in days'),
  recoverPoints: whole(0, 50, 'in points of health'),
  churnAlivePercent: number(0, 100, 'in percent'),
  churnSilentDays: whole(1, 1000, 'in days'),
  wonBackMonths: whole(1, 36, 'in months'),
} as const;

/** The numbers of the contact budget with their ranges. */
export const careNumbers = {
  personMost: whole(0, 100, 'in messages'),
  personDays: whole(1, 365, 'in days'),
  roomMost: whole(0, 100, 'in messages'),
  roomDays: whole(1, 365, 'in days'),
  quietFromMinute: whole(0, 1439, 'in minutes since midnight'),
  quietUntilMinute: whole(0, 1439, 'in minutes since midnight'),
  complaintDays: whole(0, 365, 'in days'),
  questionDays: whole(0, 365, 'in days'),
  fallingBy: number(0, 2, 'in points of sentiment'),
} as const;

/** The numbers of a customer segment, and the range of its weights. */
export const segmentNumbers = {
  gapDays: number(0.5, 1000, 'in days between two active days'),
  orderGapDays: number(0.5, 3650, 'in days between two orders'),
  lifetimeMonths: number(1, 600, 'in months'),
} as const;

const hour = number(0, 24, 'as an hour of the local day');

/** The numbers of how follow-ups reach people. */
export const followUpNumbers = {
  perDay: whole(1, 100, 'in new follow-ups a day'),
  bundleMinutes: whole(0, 240, 'in minutes'),
  quietFromHour: hour,
  quietUntilHour: hour,
} as const;

/** The steps of the ladder. */
export const ladderNumbers = {
  remindDays: number(0.5, 90, 'in working days'),
  leadDays: number(0.5, 90, 'in working days'),
  managerDays: number(0.5, 90, 'in working days'),
} as const;

/** The weight of one part of health. */
export const partWeight = number(0, 1, 'beside the other parts’ weights');

const marginError = 'a share above 0 and at most 1, such as 0.4 (40 % is 0.4)';
/** What is left of an order. */
export const marginShare = z
  .number({ error: marginError })
  .gt(0, { error: marginError })
  .max(1, { error: marginError })
  .describe('the share of an order that is left, above 0 and at most 1');

/** Every number that can be changed, in words. */
export const numberNames: Readonly<Record<string, Bilingual>> = {
  nps: { zh: 'NPS 低分上限', en: 'highest low NPS answer' },
  csat: { zh: 'CSAT 低分上限', en: 'highest low CSAT answer' },
  belowPercent: { zh: '低于（%）', en: 'percent below' },
  months: { zh: '月数', en: 'months' },
  minimumMonths: { zh: '至少历史月数', en: 'months of history at least' },
  minimumSent: { zh: '至少推送次数', en: 'mailings at least' },
  fromDays: { zh: '起始天数', en: 'from day' },
  untilDays: { zh: '截止天数', en: 'until day' },
  count: { zh: '次数', en: 'count' },
  days: { zh: '天数', en: 'days' },
  businessMinutes: { zh: '工作分钟', en: 'business minutes' },
  minutesA: { zh: 'A 类工作分钟', en: 'business minutes for tier A' },
  minutesC: { zh: 'C 类工作分钟', en: 'business minutes for tier C' },
  staleDays: { zh: '过期天数', en: 'days until stale' },
  ordersAtLeast: { zh: '至少订单日', en: 'order days at least' },
  gapTimes: { zh: '间隔倍数', en: 'times the usual gap' },
  percent: { zh: '百分比', en: 'percent' },
  costPerContact: { zh: '每次联系成本', en: 'cost of a contact' },
  minimumContacts: { zh: '至少联系次数', en: 'contacts at least' },
  risk: { zh: '流失系数', en: 'risk' },
  dueBusinessHours: { zh: '跟进时限（工作小时）', en: 'due in working hours' },
  urgency: { zh: '紧急程度', en: 'urgency' },
  dwellDays: { zh: '阶段最短停留天数', en: 'days a stage is kept at least' },
  growingOrders: { zh: '成长：订单日', en: 'growing: order days' },
  growingWeeks: { zh: '成长：近 4 周活跃周数', en: 'growing: active weeks of the last 4' },
  matureMonths: { zh: '成熟：成长满几个月', en: 'mature: months of growing' },
  declineHealth: { zh: '走弱：健康分低于', en: 'declining: health below' },
  declineDays: { zh: '走弱：持续天数', en: 'declining: for days' },
  recoverPoints: { zh: '走弱解除：高出几分', en: 'declining ends: points above' },
  churnAlivePercent: { zh: '流失：仍活跃概率低于（%）', en: 'churned: P(alive) below percent' },
  churnSilentDays: { zh: '流失：沉默天数', en: 'churned: days of silence' },
  wonBackMonths: { zh: '挽回期月数', en: 'won back: for months' },
  gapDays: { zh: '活跃间隔天数', en: 'days between active days' },
  orderGapDays: { zh: '下单间隔天数', en: 'days between orders' },
  lifetimeMonths: { zh: '预期合作月数', en: 'months such a customer stays' },
  margin: { zh: '毛利率', en: 'margin' },
  perDay: { zh: '每人每天新跟进上限', en: 'new follow-ups a rep and day' },
  bundleMinutes: { zh: '合并提醒的分钟数', en: 'minutes in which prompts are bundled' },
  quietFromHour: { zh: '免打扰开始（时）', en: 'quiet from hour' },
  quietUntilHour: { zh: '免打扰结束（时）', en: 'quiet until hour' },
  atOnce: { zh: '立即提醒的规则', en: 'rules told at once' },
  remindDays: { zh: '提醒负责人（工作日）', en: 'working days until the rep is reminded' },
  leadDays: { zh: '上报主管（工作日）', en: 'working days until the lead hears' },
  managerDays: { zh: '上报经理（工作日）', en: 'working days until a manager hears' },
  personMost: { zh: '每人最多几条', en: 'messages a person at most' },
  personDays: { zh: '每人：几天内', en: 'a person: in so many days' },
  roomMost: { zh: '每群最多几条', en: 'messages a room at most' },
  roomDays: { zh: '每群：几天内', en: 'a room: in so many days' },
  quietFromMinute: { zh: '免打扰开始（当天分钟）', en: 'quiet from minute of the day' },
  quietUntilMinute: { zh: '免打扰结束（当天分钟）', en: 'quiet until minute of the day' },
  quietHolidays: { zh: '节假日免打扰', en: 'quiet on holidays' },
  complaintDays: { zh: '投诉未了：几天内不打扰', en: 'days an open complaint holds messages back' },
  questionDays: { zh: '问题未答：几天内不打扰', en: 'days an open question holds messages back' },
  fallingBy: { zh: '情绪下滑幅度', en: 'sentiment falls by' },
  consentFor: { zh: '须先同意的用途', en: 'purposes that need consent' },
  quotas: { zh: '平台配额', en: 'quotas of the platforms' },
};
