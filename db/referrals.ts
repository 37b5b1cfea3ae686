import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Returns the referral code of a customer's person, `fresh` when they have none yet. */
export const referralCodeOf = async (
  trx: Db,
  customerId: number,
  personId: number,
  fresh: string,
  at: number,
): Promise<string> => {
  await sql`insert into referral_code (code, customer_id, person_id, created_at)
    values (${fresh}, ${customerId}, ${personId}, ${at}) on conflict do nothing`.execute(trx);
  const found = await trx
    .selectFrom('referral_code')
    .select('code')
    .where('customer_id', '=', customerId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return found.code;
};

/** Whose code it is, or undefined. */
export const ownerOfReferralCode = async (
  db: Db,
  code: string,
): Promise<{ readonly customerId: number; readonly personId: number | null } | undefined> =>
  db
    .selectFrom('referral_code')
    .select(['customer_id as customerId', 'person_id as personId'])
    .where('code', '=', code)
    .executeTakeFirst();

/** Notes by whom a customer came, once for ever. Returns whether that was news. */
export const noteReferral = async (
  trx: Db,
  referral: { readonly customerId: number; readonly code: string; readonly referrerId: number },
  at: number,
): Promise<boolean> => {
  const made = await trx
    .insertInto('referral')
    .values({
      customer_id: referral.customerId,
      code: referral.code,
      referrer_id: referral.referrerId,
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('customer_id')
    .executeTakeFirst();
  return made !== undefined;
};

/** Returns since when a customer is known, epoch milliseconds. */
export const knownSince = async (db: Db, customerId: number): Promise<number> => {
  const row = await db
    .selectFrom('customer')
    .select(['first_at', 'created_at'])
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  return row.first_at ?? row.created_at;
};
