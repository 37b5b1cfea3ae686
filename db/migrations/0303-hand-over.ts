import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table owner_change (
    id bigint generated always as identity primary key,
    batch text not null, customer_id bigint not null references customer on delete cascade,
    at bigint not null, from_id bigint references person on delete set null,
    to_id bigint references person on delete set null, by_id bigint references person on delete set null,
    undone_at bigint)`,
  `create index owner_change_batch on owner_change (batch)`,
  `create index owner_change_customer on owner_change (customer_id, at)`,
  `create table draft (
    id bigint generated always as identity primary key,
    customer_id bigint not null references customer on delete cascade,
    member_id bigint not null references person on delete cascade,
    at bigint not null, text text not null)`,
];

/** Who got whose customers, so that it can be taken back; drafts as members see them. */
export const handOverSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
