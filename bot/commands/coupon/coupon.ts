import { couponsOf } from '../../../db/coupons.ts';
import { cardAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { requireCustomer } from '../find-customer.ts';
import { defineVerbs, failWithUsage, type Verb } from '../verbs.ts';
import { describeCoupon } from './describe.ts';
import { issueByHand, takeBackIssued } from './issue.ts';
import { checkCode, redeemByHand } from './redeem.ts';
import { tokens } from './token.ts';

const usage = {
  zh: '优惠券 [客户名]；优惠券 发放 客户名 "9 折" [天数]；优惠券 核销|查 券码；优惠券 令牌 [新建 "收银台"|撤销 编号]',
  en: 'coupon [CUSTOMER]; coupon issue CUSTOMER "10 % off" [DAYS]; coupon redeem|check CODE; coupon token [new "TILL"|revoke ID]',
} as const;

const words = {
  zh: {
    none: (customer: string) => `${customer} 没有优惠券。`,
    list: (customer: string) => `${customer} 的优惠券`,
  },
  en: {
    none: (customer: string) => `${customer} has no coupons.`,
    list: (customer: string) => `Coupons of ${customer}`,
  },
} as const;

const show = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, now, language } = context;
  const say = words[language];
  const customer = await requireCustomer(context, args.length > 0 ? args.join(' ') : undefined);
  const coupons = await couponsOf(db, customer.id, now);
  const lines =
    coupons.length > 0 ? coupons.map((each) => describeCoupon(each, context)) : [say.none(customer.name)];
  const blocks = lines.map((text) => ({ kind: 'text', text }) as const);
  return { ...cardAnswer('team', say.list(customer.name), blocks, coupons), about: customer.id };
};

const withCode =
  (run: (context: CommandContext, code: string) => Promise<Answer>): Verb['run'] =>
  async (context, args) =>
    args.length === 0 ? failWithUsage({ usage }, context) : run(context, args.join(''));

const showVerb: Verb = { words: ['show', '查看'], run: show };

/** `coupon`: shows a customer's coupons, issues one, redeems a code. Anybody of ours may redeem: they stand at the till. */
export const coupon = defineVerbs({
  name: 'coupon',
  aliases: ['优惠券', '券'],
  usage,
  summary: { zh: '发放、核销、查询优惠券', en: 'issue, redeem and look up coupons' },
  verbs: [
    showVerb,
    { words: ['issue', 'give', '发放', '发'], changes: true, run: issueByHand },
    { words: ['redeem', '核销', '使用'], changes: true, run: withCode(redeemByHand) },
    { words: ['check', '查', '查询'], run: withCode(checkCode) },
    tokens,
  ],
  bare: () => showVerb,
  undo: takeBackIssued,
});
