import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Pictures that messages show, by what is in them, each until its time is over. */
export const pictureSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table picture (
      id text primary key, type text not null, bytes bytea not null,
      created_at bigint not null, expires_at bigint not null)`.execute(db);
    await sql`create index picture_expires on picture (expires_at)`.execute(db);
  },
};
