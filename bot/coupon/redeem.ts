import { readCode } from '../../core/community/coupon-code.ts';
import type { Db } from '../../db/connect.ts';
import { type Coupon, couponByCode, redeemOnce } from '../../db/coupons.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';

/** What came of redeeming a code. `redeemed` also for the same request a second time. */
export type Redemption =
  | { readonly status: 'redeemed'; readonly coupon: Coupon; readonly customers: readonly number[] }
  | { readonly status: 'unknown' }
  | { readonly status: 'used' | 'expired'; readonly coupon: Coupon };

/**
 * Redeems a code as it was typed, in this transaction, with the interaction `coupon-redeemed`. Of several requests for
 * one code at once exactly one redeems it and the others hear that it is used.
 */
export const redeemCoupon = async (
  trx: Db,
  deps: { readonly company: Company },
  request: { readonly code: string; readonly by: string; readonly key: string },
  at: number,
): Promise<Redemption> => {
  const code = readCode(request.code);
  if (code === undefined || !(await couponByCode(trx, code))) return { status: 'unknown' };
  const won = await redeemOnce(trx, code, { name: request.by, key: request.key }, at);
  const coupon = await couponByCode(trx, code);
  if (!coupon) return { status: 'unknown' };
  if (!won && coupon.redeemKey === request.key) return { status: 'redeemed', coupon, customers: [] };
  if (!won) return { status: coupon.redeemedAt === null ? 'expired' : 'used', coupon };
  const customers = await applyInteractions(trx, deps.company, [
    {
      customerId: coupon.customerId,
      interaction: {
        key: `coupon/${coupon.code}/redeemed`,
        at,
        kind: 'coupon-redeemed',
        direction: 'in',
        data: { coupon: coupon.title },
      },
    },
  ]);
  return { status: 'redeemed', coupon, customers };
};
