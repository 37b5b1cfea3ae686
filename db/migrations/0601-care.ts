import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table contact (
    id bigint generated always as identity primary key,
    key text not null unique,
    flow text not null, purpose text not null, priority smallint not null check (priority between 1 and 9),
    solicited boolean not null, occasion boolean not null,
    person_id bigint references person on delete set null,
    room_id bigint references room on delete set null,
    customer_id bigint references customer on delete set null,
    platform text not null,
    outbox_id bigint references outbox on delete set null,
    reserved_at bigint not null,
    status text not null check (status in ('reserved', 'confirmed', 'released')),
    sent_at bigint check ((sent_at is not null) = (status = 'confirmed')),
    reason text check ((reason is not null) = (status = 'released')))`,
  `create index contact_of_outbox on contact (outbox_id)`,
  `create index contact_of_flow on contact (flow, reserved_at)`,
  `create index contact_of_person on contact (person_id)`,
  `create index contact_of_customer on contact (customer_id)`,
  `create index contact_reserved on contact (reserved_at) where status = 'reserved'`,
  `create index contact_sent on contact (sent_at) where status = 'confirmed'`,
  `create table contact_subject (
    contact_id bigint not null references contact on delete cascade,
    person_id bigint references person on delete cascade,
    room_id bigint references room on delete cascade,
    check (num_nonnulls(person_id, room_id) = 1))`,
  `create index contact_subject_of_contact on contact_subject (contact_id)`,
  `create index contact_subject_of_person on contact_subject (person_id) where person_id is not null`,
  `create index contact_subject_of_room on contact_subject (room_id) where room_id is not null`,
  `create table consent (
    id bigint generated always as identity primary key,
    person_id bigint not null references person on delete cascade,
    purpose text not null check (purpose in ('service', 'marketing', 'survey', 'community', 'all')),
    state text not null check (state in ('given', 'withdrawn')),
    text_version text, source text not null, at bigint not null,
    by_id bigint references person on delete set null)`,
  `create index consent_of_person on consent (person_id, at)`,
  `create table suppression (hash text primary key, at bigint not null, source text not null)`,
  `alter table person add column zone text`,
  // Held: it waits for an hour that is not quiet, and the room's other messages do not wait for it.
  `alter table outbox drop constraint outbox_status_check`,
  `alter table outbox add constraint outbox_status_check
    check (status in ('waiting', 'sending', 'held', 'sent', 'pending-human', 'refused', 'unknown'))`,
  `drop index outbox_waiting`,
  `create index outbox_waiting on outbox (next_at, id) where status in ('waiting', 'sending', 'held', 'unknown')`,
];

/** The contact budget: one ledger, consent per purpose, and who wants no messages. */
export const careSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
