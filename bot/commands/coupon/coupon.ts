import { readCode } from '../../core/community/coupon-code.ts';
import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import { type Coupon, couponByCode, couponsOf } from '../../db/coupons.ts';
import { issueCoupon } from '../coupon/issue.ts';
import { redeemCoupon } from '../coupon/redeem.ts';
import { showDate, showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const usualDays = 30;
const mostDays = 730;
const longestTitle = 80;

const words = {
  zh: {
    usage: '写法：优惠券 客户名；优惠券 发放 客户名 "9 折" [天数]；优惠券 核销 券码；优惠券 查 券码',
    issued: (coupon: Coupon, until: string) =>
      `已为 ${coupon.customer} 发放“${coupon.title}”：${coupon.code}，${until} 前有效。请转告客户。`,
    redeemed: (coupon: Coupon) => `核销成功：${coupon.customer} 的“${coupon.title}”。`,
    used: (coupon: Coupon, when: string) =>
      `这张券已在 ${when} 由 ${coupon.redeemedBy ?? '–'} 核销（${coupon.customer} 的“${coupon.title}”）。`,
    expired: (coupon: Coupon, when: string) =>
      `这张券已于 ${when} 过期（${coupon.customer} 的“${coupon.title}”）。`,
    unknown: '没有这个券码，请再核对一下。',
    title: '请写上优惠内容，例如：优惠券 发放 Acme "9 折" 30。',
    days: `有效天数请写 1 到 ${mostDays}。`,
    none: (customer: string) => `${customer} 没有优惠券。`,
    list: (customer: string) => `${customer} 的优惠券`,
    open: (until: string) => `${until} 前有效`,
  },
  en: {
    usage:
      'Write: coupon CUSTOMER; coupon issue CUSTOMER "10 % off" [DAYS]; coupon redeem CODE; coupon check CODE',
    issued: (coupon: Coupon, until: string) =>
      `Issued "${coupon.title}" to ${coupon.customer}: ${coupon.code}, good until ${until}. Please pass it on.`,
    redeemed: (coupon: Coupon) => `Redeemed: "${coupon.title}" of ${coupon.customer}.`,
    used: (coupon: Coupon, when: string) =>
      `This coupon was redeemed at ${when} by ${coupon.redeemedBy ?? '–'} ("${coupon.title}" of ${coupon.customer}).`,
    expired: (coupon: Coupon, when: string) =>
      `This coupon expired at ${when} ("${coupon.title}" of ${coupon.customer}).`,
    unknown: 'There is no such code. Please check it.',
    title: 'Say what it is good for, for example: coupon issue Acme "10 % off" 30.',
    days: `It is good for 1 to ${mostDays} days.`,
    none: (customer: string) => `${customer} has no coupons.`,
    list: (customer: string) => `Coupons of ${customer}`,
    open: (until: string) => `good until ${until}`,
  },
} as const;

const describe = (coupon: Coupon, { company, now, language }: CommandContext): string => {
  const say = words[language];
  const when = (at: number) => showTime(at, company.zone);
  if (coupon.redeemedAt !== null) return say.used(coupon, when(coupon.redeemedAt));
  if (coupon.expiresAt <= now) return say.expired(coupon, when(coupon.expiresAt));
  return `${coupon.code} · ${coupon.title} · ${coupon.customer} · ${say.open(showDate(coupon.expiresAt, company.zone))}`;
};

const issue = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, company, asker, now, requestKey, language } = context;
  const say = words[language];
  const last = args.at(-1) ?? '';
  const named = /^\d{1,4}$/.test(last);
  const days = named ? Number(last) : usualDays;
  const rest = named ? args.slice(0, -1) : args;
  const title = rest.at(-1)?.trim() ?? '';
  if (title === '' || title.length > longestTitle || rest.length > 2) throw new InputError(say.title);
  if (days < 1 || days > mostDays) throw new InputError(say.days);
  const customer = await requireCustomer(context, rest.length > 1 ? rest[0] : undefined);
  const request = {
    key: `hand/${requestKey}`,
    flow: 'hand',
    customerId: customer.id,
    title,
    validDays: days,
  };
  const coupon = await issueCoupon(db, { company }, { ...request, issuedBy: asker.id }, now);
  const text = say.issued(coupon, showDate(coupon.expiresAt, company.zone));
  return { ...textAnswer('team', text, coupon, [customer.id]), about: customer.id };
};

const redeem = async (context: CommandContext, code: string): Promise<Answer> => {
  const { db, company, asker, now, requestKey, language } = context;
  const say = words[language];
  const result = await redeemCoupon(db, { company }, { code, by: asker.name, key: requestKey }, now);
  if (result.status === 'unknown') throw new InputError(say.unknown);
  const { coupon } = result;
  if (result.status !== 'redeemed') throw new InputError(describe(coupon, context));
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'coupon-redeemed',
    customerId: coupon.customerId,
    detail: { coupon: coupon.id },
  });
  return { ...textAnswer('team', say.redeemed(coupon), coupon, result.customers), about: coupon.customerId };
};

const check = async (context: CommandContext, code: string): Promise<Answer> => {
  const plain = readCode(code);
  const coupon = plain === undefined ? undefined : await couponByCode(context.db, plain);
  if (!coupon) throw new InputError(words[context.language].unknown);
  return { ...textAnswer('team', describe(coupon, context), coupon), about: coupon.customerId };
};

const verbs: Readonly<Record<string, 'issue' | 'redeem' | 'check'>> = {
  issue: 'issue',
  give: 'issue',
  发放: 'issue',
  发: 'issue',
  redeem: 'redeem',
  核销: 'redeem',
  使用: 'redeem',
  check: 'check',
  查: 'check',
  查询: 'check',
};

/** `coupon`: shows a customer's coupons, issues one, redeems a code. Anybody of ours may redeem: they stand at the till. */
export const coupon: Command = {
  name: 'coupon',
  aliases: ['优惠券', '券'],
  usage: {
    zh: '优惠券 [客户名]；优惠券 发放 客户名 "9 折" [天数]；优惠券 核销|查 券码',
    en: 'coupon [CUSTOMER]; coupon issue CUSTOMER "10 % off" [DAYS]; coupon redeem|check CODE',
  },
  summary: { zh: '发放、核销、查询优惠券', en: 'issue, redeem and look up coupons' },
  changes: true,
  run: async (context, args) => {
    const { db, now, language } = context;
    const say = words[language];
    const [first = '', ...rest] = args;
    const verb = verbs[first.toLowerCase()];
    if (verb === 'issue') return issue(context, rest);
    if (verb !== undefined) {
      if (rest.length === 0) throw new InputError(say.usage);
      return verb === 'redeem' ? redeem(context, rest.join('')) : check(context, rest.join(''));
    }
    const customer = await requireCustomer(context, args.length > 0 ? args.join(' ') : undefined);
    const coupons = await couponsOf(db, customer.id, now);
    const lines =
      coupons.length > 0 ? coupons.map((each) => describe(each, context)) : [say.none(customer.name)];
    return {
      ...cardAnswer(
        'team',
        say.list(customer.name),
        lines.map((text) => ({ kind: 'text', text })),
        coupons,
      ),
      about: customer.id,
    };
  },
};
