import type { Bilingual } from '../language.ts';

/** Why a model could not be fitted, or where its fit ran to an edge. */
export type Doubt =
  | 'no-customers'
  | 'too-few-repeat-buyers'
  | 'no-time'
  | 'all-equal'
  | 'no-search'
  | 'no-leaving'
  | 'not-determined'
  | 'no-mean'
  | 'too-few-buyers'
  | 'too-short'
  | 'no-recent-order'
  | 'too-few-regulars';

/** A model with fewer customers who ordered again than this is not fitted at all. */
export const fewestRepeatBuyers = 10;

/** Every doubt in words for the person who reads the figures. */
export const doubtWords: Readonly<Record<Doubt, Bilingual>> = {
  'no-customers': { zh: '没有任何客户订单', en: 'there are no customers with orders' },
  'too-few-repeat-buyers': {
    zh: `复购客户少于 ${fewestRepeatBuyers} 位`,
    en: `fewer than ${fewestRepeatBuyers} customers ordered again`,
  },
  'no-time': {
    zh: '所有客户都在截止日当天首次下单',
    en: 'every first order is on the last day, so no time has passed',
  },
  'all-equal': {
    zh: '所有客户完全相同，无法区分',
    en: 'all customers are the same, so their spread is not known',
  },
  'no-search': { zh: '求解未收敛', en: 'the search for the best parameters did not end' },
  'no-leaving': {
    zh: '数据中看不出客户流失，等同于 NBD 模型',
    en: 'the data show nobody leaving; the model is the NBD model, and P(alive) says nothing',
  },
  'not-determined': {
    zh: '至少一个参数无法由数据确定，预测可用，参数本身不可解读',
    en: 'the data do not fix every parameter; the predictions hold, the single parameters mean nothing',
  },
  'no-mean': {
    zh: '订单金额差异过大，模型没有均值',
    en: 'order amounts vary so wildly that the model has no mean (q is 1 or less)',
  },
  'too-few-buyers': { zh: '有订单的客户不足 500 位', en: 'fewer than 500 customers have ordered' },
  'too-short': { zh: '订单历史不足 180 天', en: 'the orders cover less than 180 days' },
  'no-recent-order': { zh: '近 30 天没有任何订单', en: 'nobody ordered in the last 30 days' },
  'too-few-regulars': {
    zh: '下单三次以上的客户不足 10 位',
    en: 'fewer than 10 customers ordered three times or more',
  },
};
