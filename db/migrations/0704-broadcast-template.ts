import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table broadcast_template (
    name text not null, text text not null, saved_at bigint not null,
    saved_by bigint references person on delete set null)`,
  `create unique index broadcast_template_name on broadcast_template (lower(name))`,
];

/** Texts of broadcasts that are saved by name. */
export const broadcastTemplates: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
