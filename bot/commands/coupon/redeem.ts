import { readCode } from '../../../core/community/coupon-code.ts';
import { InputError } from '../../../core/errors.ts';
import { audit } from '../../../db/audit.ts';
import { type Coupon, couponByCode } from '../../../db/coupons.ts';
import { redeemCoupon } from '../../coupon/redeem.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { describeCoupon } from './describe.ts';

const words = {
  zh: {
    redeemed: (coupon: Coupon) => `核销成功：${coupon.customer} 的“${coupon.title}”。`,
    unknown: '没有这个券码，请再核对一下。',
  },
  en: {
    redeemed: (coupon: Coupon) => `Redeemed: "${coupon.title}" of ${coupon.customer}.`,
    unknown: 'There is no such code. Please check it.',
  },
} as const;

/** Redeems a code. @throws InputError when it is unknown, used or expired. */
export const redeemByHand = async (context: CommandContext, code: string): Promise<Answer> => {
  const { db, company, asker, now, requestKey, language } = context;
  const say = words[language];
  const result = await redeemCoupon(db, { company }, { code, by: asker.name, key: requestKey }, now);
  if (result.status === 'unknown') throw new InputError(say.unknown);
  const { coupon } = result;
  if (result.status !== 'redeemed') throw new InputError(describeCoupon(coupon, context));
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'coupon-redeemed',
    customerId: coupon.customerId,
    detail: { coupon: coupon.id },
  });
  return { ...textAnswer('team', say.redeemed(coupon), coupon, result.customers), about: coupon.customerId };
};

/** Tells what a code is good for. @throws InputError when it is unknown. */
export const checkCode = async (context: CommandContext, code: string): Promise<Answer> => {
  const plain = readCode(code);
  const coupon = plain === undefined ? undefined : await couponByCode(context.db, plain);
  if (!coupon) throw new InputError(words[context.language].unknown);
  return { ...textAnswer('team', describeCoupon(coupon, context), coupon), about: coupon.customerId };
};
