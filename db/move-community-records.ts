import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Moves what one customer answered, holds and earned to another: answers, coupons, points, referrals. */
export const moveCommunityRecords = async (trx: Db, from: number, into: number): Promise<void> => {
  for (const table of ['survey_answer', 'coupon', 'points_entry']) {
    await sql`update ${sql.table(table)} set customer_id = ${into} where customer_id = ${from}`.execute(trx);
  }
  await sql`update referral set referrer_id = ${into} where referrer_id = ${from}`.execute(trx);
  await sql`update referral_code c set customer_id = ${into} where customer_id = ${from} and not exists (
    select from referral_code o where o.customer_id = ${into} and o.person_id is not distinct from c.person_id)`.execute(
    trx,
  );
  // Who came by a referral came once; nobody refers themselves.
  await sql`update referral set customer_id = ${into} where customer_id = ${from}
    and not exists (select from referral o where o.customer_id = ${into})`.execute(trx);
  await sql`delete from referral where customer_id = referrer_id`.execute(trx);
};
