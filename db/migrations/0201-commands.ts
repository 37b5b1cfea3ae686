import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table pending_command (
    id bigint generated always as identity primary key,
    asker_id bigint references person on delete cascade,
    room_id bigint references room on delete set null,
    command text not null, words jsonb not null, hole jsonb, choices jsonb,
    language text not null,
    at bigint not null, until_at bigint not null, done_at bigint)`,
  `create index pending_command_of_asker on pending_command (asker_id, id)`,
  `create index pending_command_until on pending_command (until_at)`,

  `create table undoable (
    id bigint generated always as identity primary key,
    asker_id bigint references person on delete cascade,
    command text not null,
    customer_id bigint references customer on delete cascade,
    memo jsonb not null, says jsonb not null,
    at bigint not null, until_at bigint not null, done_at bigint)`,
  `create index undoable_of_asker on undoable (asker_id, id)`,
  `create index undoable_until on undoable (until_at)`,
];

/** What waits for its asker's word, and what may be taken back. */
export const commandsSchema: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
