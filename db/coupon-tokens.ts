import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A till that may redeem coupons over HTTP, as it is listed. */
export type CouponToken = {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  /** Whether its token was fetched; before that only the code that fetches it is valid. */
  readonly isSet: boolean;
  /** When it was last used, or null. */
  readonly usedAt: number | null;
};

/** Stores a till whose token is fetched with the code of this hash until `setupUntil`, and returns its number. */
export const storeCouponToken = async (
  trx: Db,
  token: {
    readonly name: string;
    readonly setupHash: string;
    readonly setupUntil: number;
    readonly createdBy: number | null;
  },
  at: number,
): Promise<number> => {
  const { id } = await trx
    .insertInto('coupon_token')
    .values({
      name: token.name,
      setup_hash: token.setupHash,
      setup_until: token.setupUntil,
      created_by: token.createdBy,
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Gives the till whose code has this hash its token, once and in time. Returns whether there was one. */
export const fetchCouponToken = async (
  db: Db,
  setupHash: string,
  tokenHash: string,
  at: number,
): Promise<boolean> => {
  const done = await sql<{ id: number }>`update coupon_token set token_hash = ${tokenHash}, setup_hash = null
    where setup_hash = ${setupHash} and setup_until > ${at} and revoked_at is null returning id`.execute(db);
  return done.rows.length === 1;
};

/** Returns the till whose token has this hash, or undefined when there is none or it was revoked. */
export const couponTokenByHash = (
  db: Db,
  tokenHash: string,
): Promise<{ readonly id: number; readonly name: string } | undefined> =>
  db
    .selectFrom('coupon_token')
    .select(['id', 'name'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

/** Notes that a till was used. */
export const noteCouponTokenUsed = async (trx: Db, id: number, at: number): Promise<void> => {
  await trx.updateTable('coupon_token').set({ used_at: at }).where('id', '=', id).execute();
};

/** Returns the tills that may redeem, the oldest first; a code that was not used in time is none of them. */
export const couponTokens = async (db: Db, at: number): Promise<readonly CouponToken[]> => {
  const found =
    await sql<CouponToken>`select id, name, created_at as "createdAt", token_hash is not null as "isSet",
      used_at as "usedAt"
    from coupon_token where revoked_at is null and (token_hash is not null or setup_until > ${at}) order by id`.execute(
      db,
    );
  return found.rows;
};

/** Revokes a till's token. Returns its name, or undefined when there is none. */
export const revokeCouponToken = async (trx: Db, id: number, at: number): Promise<string | undefined> => {
  const done = await trx
    .updateTable('coupon_token')
    .set({ revoked_at: at, setup_hash: null })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return done?.name;
};
