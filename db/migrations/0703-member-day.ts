import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table member_day (
    room_id bigint primary key references room on delete cascade,
    schedule jsonb not null, benefit jsonb not null, words text, language text not null,
    since_at bigint not null, next_at bigint not null,
    created_by bigint references person on delete set null)`,
  `create index member_day_due on member_day (next_at)`,
];

/** The day on which a community has more points or a coupon. */
export const memberDays: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
