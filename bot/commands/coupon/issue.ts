import { InputError } from '../../../core/errors.ts';
import { type Coupon, endCoupon } from '../../../db/coupons.ts';
import type { Memo } from '../../../db/undoable.ts';
import { issueCoupon } from '../../coupon/issue.ts';
import { showDate } from '../../view/time.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { requireCustomer } from '../find-customer.ts';

const usualDays = 30;
const mostDays = 730;
const longestTitle = 80;

const words = {
  zh: {
    issued: (coupon: Coupon, until: string) =>
      `已为 ${coupon.customer} 发放“${coupon.title}”：${coupon.code}，${until} 前有效。请转告客户。`,
    title: '请写上优惠内容，例如：优惠券 发放 Acme "9 折" 30。',
    days: `有效天数请写 1 到 ${mostDays}。`,
    used: '这张券已经核销，不能收回。',
    ended: (title: string) => `“${title}”已收回，不能再用。`,
  },
  en: {
    issued: (coupon: Coupon, until: string) =>
      `Issued "${coupon.title}" to ${coupon.customer}: ${coupon.code}, good until ${until}. Please pass it on.`,
    title: 'Say what it is good for, for example: coupon issue Acme "10 % off" 30.',
    days: `It is good for 1 to ${mostDays} days.`,
    used: 'That coupon was redeemed; it cannot be taken back.',
    ended: (title: string) => `"${title}" is taken back and good for nothing.`,
  },
} as const;

/** Issues a coupon to a customer. @throws InputError when it is not said what for, or the days do not fit. */
export const issueByHand = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
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
  const what = `“${title}” (${customer.name})`;
  return {
    ...textAnswer('team', text, coupon, [customer.id]),
    about: customer.id,
    undo: {
      memo: { coupon: coupon.id, title },
      says: { zh: `发放 ${what}`, en: `the coupon ${what}` },
    },
  };
};

/** Takes back a coupon that was issued by hand: it is good no more. @throws InputError when it was redeemed. */
export const takeBackIssued = async ({ db, now, language }: CommandContext, memo: Memo): Promise<Answer> => {
  const say = words[language];
  if (!(await endCoupon(db, Number(memo['coupon']), now))) throw new InputError(say.used);
  return textAnswer('team', say.ended(String(memo['title'])));
};
