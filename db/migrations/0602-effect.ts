import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table measured_flow (
    flow text primary key, started_at bigint not null, read_at bigint not null,
    horizon_days integer not null, least_per_arm integer not null)`,
  `create table assignment (
    flow text not null, unit text not null,
    customer_id bigint references customer on delete cascade,
    person_id bigint references person on delete cascade,
    tier text not null, arm text not null check (arm in ('treated', 'control', 'hold-out')),
    at bigint not null, primary key (flow, unit))`,
  `create index assignment_of_customer on assignment (customer_id)`,
  `create index assignment_of_person on assignment (person_id)`,
  `create table broadcast (
    id bigint generated always as identity primary key,
    text text not null, purpose text not null, target text not null check (target in ('people', 'rooms')),
    filter jsonb not null, language text not null,
    author_id bigint references person on delete set null, created_at bigint not null,
    status text not null check (status in
      ('planning', 'waiting', 'testing', 'tested', 'running', 'paused', 'done', 'cancelled')),
    resumes text check (resumes in ('testing', 'running')), reason text,
    test_percent integer not null, stop_percent integer not null,
    approved_by bigint references person on delete set null, approved_at bigint,
    changed_at bigint not null, heard_until bigint not null default 0, card text, cards integer not null default 0)`,
  `create index broadcast_at_work on broadcast (id) where status in ('planning', 'testing', 'running')`,
  `create table broadcast_target (
    id bigint generated always as identity primary key,
    broadcast_id bigint not null references broadcast on delete cascade,
    person_id bigint references person on delete cascade,
    room_id bigint references room on delete cascade,
    customer_id bigint references customer on delete cascade,
    unit text not null, tier text not null,
    arm text not null check (arm in ('treated', 'control', 'hold-out')),
    wave smallint not null,
    status text not null check (status in ('planned', 'queued', 'blocked')),
    reason text, next_at bigint not null, round integer not null default 0)`,
  `create index broadcast_target_of on broadcast_target (broadcast_id, status, wave, id)`,
  `create index broadcast_target_of_person on broadcast_target (person_id)`,
  `create index broadcast_target_of_customer on broadcast_target (customer_id)`,
];

/** Broadcasts, and who was given which arm of what is measured. */
export const effectSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
