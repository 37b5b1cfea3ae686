import type { Coupon } from '../../../db/coupons.ts';
import { showDate, showTime } from '../../view/time.ts';
import type { CommandContext } from '../command.ts';

const words = {
  zh: {
    used: (coupon: Coupon, when: string) =>
      `这张券已在 ${when} 由 ${coupon.redeemedBy ?? '–'} 核销（${coupon.customer} 的“${coupon.title}”）。`,
    expired: (coupon: Coupon, when: string) =>
      `这张券已于 ${when} 过期（${coupon.customer} 的“${coupon.title}”）。`,
    open: (until: string) => `${until} 前有效`,
  },
  en: {
    used: (coupon: Coupon, when: string) =>
      `This coupon was redeemed at ${when} by ${coupon.redeemedBy ?? '–'} ("${coupon.title}" of ${coupon.customer}).`,
    expired: (coupon: Coupon, when: string) =>
      `This coupon expired at ${when} ("${coupon.title}" of ${coupon.customer}).`,
    open: (until: string) => `good until ${until}`,
  },
} as const;

/** Returns a coupon in one line: good until when, or when it was redeemed or expired. */
export const describeCoupon = (coupon: Coupon, { company, now, language }: CommandContext): string => {
  const say = words[language];
  const when = (at: number) => showTime(at, company.zone);
  if (coupon.redeemedAt !== null) return say.used(coupon, when(coupon.redeemedAt));
  if (coupon.expiresAt <= now) return say.expired(coupon, when(coupon.expiresAt));
  return `${coupon.code} · ${coupon.title} · ${coupon.customer} · ${say.open(showDate(coupon.expiresAt, company.zone))}`;
};
