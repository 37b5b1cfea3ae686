import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFollowUps } from '../../../bot/follow-ups/run.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { seedCompany } from '../../support/company.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at } from '../../support/given.ts';

let database: TestDatabase;
let db: Db;
const now = at('2025-03-12 10:00');
const hour = 3_600_000;

/** 20,000 customers with 80,000 follow-ups, a tenth of them open and told, hardly any of them due. */
const fill = async (): Promise<void> => {
  await seedCompany(db, now - 30 * 24 * hour);
  await sql`insert into customer (name, kind, created_at, owner_id, value_at_risk)
    select 'customer ' || n, 'organisation', 0, (select min(person_id) from member where role = 'rep'), n % 1000
    from generate_series(1, 20000) n`.execute(db);
  await sql`insert into follow_up (customer_id, key, rule, opened_at, due_at, status, numbers, evidence, prompted_at,
      told_to, ladder_from, ladder_at)
    select c.id, 'R7:' || k, 'R7', ${now - 100 * hour}, ${now}, case when k = 1 and c.id % 2 = 0 then 'open' else 'done' end,
      '{}', '[]', ${now - 90 * hour}, c.owner_id, ${now - 90 * hour}, ${now + hour}
    from customer c, generate_series(1, 4) k`.execute(db);
  await sql`update follow_up set ladder_at = ${now - hour} where id in (
    select id from follow_up where status = 'open' order by id limit 5)`.execute(db);
  await sql`update follow_up set status = 'snoozed', snoozed_until = ${now - hour} where id in (
    select id from follow_up where status = 'open' order by id desc limit 5)`.execute(db);
  await sql`analyze`.execute(db);
};

/** How many rows of these tables this connection has read so far. */
const rowsRead = async (): Promise<number> => {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  await sql`select 1`.execute(db);
  const found = await sql<{
    rows: number;
  }>`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint as rows
    from pg_stat_user_tables where relname in ('follow_up', 'customer', 'escalation', 'prompt_due', 'prompt')`.execute(
    db,
  );
  return Number(found.rows[0]?.rows);
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
  await fill();
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('a tick reads in proportion to what is due, not to what exists', async () => {
  const company = createCompany('Asia/Shanghai', 'cn');
  const before = await rowsRead();
  await runFollowUps({ db, company }, now);
  const told = await db.selectFrom('prompt').select('items').execute();
  const busy = (await rowsRead()) - before;
  expect(told.flatMap(({ items }) => items as unknown[])).toHaveLength(10);
  expect(busy).toBeLessThan(1500);
  const idle = await rowsRead();
  await runFollowUps({ db, company }, now);
  expect((await rowsRead()) - idle).toBeLessThan(50);
});
