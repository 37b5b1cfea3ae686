import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table task (
    id bigint generated always as identity primary key,
    owner_id bigint not null references person on delete cascade,
    customer_id bigint references customer on delete cascade,
    text text not null, due_at bigint, created_at bigint not null, reminded_at bigint, done_at bigint)`,
  `create index task_open on task (owner_id, due_at) where done_at is null`,
  `create index task_due on task (due_at) where done_at is null and reminded_at is null`,

  `create table customer_tag (
    customer_id bigint not null references customer on delete cascade,
    tag text not null, by_id bigint references person on delete set null, at bigint not null,
    primary key (customer_id, tag))`,
  `create index customer_tag_of_tag on customer_tag (lower(tag))`,

  `create table customer_spelling (
    customer_id bigint primary key references customer on delete cascade,
    name text not null, spelled text not null, initials text not null)`,
  `create index customer_spelling_whole on customer_spelling (spelled text_pattern_ops)`,
  `create index customer_spelling_initials on customer_spelling (initials text_pattern_ops)`,
];

/** To-dos of members, tags on customers, and how names are spelled. */
export const tasksSchema: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
