import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How far a job had come a while ago: what was under way then has been stored or given up since. */
export const modelCursor: Migration = {
  up: async (db: Kysely<unknown>) => {
    await sql`alter table model_cursor add column seen_id bigint not null default 0,
      add column seen_at bigint not null default 0`.execute(db);
  },
};
