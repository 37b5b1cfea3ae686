import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestFor } from '../../../bot/digest/compose.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { digestCard } from '../../../bot/view/digest-card.ts';
import { cardText } from '../../../core/messages.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at } from '../../support/given.ts';

const company = createCompany('Asia/Shanghai', 'none');
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('the first working digest of a month is never empty: it tells of the tiers, and how right the calls were', async () => {
  const [from, until] = [at('2025-11-02 09:00'), at('2025-11-03 09:00')];
  expect(await digestFor(db, from, until)).toMatchObject({ empty: true });
  const id = await createCustomer(db, { name: 'Acme', kind: 'organisation', at: 0 });
  await db
    .insertInto('tier_move')
    .values({ customer_id: id, at: at('2025-10-20'), from_tier: 'B', to_tier: 'A', score: 4 })
    .execute();
  await db
    .insertInto('churn_call')
    .values({
      customer_id: id,
      day: 20_000,
      at: at('2025-09-01'),
      probability: 0.8,
      horizon_days: 30,
      lead_days: 14,
      population: 'talk',
      method: 'model',
      outcome: 1,
      last_day: 19_990,
      graded_at: at('2025-10-20'),
    })
    .execute();
  const content = await digestFor(db, from, until, company);
  expect(content).toMatchObject({
    empty: false,
    calls: { calls: 1, gone: 1, high: 1, precision: 1, leadDays: 20 },
    month: { up: [{ name: 'Acme', from: 'B', to: 'A' }], down: [] },
  });
  const text = cardText(digestCard(content, company, 'en'));
  expect(text).toContain('Tiers this month');
  expect(text).toContain('• Acme · B → A · nobody');
  expect(text).toContain('Churn calls that came due in the last year: 1, Brier 0.040.');
  // The next day it is over, and asked for in between it is no review.
  expect((await digestFor(db, until, until + 86_400_000, company)).month).toBeUndefined();
  expect((await digestFor(db, from, until)).month).toBeUndefined();
});
