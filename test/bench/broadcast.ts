import { sql } from 'kysely';
import { planBroadcast } from '../../bot/broadcast/plan.ts';
import { readConfig } from '../../bot/config.ts';
import { openDatabase } from '../../bot/database.ts';
import { createCompany } from '../../bot/ingest/context.ts';
import { broadcastById, createBroadcast } from '../../db/broadcasts.ts';
import type { Db } from '../../db/connect.ts';
import type { Figure } from './figure.ts';
import { benchHome } from './process.ts';

const people = 100_000;
const at = Date.parse('2025-03-05T10:00:00+08:00');

/** Customers of one person each with a state like a real one's; one in 5 agreed to marketing, one in 20 was written to. */
const seed = async (db: Db): Promise<void> => {
  const state = JSON.stringify({
    openComplaint: null,
    openQuestions: [],
    sentiment: { sum: 1, weight: 3, slowSum: 1, slowWeight: 3, at },
  });
  await sql`insert into customer (name, kind, created_at, stage, tier, state)
    select 'Customer ' || n, 'person', 0, 'growing', (array['A','B','C'])[1 + n % 3], ${state}::jsonb
    from generate_series(1, ${people}::int) n`.execute(db);
  await sql`insert into person (name, kind, side, customer_id)
    select name, 'human', 'customer', id from customer`.execute(db);
  await sql`insert into identity (person_id, platform, account, external_id, external)
    select id, 'feishu', 'T1', 'U' || id, 'yes' from person`.execute(db);
  await sql`insert into consent (person_id, purpose, state, source, at)
    select id, 'marketing', 'given', 'import', 0 from person where id % 5 <> 0`.execute(db);
  await sql`with made as (
      insert into contact (key, flow, purpose, priority, solicited, occasion, person_id, platform, reserved_at, status, sent_at)
      select 'old/' || id, 'old', 'service', 5, false, false, id, 'feishu', ${at}::bigint - 86400000, 'confirmed',
        ${at}::bigint - 86400000 from person where id % 20 = 0 returning id, person_id)
    insert into contact_subject (contact_id, person_id) select id, person_id from made`.execute(db);
  await sql`analyze`.execute(db);
};

/** Measures planning a broadcast to 100,000 people: budget, consent, interlocks, arms, test share. */
export const benchBroadcast = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  const config = readConfig({ TEND_HOME: home });
  const database = await openDatabase(config, 'own', () => undefined);
  try {
    const { db } = database;
    await seed(db);
    const made = {
      text: 'Hello',
      purpose: 'marketing',
      target: 'people',
      filter: { owners: 'all' },
      language: 'en',
      authorId: null,
      testPercent: 5,
      stopPercent: 5,
    } as const;
    const id = await createBroadcast(db, made, at);
    const broadcast = await broadcastById(db, id);
    if (!broadcast) throw new Error('no broadcast');
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const start = performance.now();
    const company = createCompany('Asia/Shanghai', 'cn');
    const planned = await db.transaction().execute((trx) => planBroadcast(trx, { company }, broadcast, at));
    const seconds = (performance.now() - start) / 1000;
    clearInterval(timer);
    return [
      {
        what: `a broadcast to ${planned.toLocaleString('en')} people planned: budget, consent, arms`,
        target: '< 30 s, < 500 MB',
        measured: `${seconds.toFixed(1)} s, ${Math.round(peak / 2 ** 20)} MB`,
      },
    ];
  } finally {
    await database.close();
    await remove();
  }
};
