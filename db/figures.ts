import { sql } from 'kysely';
import type { CustomerState } from '../core/customer/state.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** A customer's state to be assessed again, without being changed. */
export type AssessedCustomer = { readonly id: number; readonly state: CustomerState };

/** Returns how many customers have figures that change with time: all with a state who are not churned. */
export const countPresent = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from customer where state is not null and stage <> 'churned'`.execute(db);
  return rows[0]?.count ?? 0;
};

/**
 * Locks and returns the next `limit` customers after id `after` whose figures change with time, by id. Who is being
 * worked on gets fresh figures anyway and is passed over.
 */
export const lockPresent = async (
  trx: Db,
  after: number,
  limit: number,
): Promise<readonly AssessedCustomer[]> => {
  const { rows } = await sql<AssessedCustomer>`
    select id, state from customer where id > ${after} and state is not null and stage <> 'churned'
    order by id limit ${limit} for no key update skip locked`.execute(trx);
  return rows;
};

/** The figures that lists are made from. */
export type Figures = {
  readonly id: number;
  readonly health: number;
  readonly churn: number;
  readonly value: number;
  readonly valueAtRisk: number;
  readonly sentiment: number;
};

/** Writes figures where they differ from what is there. Returns how many did. */
export const writeFigures = async (trx: Db, figures: readonly Figures[]): Promise<number> => {
  if (figures.length === 0) return 0;
  const kinds = {
    id: 'bigint',
    health: 'double precision',
    churn: 'double precision',
    value: 'double precision',
    valueAtRisk: 'double precision',
    sentiment: 'double precision',
  } as const;
  const done = await sql`
    update customer c set health = r.health, churn = r.churn, value = r.value, value_at_risk = r."valueAtRisk",
      sentiment = r.sentiment
    from ${recordset(figures, kinds)} where c.id = r.id
      and (c.health, c.churn, c.value, c.value_at_risk, c.sentiment)
        is distinct from (r.health, r.churn, r.value, r."valueAtRisk", r.sentiment)`.execute(trx);
  return Number(done.numAffectedRows ?? 0);
};
