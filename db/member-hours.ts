import type { Db } from './connect.ts';

/** What a member wants otherwise than the company; null where they want nothing. */
export type MemberHours = {
  readonly zone: string | null;
  readonly quietFromHour: number | null;
  readonly quietUntilHour: number | null;
};

/** Returns a member's own zone and quiet hours, or undefined when they said nothing. */
export const hoursOf = async (db: Db, memberId: number): Promise<MemberHours | undefined> =>
  db
    .selectFrom('member_hours')
    .select(['zone', 'quiet_from_hour as quietFromHour', 'quiet_until_hour as quietUntilHour'])
    .where('member_id', '=', memberId)
    .executeTakeFirst();

/** Stores a member's own zone and quiet hours. */
export const setHours = async (db: Db, memberId: number, hours: MemberHours): Promise<void> => {
  const values = {
    zone: hours.zone,
    quiet_from_hour: hours.quietFromHour,
    quiet_until_hour: hours.quietUntilHour,
  };
  await db
    .insertInto('member_hours')
    .values({ member_id: memberId, ...values })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(values))
    .execute();
};
