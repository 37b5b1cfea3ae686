import { type RawBuilder, sql } from 'kysely';
import type { YearlyDay } from '../core/playbook/dates.ts';
import type { Db } from './connect.ts';

const ids = async (db: Db, query: RawBuilder<{ id: number }>): Promise<readonly number[]> =>
  (await query.execute(db)).rows.map((row) => row.id);

/**
 * Returns the customers who were heard last after `after` and up to `until`, and those heard last before in whose rooms the
 * bot was deaf meanwhile: their silence is shorter.
 */
export const heardLastBetween = (db: Db, after: number, until: number): Promise<readonly number[]> =>
  ids(
    db,
    sql`select id from customer where last_in_at > ${after} and last_in_at <= ${until}
      union
      select c.id from blind b join room r on r.id = b.room_id join customer c on c.id = r.customer_id
      where c.last_in_at <= ${after} and (b.until_at is null or b.until_at > c.last_in_at)`,
  );

/** Returns the customers whose birthday is one of these days. */
export const bornOn = (db: Db, days: readonly YearlyDay[]): Promise<readonly number[]> =>
  ids(
    db,
    sql`select customer_id as id from birthday
      where (calendar, month, day) in (${sql.join(days.map((each) => sql`(${each.calendar}, ${each.month}, ${each.day})`))})`,
  );

/** Returns the customers of whom something is known to run out between two moments. */
export const renewingBetween = (db: Db, from: number, until: number): Promise<readonly number[]> =>
  ids(
    db,
    sql`select distinct customer_id as id from interaction where kind = 'renewal-due'
      and (data->>'dueAt')::bigint >= ${from} and (data->>'dueAt')::bigint < ${until}`,
  );

/** Returns every customer who is in one of these stages and in none of those; without stages in any. */
export const everybodyIn = (
  db: Db,
  stages: readonly string[] | undefined,
  except: readonly string[],
): Promise<readonly number[]> => {
  const within = stages ? sql`and stage = any(${[...stages]}::text[])` : sql``;
  const without = except.length > 0 ? sql`and stage <> all(${[...except]}::text[])` : sql``;
  return ids(db, sql`select id from customer where state is not null ${within} ${without} order by id`);
};

/** Returns the birthdays of these customers. */
export const birthdaysOf = async (
  db: Db,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, YearlyDay>> => {
  const { rows } = await sql<YearlyDay & { id: number }>`select customer_id as id, calendar, month, day
    from birthday where customer_id = any(${[...customerIds]}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, ...day }) => [id, day]));
};

/** Stores a customer's birthday in the place of what was known of it. */
export const setBirthday = async (db: Db, customerId: number, day: YearlyDay): Promise<void> => {
  await db
    .insertInto('birthday')
    .values({ customer_id: customerId, ...day })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(day))
    .execute();
};
