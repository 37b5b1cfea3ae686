import { sql } from 'kysely';
import type { Assessment } from '../core/customer/assess.ts';
import { type CustomerState, initialState } from '../core/customer/state.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** A customer with its folded state. */
export type StoredCustomer = {
  readonly id: number;
  readonly name: string;
  readonly ownerId: number | null;
  readonly state: CustomerState;
};

const toStored = (row: {
  readonly id: number;
  readonly name: string;
  readonly owner_id: number | null;
  readonly state: unknown;
}): StoredCustomer => ({
  id: row.id,
  name: row.name,
  ownerId: row.owner_id,
  state: (row.state as CustomerState | null) ?? initialState(),
});

/**
 * Returns the customers with these ids, locked for this transaction in a fixed order, with their states. The lock lets
 * others store interactions of these customers meanwhile: two who had both done so would else wait for each other.
 */
export const lockCustomers = async (trx: Db, ids: readonly number[]): Promise<readonly StoredCustomer[]> => {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'name', 'owner_id', 'state'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map(toStored);
};

/** Returns the customers with these ids as they are stored, without locking them. */
export const readCustomers = async (db: Db, ids: readonly number[]): Promise<readonly StoredCustomer[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'name', 'owner_id', 'state'])
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(toStored);
};

/** Locks and returns up to `limit` customers whose next check is due at `now`, skipping those being worked on. */
export const lockDueCustomers = async (
  trx: Db,
  now: number,
  limit: number,
): Promise<readonly StoredCustomer[]> => {
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'name', 'owner_id', 'state'])
    .where('next_check_at', '<=', now)
    .orderBy('next_check_at')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  return rows.map(toStored);
};

/** Stores states with the figures that lists are made from. */
export const saveCustomers = async (
  trx: Db,
  customers: readonly {
    readonly id: number;
    readonly state: CustomerState;
    readonly assessment: Assessment;
  }[],
): Promise<void> => {
  if (customers.length === 0) return;
  const rows = customers.map(({ id, state, assessment }) => ({
    id,
    state,
    next_check_at: state.nextCheckAt,
    first_at: state.firstAt,
    last_at: state.lastAt,
    last_in_at: state.lastIn?.at ?? null,
    stage: state.stage,
    stage_since: state.stageSince,
    health: assessment.health.score,
    churn: assessment.churn.probability,
    value: assessment.value.amount,
    value_at_risk: assessment.valueAtRisk,
    sentiment: assessment.sentiment.mean,
    tier: state.tier,
    tier_since: state.tier === null ? null : state.tierSince,
    warnings: Object.keys(state.warnings),
  }));
  const kinds = {
    id: 'bigint',
    state: 'jsonb',
    next_check_at: 'bigint',
    first_at: 'bigint',
    last_at: 'bigint',
    last_in_at: 'bigint',
    stage: 'text',
    stage_since: 'bigint',
    health: 'double precision',
    churn: 'double precision',
    value: 'double precision',
    value_at_risk: 'double precision',
    sentiment: 'double precision',
    tier: 'text',
    tier_since: 'bigint',
    warnings: 'text[]',
  } as const;
  await sql`update customer c set state = r.state, next_check_at = r.next_check_at, first_at = r.first_at,
      last_at = r.last_at, last_in_at = r.last_in_at, stage = r.stage, stage_since = r.stage_since,
      health = r.health, churn = r.churn, value = r.value, value_at_risk = r.value_at_risk,
      sentiment = r.sentiment, tier = r.tier, tier_since = r.tier_since, warnings = r.warnings
    from ${recordset(rows, kinds)} where c.id = r.id`.execute(trx);
};
