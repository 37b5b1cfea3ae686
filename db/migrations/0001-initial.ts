import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table version (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('behaviour', 'models')),
    from_at bigint not null, created_at bigint not null, created_by text not null,
    content jsonb not null)`,
  `create index version_of_kind on version (kind, from_at)`,
  `create table setting (key text primary key, value jsonb not null)`,

  `create table inbox (
    id bigint generated always as identity primary key,
    platform text not null, account text not null, delivery text not null,
    conversation text not null,
    event jsonb,
    received_at bigint not null,
    done_at bigint,
    attempts integer not null default 0,
    problem text,
    unique (platform, account, delivery))`,
  `create index inbox_waiting on inbox (conversation, id) where done_at is null`,
  `create index inbox_done on inbox (done_at) where done_at is not null`,

  `create table orphan (
    id bigint generated always as identity primary key,
    conversation text not null, message text not null, event jsonb not null)`,
  `create index orphan_of_message on orphan (conversation, message)`,

  `create table person (
    id bigint generated always as identity primary key,
    name text not null, kind text not null,
    side text not null check (side in ('us', 'customer', 'unknown', 'bot')),
    customer_id bigint, language text, demo boolean not null default false)`,
  `create index person_of_customer on person (customer_id)`,
  `create table identity (
    id bigint generated always as identity primary key,
    person_id bigint not null references person on delete cascade,
    platform text not null, account text not null, external_id text not null,
    org text, name text,
    external text not null check (external in ('yes', 'no', 'unknown')),
    unique (platform, account, external_id))`,
  `create index identity_of_person on identity (person_id)`,
  `create table member (
    person_id bigint primary key references person on delete cascade,
    role text not null check (role in ('rep', 'lead', 'manager', 'admin')),
    lead_id bigint references person on delete set null)`,

  `create table customer (
    id bigint generated always as identity primary key,
    name text not null, kind text not null check (kind in ('person', 'organisation')),
    owner_id bigint references person on delete set null,
    adopted_at bigint,
    language text, demo boolean not null default false,
    created_at bigint not null,
    state jsonb,
    next_check_at bigint, first_at bigint, last_at bigint, last_in_at bigint,
    stage text, stage_since bigint,
    health double precision, churn double precision,
    value double precision not null default 0, value_at_risk double precision not null default 0,
    sentiment double precision,
    segment text not null default 'general',
    tier text, tier_since bigint,
    warnings text[] not null default '{}') with (fillfactor = 70)`,
  `create index customer_due on customer (next_check_at) where next_check_at is not null`,
  `create index customer_by_risk on customer (value_at_risk desc, churn desc)`,
  `create index customer_by_name on customer (lower(name))`,
  `alter table person add foreign key (customer_id) references customer on delete set null`,

  `create table room (
    id bigint generated always as identity primary key,
    platform text not null, account text not null, external_id text not null,
    kind text not null check (kind in ('group', 'direct')),
    purpose text not null check (purpose in ('customer', 'community', 'team', 'managers', 'direct', 'unlinked')),
    name text not null, customer_id bigint references customer on delete set null,
    language text, demo boolean not null default false, last_at bigint,
    unique (platform, account, external_id))`,
  `create index room_of_customer on room (customer_id)`,
  `create table room_person (
    room_id bigint not null references room on delete cascade,
    person_id bigint not null references person on delete cascade,
    first_at bigint not null, joined_at bigint not null, left_at bigint,
    primary key (room_id, person_id))`,
  `create index room_person_of_person on room_person (person_id)`,

  `create table message (
    id bigint generated always as identity primary key,
    room_id bigint not null references room on delete cascade,
    person_id bigint references person on delete set null,
    external_id text not null, thread text,
    at bigint not null, text text not null, card jsonb, audience text,
    only_for bigint references person on delete cascade,
    edited_at bigint, recalled_at bigint,
    unique (room_id, external_id))`,
  `create index message_in_room on message (room_id, at desc, id desc)`,
  `create table reaction (
    message_id bigint not null references message on delete cascade,
    person_id bigint not null references person on delete cascade,
    emoji text not null, at bigint not null,
    primary key (message_id, person_id, emoji))`,

  `create table interaction (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customer on delete cascade,
    room_id bigint references room on delete set null,
    person_id bigint references person on delete set null,
    kind text not null, direction text not null check (direction in ('in', 'out', 'none')),
    at bigint not null, source_key text not null unique,
    message_id bigint references message on delete set null,
    text text, data jsonb not null)`,
  `create index interaction_of_customer on interaction (customer_id, at, id)`,
  `create index interaction_of_message on interaction (message_id)`,
  `create index interaction_at on interaction (at)`,
  `create table sentiment_correction (
    target text primary key references interaction (source_key) on delete cascade,
    source text not null check (source in ('person', 'external')),
    person_id bigint references person on delete set null, said_by text not null,
    label text not null check (label in ('negative', 'neutral', 'positive')),
    score double precision not null, confidence double precision not null, at bigint not null)`,
  `create index sentiment_correction_at on sentiment_correction (at) where source = 'person'`,
  `create table sentiment_offsets (
    id bigint generated always as identity primary key,
    at bigint not null, corrections integer not null,
    negative double precision not null, positive double precision not null)`,

  `create table stage_move (
    customer_id bigint not null references customer on delete cascade,
    at bigint not null, from_stage text, to_stage text not null,
    rule text not null, numbers jsonb not null, evidence jsonb not null,
    primary key (customer_id, at, to_stage))`,
  `create index stage_move_at on stage_move (at)`,
  `create table tier_move (
    customer_id bigint not null references customer on delete cascade,
    at bigint not null, from_tier text, to_tier text not null, score double precision not null,
    primary key (customer_id, at))`,
  `create index tier_move_at on tier_move (at)`,
  `create table churn_call (
    customer_id bigint not null references customer on delete cascade,
    day integer not null, at bigint not null, probability double precision not null,
    horizon_days integer not null, lead_days integer not null,
    population text not null check (population in ('orders', 'talk')),
    method text not null check (method in ('model', 'rules')),
    version_id bigint references version on delete set null,
    outcome smallint, last_day integer, graded_at bigint,
    primary key (customer_id, day))`,
  `create index churn_call_due on churn_call (day) where graded_at is null`,
  `create index churn_call_graded on churn_call (graded_at) where graded_at is not null`,
  `create table assessment (
    customer_id bigint not null references customer on delete cascade,
    at bigint not null, cause text not null, stage text not null,
    health double precision not null, sentiment double precision not null,
    churn double precision not null, value double precision not null, value_at_risk double precision not null,
    factors jsonb not null,
    primary key (customer_id, at))`,
  `create index assessment_at on assessment (at)`,
  `create table follow_up (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customer on delete cascade,
    key text not null, rule text not null,
    opened_at bigint not null, due_at bigint,
    status text not null check (status in ('open', 'snoozed', 'done', 'wrong', 'closed')),
    snoozed_until bigint, closed_at bigint, closed_by text,
    numbers jsonb not null, evidence jsonb not null, prompted_at bigint,
    unique (customer_id, key))`,
  `create index follow_up_open on follow_up (customer_id) where status in ('open', 'snoozed')`,
  `create index follow_up_unprompted on follow_up (opened_at) where status = 'open' and prompted_at is null`,
  `create table promise (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customer on delete cascade,
    key text not null, phrase text not null, made_at bigint not null, due_at bigint,
    status text not null check (status in ('open', 'kept', 'broken', 'withdrawn')), settled_at bigint,
    unique (customer_id, key))`,

  `create table outbox (
    id bigint generated always as identity primary key,
    idempotency_key text not null unique,
    room_id bigint not null references room on delete cascade,
    thread text, asker_id bigint references person on delete set null,
    audience text not null check (audience in ('customer', 'team', 'managers', 'person')),
    message jsonb not null,
    status text not null check (status in ('waiting', 'sending', 'sent', 'pending-human', 'refused', 'unknown')),
    created_at bigint not null, next_at bigint not null, attempts integer not null default 0,
    ref text, problem text, about jsonb, tried_at bigint, tried_to jsonb)`,
  `create index outbox_waiting on outbox (next_at, id) where status in ('waiting', 'sending', 'unknown')`,
  `create index outbox_of_room on outbox (room_id, id) where status in ('waiting', 'sending')`,
  `create table installation (
    platform text not null, account text not null, name text not null, sealed text not null,
    installed_at bigint not null, primary key (platform, account))`,
  `create table rate_limit (
    key text primary key, free_at double precision not null, held_until double precision not null default 0)`,
  `create table history_fetch (
    id bigint generated always as identity primary key,
    room_id bigint not null references room on delete cascade,
    cause text not null check (cause in ('added', 'gap')),
    from_at bigint not null, until_at bigint not null,
    asked_by bigint references person on delete set null, met boolean not null default false,
    cursor text, found integer not null default 0, oldest_at bigint, reaches_back boolean not null default true,
    status text not null check (status in ('waiting', 'done', 'failed')),
    next_at bigint not null, attempts integer not null default 0, problem text)`,
  `create index history_fetch_waiting on history_fetch (next_at, id) where status = 'waiting'`,
  `create unique index history_fetch_added on history_fetch (room_id) where cause = 'added' and status = 'waiting'`,

  `create table digest (
    id bigint generated always as identity primary key,
    day integer not null, edition text not null,
    room_id bigint not null references room on delete cascade,
    content jsonb not null, created_at bigint not null,
    unique (day, edition, room_id))`,
  `create table blind (
    id bigint generated always as identity primary key,
    room_id bigint references room on delete cascade,
    from_at bigint not null, until_at bigint, cause text not null)`,
  `create table audit (
    id bigint generated always as identity primary key,
    at bigint not null, actor_id bigint references person on delete set null,
    action text not null, customer_id bigint references customer on delete set null,
    room_id bigint references room on delete set null, detail jsonb not null)`,
  `create index audit_at on audit (at)`,
];

/** The first schema: everything that is captured, scored, prompted and reported. */
export const initialSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
