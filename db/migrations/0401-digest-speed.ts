import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create index customer_by_stage on customer (stage)`,
  `create index interaction_question on interaction (at)
    where kind = 'message' and direction = 'in' and data ? 'question'`,
  `create index interaction_complaint on interaction (at)
    where kind = 'complaint' or (kind = 'message' and direction = 'in' and data ? 'complaint')`,
  `create index interaction_coming on interaction (at) where kind in ('joined', 'left')`,
  `create index follow_up_due on follow_up (due_at)`,
  `create index follow_up_opened on follow_up (opened_at)`,
  `create index promise_due on promise (due_at)`,
];

/** Indexes by which a digest finds what changed without looking at all that exists. */
export const digestSpeed: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
