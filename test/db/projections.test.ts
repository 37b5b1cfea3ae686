import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Change } from '../../core/customer/changes.ts';
import { connect, type Db } from '../../db/connect.ts';
import { createCustomer } from '../../db/customers.ts';
import { project } from '../../db/projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const opened = (at: number): Change => ({
  type: 'follow-up-opened',
  at,
  followUp: { key: 'R7:last', rule: 'R7', since: at, dueAt: at + 1, numbers: {}, evidence: ['last'] },
});
const ended = (at: number): Change => ({ type: 'follow-up-ended', at, key: 'R7:last', how: 'resolved' });

test.each([
  ['opened', [opened(1)], 'open'],
  ['opened and ended', [opened(1), ended(2)], 'closed'],
  ['opened, ended and opened again', [opened(1), ended(2), opened(3)], 'open'],
])('a follow-up that was %s in one go is as it was left', async (_name, changes, status) => {
  const customerId = await createCustomer(db, { name: 'Acme', kind: 'organisation', at: 1 });
  await project(db, [{ customerId, changes, anew: false }]);
  const row = await db
    .selectFrom('follow_up')
    .select('status')
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  expect(row.status).toBe(status);
});
