import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table question (
    customer_id bigint not null references customer on delete cascade,
    key text not null, asked_at bigint not null, tier text,
    ended_at bigint, how text check (how in ('answered', 'peer', 'thanked', 'settled', 'stale')), by_key text,
    minutes double precision, limit_minutes double precision,
    primary key (customer_id, key))`,
  `create index question_open on question (customer_id, asked_at) where ended_at is null`,
  `create index question_answered on question (ended_at) where how = 'answered'`,
  // That a promise was broken stays known when it is kept late.
  `alter table promise add column broken_at bigint`,
  `update promise set broken_at = due_at where status = 'broken'`,
  `create index promise_open on promise (due_at) where status in ('open', 'broken')`,
  `create index promise_broken on promise (broken_at) where broken_at is not null`,
  // What was judged, by whom: few among many.
  `create index interaction_judged on interaction (at) where kind in ('follow-up-done', 'follow-up-wrong')`,
];

/** Who waits for an answer and how long answers took; promises that were broken. */
export const questionSchema: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
