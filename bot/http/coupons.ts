import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { readCode } from '../../core/community/coupon-code.ts';
import { announce } from '../../db/announce.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import { noteCouponTokenUsed } from '../../db/coupon-tokens.ts';
import { couponByRedeemKey } from '../../db/coupons.ts';
import { type RateLimit, takeTurn } from '../../db/rate-limits.ts';
import type { Clock } from '../clock.ts';
import { type Redemption, redeemCoupon } from '../coupon/redeem.ts';
import { takeCouponToken, tillOf } from '../coupon/tokens.ts';
import type { Company } from '../ingest/context.ts';

/** What redeeming over HTTP needs from the program. */
export type CouponDesk = { readonly db: Db; readonly company: Company; readonly clock: Clock };

const longestBody = 4096;
const setupSchema = z.strictObject({ code: z.string().min(1).max(100) });
const redeemSchema = z.strictObject({ code: z.string().min(1).max(100) });
const keySchema = z.string().min(8).max(200);

/** A till redeems one coupon a second, and up to 60 at once. */
const tillLimit = (id: number): RateLimit => ({ key: `coupon-till/${id}`, everyMs: 1000, burst: 60 });
/** Whoever has no valid token, all together. */
const strangersLimit: RateLimit = { key: 'coupon-strangers', everyMs: 1000, burst: 30 };

const problems = {
  input: [400, 'Send JSON: {"code": "…"}.'],
  key: [400, 'Send a header Idempotency-Key of 8 to 200 characters, new for each redemption.'],
  token: [401, 'Send a header Authorization: Bearer … with a token that is valid.'],
  'setup-code': [404, 'This code is unknown, was used or is older than 15 minutes.'],
  unknown: [404, 'There is no such coupon.'],
  used: [409, 'This coupon was redeemed before.'],
  expired: [410, 'This coupon has expired.'],
  'too-long': [413, 'The body is longer than 4 kB.'],
  'key-reused': [422, 'This Idempotency-Key was used for another coupon.'],
  'too-many': [429, 'Too many requests. Try again later.'],
} as const;

const fail = (c: Context, problem: keyof typeof problems): Response => {
  const [status, message] = problems[problem];
  return c.json({ error: { code: problem, message } }, status);
};

/** Answers that there were too many requests where there were, else undefined. */
const tooMany = async (c: Context, db: Db, limit: RateLimit): Promise<Response | undefined> => {
  const waitMs = await takeTurn(db, [limit]);
  if (waitMs === 0) return undefined;
  c.header('Retry-After', String(Math.ceil(waitMs / 1000)));
  return fail(c, 'too-many');
};

const bearerOf = (c: Context): string =>
  /^Bearer (\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';

const answer = (c: Context, result: Redemption): Response => {
  if (result.status !== 'redeemed') return fail(c, result.status);
  const { code, title, redeemedAt } = result.coupon;
  return c.json({ status: 'redeemed', coupon: { code, title, redeemedAt } });
};

/**
 * Returns the HTTP interface for tills, to be mounted at `/api/coupons`: `POST /token` turns the code from the chat into a
 * token, `POST /redeem` redeems a coupon once. It tells what a coupon is good for and nothing about whose it is.
 */
export const createCouponApi = ({ db, company, clock }: CouponDesk): Hono => {
  const api = new Hono();
  api.use(bodyLimit({ maxSize: longestBody, onError: (c) => fail(c, 'too-long') }));
  api.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });

  api.post('/token', async (c) => {
    const limited = await tooMany(c, db, strangersLimit);
    if (limited) return limited;
    const sent = setupSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!sent.success) return fail(c, 'input');
    const token = await takeCouponToken(db, sent.data.code, clock.now());
    return token === undefined ? fail(c, 'setup-code') : c.json({ token }, 201);
  });

  api.post('/redeem', async (c) => {
    const till = await tillOf(db, bearerOf(c));
    const limited = await tooMany(c, db, till ? tillLimit(till.id) : strangersLimit);
    if (limited) return limited;
    if (!till) return fail(c, 'token');
    const key = keySchema.safeParse(c.req.header('idempotency-key'));
    if (!key.success) return fail(c, 'key');
    const sent = redeemSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!sent.success) return fail(c, 'input');
    const now = clock.now();
    const redeemKey = `till/${till.id}/${key.data}`;
    const result = await db.transaction().execute(async (trx) => {
      const before = await couponByRedeemKey(trx, redeemKey);
      if (before && before.code !== readCode(sent.data.code)) return 'key-reused';
      const request = { code: sent.data.code, by: till.name, key: redeemKey };
      const redeemed = await redeemCoupon(trx, { company }, request, now);
      if (redeemed.status === 'redeemed' && !before) {
        const { id: coupon, customerId } = redeemed.coupon;
        await audit(trx, {
          at: now,
          actorId: null,
          action: 'coupon-redeemed',
          customerId,
          detail: { coupon, till: till.id },
        });
        await announce(trx, { rooms: [], customers: [...redeemed.customers] });
      }
      await noteCouponTokenUsed(trx, till.id, now);
      return redeemed;
    });
    return result === 'key-reused' ? fail(c, 'key-reused') : answer(c, result);
  });

  return api;
};
