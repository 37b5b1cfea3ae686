import type { Generated } from 'kysely';

/** The tables of who is one with whom. Times are epoch milliseconds. */
export type IdentityTables = {
  /** Every merge of one customer into another, with the parent's owner before it; taken back when `undone_at` is set. */
  customer_merge: {
    id: Generated<number>;
    child_id: number;
    parent_id: number;
    at: number;
    by_id: number | null;
    parent_owner_id: number | null;
    parent_adopted_at: number | null;
    /** By table, the ids of what the child held. */
    moved: Generated<unknown>;
    undone_at: Generated<number | null>;
    undone_by: Generated<number | null>;
  };
  /** That two customers may be one; a person says whether they are. */
  same_suggestion: {
    id: Generated<number>;
    one_id: number;
    other_id: number;
    reason: string;
    detail: string;
    at: number;
    asked_at: Generated<number | null>;
    answer: Generated<'same' | 'other' | null>;
    answered_by: Generated<number | null>;
  };
};
