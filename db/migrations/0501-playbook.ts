import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table playbook (
    key text not null, version integer not null,
    state text not null check (state in ('draft', 'back-tested', 'approved', 'running', 'paused', 'ended')),
    content jsonb not null,
    created_at bigint not null, created_by text not null,
    back_test jsonb, back_tested_at bigint,
    approved_at bigint, approved_by text,
    since_at bigint, ended_at bigint,
    primary key (key, version))`,
  `create unique index playbook_entered on playbook (key) where state in ('running', 'paused')`,

  `create table playbook_run (
    id bigint generated always as identity primary key,
    playbook text not null, version integer not null,
    customer_id bigint not null references customer on delete cascade,
    trigger text not null,
    status text not null check (status in ('active', 'done')), why text,
    step integer not null, wake_at bigint not null, awaits text,
    started_at bigint not null, contacted_at bigint, contacts integer not null default 0,
    held_since bigint, "values" jsonb not null default '{}', ended_at bigint,
    foreign key (playbook, version) references playbook,
    unique (playbook, customer_id, trigger))`,
  `create index playbook_run_due on playbook_run (wake_at) where status = 'active'`,
  `create unique index playbook_run_inside on playbook_run (customer_id, playbook) where status = 'active'`,
  `create index playbook_run_entered on playbook_run (playbook, started_at)`,

  `create table playbook_step (
    id bigint generated always as identity primary key,
    run_id bigint not null references playbook_run on delete cascade,
    step integer not null, at bigint not null,
    outcome text not null, reason text, contact_id bigint)`,
  `create index playbook_step_of_run on playbook_step (run_id, id)`,

  `create table playbook_member (
    playbook text not null, version integer not null,
    customer_id bigint not null references customer on delete cascade,
    primary key (playbook, version, customer_id))`,
  `create index playbook_member_of_customer on playbook_member (customer_id)`,

  `create table birthday (
    customer_id bigint primary key references customer on delete cascade,
    calendar text not null check (calendar in ('solar', 'lunar')),
    month smallint not null check (month between 1 and 12), day smallint not null check (day between 1 and 31))`,
  `create index birthday_on on birthday (calendar, month, day)`,

  // Who was last heard when, and what runs out when: a day's triggers are looked up, nobody is looked at in vain.
  `create index if not exists customer_last_in on customer (last_in_at)`,
  `create index interaction_renewal on interaction (((data->>'dueAt')::bigint)) where kind = 'renewal-due'`,
];

/** Playbooks, the customers inside them, and birthdays. */
export const playbookSchema: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
