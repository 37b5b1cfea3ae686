import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table wecom_contact (
    account text not null, external_id text not null,
    union_id text, company text, next_at bigint not null,
    primary key (account, external_id))`,
  `create index wecom_contact_of_union on wecom_contact (union_id) where union_id is not null`,
  `create table wecom_welcome (
    account text not null, delivery text not null,
    begun_at bigint not null, outcome text,
    primary key (account, delivery))`,
  `create index outbox_pending on outbox (next_at) where status = 'pending-human'`,
];

/** WeCom's contacts, its welcomes, and the 群发 tasks that wait for an employee. */
export const wecomSchema: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
