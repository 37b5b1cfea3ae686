import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // Who let a model word the messages of a version anew.
  `alter table playbook add column model_approved_by text`,
  `create table playbook_draft (
    run_id bigint not null references playbook_run on delete cascade, step integer not null,
    wanted_at bigint not null, language text not null, fixed text not null,
    words text, primary key (run_id, step))`,
  `create index playbook_draft_wanted on playbook_draft (wanted_at) where words is null`,

  `create table back_test (
    id bigint generated always as identity primary key,
    playbook text not null, days integer not null,
    asker_id bigint references person on delete set null,
    room_id bigint not null references room on delete cascade,
    language text not null,
    asked_at bigint not null, taken_until bigint not null default 0, attempts integer not null default 0,
    cards integer not null default 0, done_at bigint)`,
  `create index back_test_waiting on back_test (id) where done_at is null`,
];

/** Messages of playbooks that a model words anew, and back-tests that were asked for. */
export const playbookWordsSchema: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
