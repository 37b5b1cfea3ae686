import { randomBytes } from 'node:crypto';
import { codeFrom } from '../../core/community/coupon-code.ts';
import { InvariantError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { type Coupon, couponByKey, storeCoupon } from '../../db/coupons.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';

/** A coupon to hand out: to whom, what for and how long it is good. */
export type CouponRequest = {
  /** The same request again changes nothing and returns the same coupon. */
  readonly key: string;
  /** What it belongs to: `playbook:NAME@VERSION`, `points`, `hand`, … */
  readonly flow: string;
  readonly customerId: number;
  readonly personId?: number;
  /** What it is good for, as the customer reads it: "¥20 off", "9 折". */
  readonly title: string;
  readonly validDays: number;
  readonly issuedBy?: number | null;
};

/** A code that is taken by chance is tried again; 50 random bits make even one such try unlikely. */
const mostTries = 5;

/**
 * Issues a coupon in this transaction and returns it: a code that is good once until it expires, with the interaction
 * `coupon-issued`. Sends nothing: its code goes into the message of whoever asked for it.
 */
export const issueCoupon = async (
  trx: Db,
  deps: { readonly company: Company },
  request: CouponRequest,
  at: number,
): Promise<Coupon> => {
  const { key, flow, customerId, personId, title, validDays, issuedBy = null } = request;
  for (let tries = 0; tries < mostTries; tries++) {
    const there = await couponByKey(trx, key);
    if (there) return there;
    const code = codeFrom(randomBytes(10));
    const made = await storeCoupon(trx, {
      code,
      issueKey: key,
      title,
      customerId,
      personId: personId ?? null,
      flow,
      issuedBy,
      issuedAt: at,
      expiresAt: at + validDays * dayMs,
    });
    if (!made) continue;
    await applyInteractions(trx, deps.company, [
      {
        customerId,
        ...(personId === undefined ? {} : { personId }),
        interaction: {
          key: `coupon/${key}`,
          at,
          kind: 'coupon-issued',
          direction: 'out',
          data: { coupon: title },
        },
      },
    ]);
  }
  const made = await couponByKey(trx, key);
  if (!made) throw new InvariantError('No free coupon code was found.');
  return made;
};
