import type { Generated } from 'kysely';
import type { Json } from './json.ts';

/** The tables of erasure. Times are epoch milliseconds. */
export type ErasureTables = {
  /** A request to erase somebody; when it is done only the proof stays. */
  erasure: {
    id: Generated<number>;
    customer_id: number | null;
    /** One person of the customer; null for all of it. */
    person_id: number | null;
    requested_by: number | null;
    requested_at: number;
    status: 'requested' | 'done' | 'rejected';
    decided_by: number | null;
    decided_at: number | null;
    proof: Json<Readonly<Record<string, number>> | null>;
  };
  /** Whose words of before `at` are not taken in again, as keyed hashes of their ids on the platforms. */
  erased_identity: { hash: string; at: number };
};
