import { sql } from 'kysely';
import type { Spending } from '../core/value/gamma-gamma.ts';
import type { Histories } from '../core/value/history.ts';
import { buyerFigures, type Today } from './buyers.ts';
import type { Db } from './connect.ts';
import { drawnBy } from './draw.ts';

/** Returns the distinct order histories of all customers with orders, in days, with how many customers have each. */
export const orderHistories = async (db: Db, today: Today): Promise<Histories> => {
  const { rows } = await sql<{ x: number; tx: number; T: number; count: number }>`
    select x, tx, "T", count(*) as count from ${buyerFigures(today)} f
    group by x, tx, "T" order by x, tx, "T"`.execute(db);
  return {
    x: Float64Array.from(rows, (row) => row.x),
    tx: Float64Array.from(rows, (row) => row.tx),
    T: Float64Array.from(rows, (row) => row.T),
    count: Float64Array.from(rows, (row) => row.count),
  };
};

/** Returns the later order days of customers who ordered again, with their mean amount; a draw of about `most` of them. */
export const repeatSpending = async (db: Db, today: Today, most: number): Promise<Spending> => {
  const repeat = sql`x >= 1 and mean > 0`;
  const counted = await sql<{ customers: number }>`
    select count(*) as customers from ${buyerFigures(today)} f where ${repeat}`.execute(db);
  const share = most / Math.max(1, counted.rows[0]?.customers ?? 0);
  const { rows } = await sql<{ x: number; mean: number }>`
    select x, mean from ${buyerFigures(today)} f where ${repeat} and ${drawnBy(sql.ref('id'), share)}
    order by id`.execute(db);
  return {
    x: Float64Array.from(rows, (row) => row.x),
    mean: Float64Array.from(rows, (row) => row.mean),
  };
};
