import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table model_call (
    id bigint generated always as identity primary key,
    at bigint not null, day integer not null, month integer not null,
    purpose text not null, prompt text not null, version integer not null, model text not null,
    status text not null,
    input_tokens integer not null, output_tokens integer not null, cost double precision not null,
    latency_ms integer, first_ms integer, attempts integer not null, items integer not null,
    input_hash text not null, output_hash text,
    customer_id bigint references customer on delete set null,
    actor_id bigint references person on delete set null)`,
  `create index model_call_of_month on model_call (month, purpose)`,
  `create index model_call_at on model_call (at)`,
  `create index model_call_open on model_call (at) where status = 'open'`,
  `create table model_endpoint (
    name text primary key, failures integer not null, open_until bigint not null)`,
  `create table model_cache (
    key text primary key, prompt text not null,
    customer_id bigint references customer on delete cascade,
    output jsonb not null, model text not null, at bigint not null)`,
  `create index model_cache_at on model_cache (at)`,
  `create index model_cache_of_customer on model_cache (customer_id)`,
  `create table model_reading (
    target text primary key references interaction (source_key) on delete cascade,
    customer_id bigint not null references customer on delete cascade,
    prompt text not null, model text not null, labels jsonb not null, at bigint not null)`,
  `create index model_reading_of_customer on model_reading (customer_id, at)`,
  `create table model_cursor (name text primary key, after_id bigint not null, taken_until bigint not null)`,
  `create table model_ban (
    id bigint generated always as identity primary key,
    room_id bigint unique references room on delete cascade,
    customer_id bigint unique references customer on delete cascade,
    by_id bigint references person on delete set null, at bigint not null,
    check ((room_id is null) <> (customer_id is null)))`,
  `create table model_task (
    id bigint generated always as identity primary key,
    key text not null unique, kind text not null, args jsonb not null,
    customer_id bigint references customer on delete cascade,
    room_id bigint references room on delete cascade,
    asker_id bigint references person on delete cascade,
    thread text, language text not null, at bigint not null,
    status text not null default 'waiting' check (status in ('waiting', 'done', 'failed')),
    taken_until bigint not null default 0, attempts integer not null default 0, problem text)`,
  `create index model_task_waiting on model_task (id) where status = 'waiting'`,
  `create table customer_fact (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customer on delete cascade,
    kind text not null, text text not null, evidence jsonb not null,
    status text not null check (status in ('proposed', 'confirmed', 'rejected')),
    source text not null, proposed_at bigint not null,
    decided_by bigint references person on delete set null, decided_at bigint,
    unique (customer_id, kind, text))`,
];

/** The tables of language models: calls, cache, readings, bans, tasks, and facts about customers. */
export const models: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
