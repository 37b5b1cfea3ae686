import type { Generated } from 'kysely';

/** The tables of what members keep for themselves: to-dos, and tags on customers. */
export type TaskTables = {
  task: {
    id: Generated<number>;
    owner_id: number;
    customer_id: number | null;
    text: string;
    due_at: number | null;
    created_at: number;
    reminded_at: number | null;
    done_at: number | null;
  };
  customer_tag: { customer_id: number; tag: string; by_id: number | null; at: number };
  /** How a customer's name is spelled in Latin letters: all of it, and the initials; of the name as it was then. */
  customer_spelling: { customer_id: number; name: string; spelled: string; initials: string };
};
