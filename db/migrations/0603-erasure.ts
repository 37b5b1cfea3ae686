import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table erasure (
    id bigint generated always as identity primary key,
    customer_id bigint references customer on delete set null,
    person_id bigint references person on delete set null,
    requested_by bigint references person on delete set null, requested_at bigint not null,
    status text not null check (status in ('requested', 'done', 'rejected')),
    decided_by bigint references person on delete set null, decided_at bigint,
    proof jsonb)`,
  `create table erased_identity (hash text primary key, at bigint not null)`,
];

/** Erasure: who asked for it, who agreed, and the proof of what is gone. */
export const erasureSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
