import { sql } from 'kysely';
import type { Db } from '../connect.ts';

/** Returns the names of other customers that stand in a text; names too short to mean anybody are not looked for. */
export const otherCustomersIn = async (
  db: Db,
  text: string,
  customerId: number,
): Promise<readonly string[]> => {
  const found = await sql<{ name: string }>`select distinct name from customer
    where id <> ${customerId} and length(name) >= case when name ~ '[\u3400-\u9fff]' then 3 else 4 end
      and position(lower(name) in ${text.toLowerCase()}) > 0`.execute(db);
  return found.rows.map((each) => each.name);
};
