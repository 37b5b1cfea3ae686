import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '../../db/connect.ts';
import { couponTokenByHash, fetchCouponToken, storeCouponToken } from '../../db/coupon-tokens.ts';

/** How long a code can fetch its token, in milliseconds. */
export const setupMs = 15 * 60 * 1000;

/** Both are random and long, so a plain hash cannot be turned back. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/**
 * Makes a till and returns its number and the code that fetches its token, once, within {@link setupMs}. The code may
 * stand in a chat: it is worth nothing afterwards, and the token itself is never written anywhere here.
 */
export const makeCouponToken = async (
  trx: Db,
  till: { readonly name: string; readonly createdBy: number | null },
  at: number,
): Promise<{ readonly id: number; readonly code: string }> => {
  const code = randomBytes(12).toString('base64url');
  const id = await storeCouponToken(trx, { ...till, setupHash: hashOf(code), setupUntil: at + setupMs }, at);
  return { id, code };
};

/** Returns the token of the till whose code this is; undefined when the code is unknown, used or too old. */
export const takeCouponToken = async (db: Db, code: string, at: number): Promise<string | undefined> => {
  const token = `tend_${randomBytes(32).toString('base64url')}`;
  return (await fetchCouponToken(db, hashOf(code), hashOf(token), at)) ? token : undefined;
};

/** Returns the till that this token belongs to, or undefined when it is unknown or was revoked. */
export const tillOf = (db: Db, token: string): ReturnType<typeof couponTokenByHash> =>
  couponTokenByHash(db, hashOf(token));
