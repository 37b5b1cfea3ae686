import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // Where a merged customer counts now; itself it has no state until it is taken apart again.
  `alter table customer add column merged_into bigint references customer on delete cascade`,
  `create index customer_merged on customer (merged_into) where merged_into is not null`,
  // Whose they would be if nothing had been merged; null where that is the same.
  `alter table person add column home_customer_id bigint references customer on delete set null`,
  `alter table room add column home_customer_id bigint references customer on delete set null`,
  `alter table interaction add column origin_id bigint references customer on delete cascade`,
  `create index interaction_of_origin on interaction (origin_id) where origin_id is not null`,
  `create index person_of_home on person (home_customer_id) where home_customer_id is not null`,
  `create index room_of_home on room (home_customer_id) where home_customer_id is not null`,
  // The person that this one is the same human as.
  `alter table person add column same_as bigint references person on delete set null`,
  `create index person_same on person (same_as) where same_as is not null`,
  `create table customer_merge (
    id bigint generated always as identity primary key,
    child_id bigint not null references customer on delete cascade,
    parent_id bigint not null references customer on delete cascade,
    at bigint not null, by_id bigint references person on delete set null,
    parent_owner_id bigint, parent_adopted_at bigint, moved jsonb not null default '{}',
    undone_at bigint, undone_by bigint references person on delete set null)`,
  `create unique index customer_merge_of_child on customer_merge (child_id) where undone_at is null`,
  `create index customer_merge_of_parent on customer_merge (parent_id) where undone_at is null`,
  `create table same_suggestion (
    id bigint generated always as identity primary key,
    one_id bigint not null references customer on delete cascade,
    other_id bigint not null references customer on delete cascade,
    reason text not null, detail text not null,
    at bigint not null, asked_at bigint,
    answer text check (answer in ('same', 'other')), answered_by bigint references person on delete set null,
    unique (one_id, other_id), check (one_id < other_id))`,
];

/** Who is one with whom: merges that can be taken back, and suggestions that a person decides about. */
export const identitySchema: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
