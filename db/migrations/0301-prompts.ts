import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // A follow-up waits to be told (`untold`), was told to somebody since `ladder_from`, and climbs the ladder from there.
  `alter table follow_up add column untold boolean not null default false,
    add column told_to bigint references person on delete set null,
    add column ladder_from bigint, add column ladder_taken smallint not null default 0, add column ladder_at bigint`,
  `create index follow_up_untold on follow_up (customer_id) where untold and status = 'open'`,
  `create index follow_up_told on follow_up (told_to, prompted_at) where prompted_at is not null`,
  `create index follow_up_ladder on follow_up (ladder_at) where status = 'open' and ladder_at is not null`,
  `create index follow_up_asleep on follow_up (snoozed_until) where status = 'snoozed'`,
  `drop index follow_up_unprompted`,
  `create table prompt_due (
    member_id bigint primary key references person on delete cascade, at bigint not null)`,
  `create index prompt_due_at on prompt_due (at)`,
  `create table prompt (
    id bigint generated always as identity primary key,
    member_id bigint not null references person on delete cascade,
    at bigint not null, outbox_key text not null unique, items jsonb not null)`,
  `create index prompt_of_member on prompt (member_id, at)`,
  `create table escalation (
    follow_up_id bigint not null references follow_up on delete cascade,
    since_at bigint not null, step text not null check (step in ('remind', 'lead', 'manager')),
    member_id bigint not null references person on delete cascade,
    at bigint not null, told_at bigint,
    primary key (follow_up_id, since_at, step, member_id))`,
  `create index escalation_untold on escalation (member_id) where told_at is null`,
  `create table absence (
    id bigint generated always as identity primary key,
    member_id bigint not null references person on delete cascade,
    from_at bigint not null, until_at bigint, ended_at bigint,
    deputy_id bigint references person on delete set null)`,
  `create index absence_of_member on absence (member_id, from_at)`,
  `create index absence_open on absence (until_at) where ended_at is null`,
  `create table member_hours (
    member_id bigint primary key references person on delete cascade,
    zone text, quiet_from_hour double precision, quiet_until_hour double precision)`,
];

/** How follow-ups reach people: whom and when, the ladder, absences, quiet hours. */
export const promptSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
