import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table coupon_token (
    id bigint generated always as identity primary key,
    name text not null, setup_hash text unique, setup_until bigint, token_hash text unique,
    created_at bigint not null, created_by bigint references person on delete set null,
    used_at bigint, revoked_at bigint)`,
  `create index coupon_redeem_key on coupon (redeem_key) where redeem_key is not null`,
];

/** The tills that may redeem coupons over HTTP. Neither a token nor the code that fetches it is stored, only their hashes. */
export const couponTokens: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
