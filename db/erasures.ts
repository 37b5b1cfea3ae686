import type { Db } from './connect.ts';
import type { ErasureCounts } from './erase.ts';

/** A request to erase somebody, as it stands. */
export type Erasure = {
  readonly id: number;
  readonly customerId: number | null;
  readonly personId: number | null;
  readonly requestedBy: number | null;
  readonly requestedAt: number;
  readonly status: 'requested' | 'done' | 'rejected';
  readonly decidedAt: number | null;
  readonly proof: ErasureCounts | null;
};

const columns = [
  'id',
  'customer_id as customerId',
  'person_id as personId',
  'requested_by as requestedBy',
  'requested_at as requestedAt',
  'status',
  'decided_at as decidedAt',
  'proof',
] as const;

/** Writes down a request and returns its id. */
export const requestErasure = async (
  trx: Db,
  of: { readonly customerId: number; readonly personId: number | null },
  by: number | null,
  at: number,
): Promise<number> => {
  const { id } = await trx
    .insertInto('erasure')
    .values({
      customer_id: of.customerId,
      person_id: of.personId,
      requested_by: by,
      requested_at: at,
      status: 'requested',
      proof: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Returns the request with this id, locked for this transaction; undefined where there is none. */
export const lockErasure = async (trx: Db, id: number): Promise<Erasure | undefined> =>
  trx.selectFrom('erasure').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();

/** Returns the latest requests, newest first. */
export const recentErasures = async (db: Db): Promise<readonly Erasure[]> =>
  db.selectFrom('erasure').select(columns).orderBy('id', 'desc').limit(20).execute();

/** Writes down how a request was decided. */
export const decideErasure = async (
  trx: Db,
  id: number,
  decided: {
    readonly status: 'done' | 'rejected';
    readonly by: number | null;
    readonly proof: ErasureCounts | null;
  },
  at: number,
): Promise<void> => {
  await trx
    .updateTable('erasure')
    .set({
      status: decided.status,
      decided_by: decided.by,
      decided_at: at,
      proof: decided.proof,
    })
    .where('id', '=', id)
    .execute();
};

/** Nothing that these identities said before `at` is taken in again. */
export const markErased = async (trx: Db, hashes: readonly string[], at: number): Promise<void> => {
  if (hashes.length === 0) return;
  await trx
    .insertInto('erased_identity')
    .values(hashes.map((hash) => ({ hash, at })))
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ at }))
    .execute();
};

/** Returns until when the words of these identities were erased, by hash. */
export const erasedUntil = async (
  db: Db,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('erased_identity')
    .select(['hash', 'at'])
    .where('hash', 'in', [...hashes])
    .execute();
  return new Map(rows.map((row) => [row.hash, row.at]));
};

/** Returns whether anybody was ever erased. */
export const anyErased = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('erased_identity').select('hash').limit(1).executeTakeFirst()) !== undefined;
