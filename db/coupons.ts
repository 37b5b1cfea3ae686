import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A coupon: one customer's, good once, until it expires. */
export type Coupon = {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly customerId: number;
  readonly customer: string;
  readonly ownerId: number | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly redeemedAt: number | null;
  readonly redeemedBy: string | null;
  readonly redeemKey: string | null;
};

const columns = sql`k.id, k.code, k.title, k.customer_id as "customerId", c.name as customer, c.owner_id as "ownerId",
  k.issued_at as "issuedAt", k.expires_at as "expiresAt", k.redeemed_at as "redeemedAt", k.redeemed_by as "redeemedBy",
  k.redeem_key as "redeemKey"`;

/** A coupon to issue. `issueKey`: the same again is the same coupon. */
export type NewCoupon = {
  readonly code: string;
  readonly issueKey: string;
  readonly title: string;
  readonly customerId: number;
  readonly personId: number | null;
  readonly flow: string;
  readonly issuedBy: number | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** Stores a coupon. Returns whether it was new: neither its key nor, by chance, its code was there before. */
export const storeCoupon = async (trx: Db, coupon: NewCoupon): Promise<boolean> => {
  const made = await trx
    .insertInto('coupon')
    .values({
      code: coupon.code,
      issue_key: coupon.issueKey,
      title: coupon.title,
      customer_id: coupon.customerId,
      person_id: coupon.personId,
      flow: coupon.flow,
      issued_by: coupon.issuedBy,
      issued_at: coupon.issuedAt,
      expires_at: coupon.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
};

const couponWhere = async (db: Db, condition: ReturnType<typeof sql>): Promise<Coupon | undefined> => {
  const found = await sql<Coupon>`select ${columns} from coupon k join customer c on c.id = k.customer_id
    where ${condition}`.execute(db);
  return found.rows[0];
};

/** Returns the coupon with this code, or undefined. */
export const couponByCode = (db: Db, code: string): Promise<Coupon | undefined> =>
  couponWhere(db, sql`k.code = ${code}`);

/** Returns the coupon that was issued under this key, or undefined. */
export const couponByKey = (db: Db, issueKey: string): Promise<Coupon | undefined> =>
  couponWhere(db, sql`k.issue_key = ${issueKey}`);

/** Returns the coupon that the request of this key redeemed, or undefined. */
export const couponByRedeemKey = (db: Db, redeemKey: string): Promise<Coupon | undefined> =>
  couponWhere(db, sql`k.redeem_key = ${redeemKey}`);

/**
 * Redeems a coupon that is neither redeemed nor expired at `at`. Returns whether this request did: of several at once
 * exactly one does, since the row is changed by one statement with its condition in it.
 */
export const redeemOnce = async (
  trx: Db,
  code: string,
  by: { readonly name: string; readonly key: string },
  at: number,
): Promise<boolean> => {
  const done = await sql<{ id: number }>`
    update coupon set redeemed_at = ${at}, redeemed_by = ${by.name}, redeem_key = ${by.key}
    where code = ${code} and redeemed_at is null and expires_at > ${at} returning id`.execute(trx);
  return done.rows.length === 1;
};

/** Ends a coupon at `at`. Returns whether it was not redeemed. */
export const endCoupon = async (trx: Db, id: number, at: number): Promise<boolean> => {
  const ended = await trx
    .updateTable('coupon')
    .set((each) => ({ expires_at: each.fn<number>('least', ['expires_at', each.val(at)]) }))
    .where('id', '=', id)
    .where('redeemed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
};

/** Returns a customer's coupons, those that can still be used first, then the latest; at most 20. */
export const couponsOf = async (db: Db, customerId: number, at: number): Promise<readonly Coupon[]> => {
  const found = await sql<Coupon>`select ${columns} from coupon k join customer c on c.id = k.customer_id
    where k.customer_id = ${customerId}
    order by k.redeemed_at is not null or k.expires_at <= ${at}, k.issued_at desc, k.id desc limit 20`.execute(
    db,
  );
  return found.rows;
};
