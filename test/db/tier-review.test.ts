import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reviewFor } from '../../bot/digest/review.ts';
import { createCompany } from '../../bot/ingest/context.ts';
import { initialState } from '../../core/customer/state.ts';
import { noModels, type TierCuts } from '../../core/population.ts';
import { connect, type Db } from '../../db/connect.ts';
import { createCustomer } from '../../db/customers.ts';
import { leavingAt, nearNextTier, recoveryOf, tierMovers } from '../../db/tier-review.ts';
import { storeVersion } from '../../db/versions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { at } from '../support/given.ts';

const company = createCompany('Asia/Shanghai', 'none');
const month = company.calendar.monthOf(at('2025-09-01 09:00'));
const cuts: TierCuts = {
  customers: 100,
  amount: [10, 20, 30, 40],
  frequency: [1, 2, 3, 4],
  depth: [1, 2, 3, 4],
  service: [1, 2, 3, 4],
  a: 4,
  b: 3,
};
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
beforeEach(async () => {
  await sql`truncate customer, version cascade`.execute(db);
});

const makeCustomer = (name: string) => createCustomer(db, { name, kind: 'organisation', at: 0 });
const moves = async (
  id: number,
  ...list: readonly (readonly [string, 'A' | 'B' | 'C' | null, 'A' | 'B' | 'C'])[]
): Promise<void> => {
  for (const [when, from_tier, to_tier] of list) {
    await db
      .insertInto('tier_move')
      .values({ customer_id: id, at: at(when), from_tier, to_tier, score: 3 })
      .execute();
  }
};
const stageMove = (id: number, when: string, from_stage: string, to_stage: string) =>
  sql`insert into stage_move (customer_id, at, from_stage, to_stage, rule, numbers, evidence)
    values (${id}, ${at(when)}, ${from_stage}, ${to_stage}, 'R24', '{}', '[]')`.execute(db);

const assessed = (id: number, when: string, stage: string, churn: number, valueAtRisk: number) =>
  db
    .insertInto('assessment')
    .values({
      customer_id: id,
      at: at(when),
      cause: 'check',
      stage,
      health: 50,
      sentiment: 0,
      churn,
      value: 1000,
      value_at_risk: valueAtRisk,
      factors: '{}',
    })
    .execute();

test('movers are those whose tier is another one after all, from what it was before', async () => {
  const up = await makeCustomer('up');
  const there = await makeCustomer('there and back');
  const twice = await makeCustomer('twice');
  const early = await makeCustomer('before');
  await moves(up, ['2025-08-20', 'C', 'B']);
  await moves(there, ['2025-08-10', 'B', 'A'], ['2025-09-01 09:00', 'A', 'B']);
  await moves(twice, ['2025-08-02', 'C', 'B'], ['2025-08-30', 'B', 'A']);
  await moves(early, ['2025-08-01 09:00', 'A', 'B']);
  const found = await tierMovers(db, at('2025-08-01 09:00'), at('2025-09-01 09:00'));
  expect(found.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['up', 'C', 'B'],
    ['twice', 'C', 'A'],
  ]);
});

test('close to the next tier are those who lack at most 0.3, the nearest first', async () => {
  const make = async (name: string, tier: string, amount: number, orders: number, stage = 'growing') => {
    const id = await makeCustomer(name);
    const sums = {
      month: month - 1,
      days: 9,
      ours: 0,
      questions: 0,
      uses: 0,
      services: 0,
      orderDays: orders,
    };
    const months = [{ ...sums, amount, campaignsSent: 0, campaignsOpened: 0, referrals: 0 }];
    const state = JSON.stringify({ ...initialState(), months });
    await db.updateTable('customer').set({ state, tier, stage }).where('id', '=', id).execute();
  };
  // 0.4 × amount + 0.3 × frequency + 0.15 × 5 + 0.15 × 1 = 0.9 and the rest.
  await make('lacks 0.1', 'B', 45, 3); // 2 + 0.9 + 0.9 = 3.8, and 4 is needed
  await make('lacks 0.2', 'B', 35, 4); // 1.6 + 1.2 + 0.9 = 3.7
  await make('lacks much', 'B', 25, 3);
  await make('has it', 'B', 45, 5);
  await make('lacks a little', 'C', 15, 4); // 0.8 + 1.2 + 0.9 = 2.9, and 3 is needed
  await make('is at the top', 'A', 45, 3);
  await make('is gone', 'B', 45, 3, 'churned');
  const near = await nearNextTier(db, cuts, month - 12, 5);
  expect(near.map(({ name, tier, score, needed }) => [name, tier, score, needed])).toEqual([
    ['lacks a little', 'C', 2.9, 3],
    ['lacks 0.1', 'B', 3.8, 4],
    ['lacks 0.2', 'B', 3.7, 4],
  ]);
  expect(await nearNextTier(db, cuts, month - 12, 1)).toHaveLength(1);
  expect(await nearNextTier(db, cuts, month, 5)).toEqual([]);
});

test('the monthly edition reviews the month: movers, who is leaving and who came back', async () => {
  const back = await makeCustomer('back');
  const late = await makeCustomer('late');
  const gone = await makeCustomer('gone');
  await stageMove(back, '2024-12-01', 'declining', 'churned');
  await stageMove(back, '2025-04-01', 'churned', 'won_back');
  await stageMove(late, '2024-12-01', 'declining', 'churned');
  await stageMove(late, '2025-07-01', 'churned', 'won_back');
  await stageMove(gone, '2025-02-01', 'declining', 'churned');
  await stageMove(gone, '2025-05-02', 'growing', 'churned');
  // Tiers fall on the first of a month, for the month that is over.
  await moves(gone, ['2025-11-01 00:00', 'A', 'B']);
  await db.updateTable('customer').set({ tier: 'B' }).where('id', '=', gone).execute();
  await assessed(gone, '2025-10-20', 'declining', 0.3, 900);
  await storeVersion(db, {
    kind: 'models',
    fromAt: 1,
    createdAt: 1,
    createdBy: 'test',
    content: { ...noModels, tiers: cuts },
  });
  const review = (edition: 'daily' | 'weekly' | 'monthly', from: string, until: string, now = until) =>
    reviewFor(db, company, { edition, from: at(from) - 1, until: at(until) - 1, now: at(now) });
  const october = await review('monthly', '2025-10-01', '2025-11-01');
  expect(october.review).toEqual({
    up: { count: 0, top: [] },
    down: { count: 1, top: [expect.objectContaining({ name: 'gone', from: 'A', to: 'B' })] },
    near: [],
    // At the end of October its tier was none yet.
    leaving: { count: 0, top: [] },
    // From 2024-11 to 2025-04: one came back in time, one too late, one never.
    recovery: { lost: 3, recovered: 1 },
  });
  const november = await review('monthly', '2025-11-01', '2025-12-01');
  expect(november.review).toMatchObject({
    down: { count: 0 },
    leaving: { count: 1, top: [{ name: 'gone', tier: 'B', churn: 0.3, valueAtRisk: 900 }] },
  });
  expect((await review('weekly', '2025-10-27', '2025-11-03')).review?.down.count).toBe(1);
  expect(await review('daily', '2025-10-31', '2025-11-01')).toEqual({});
  expect(await recoveryOf(db, at('2024-12-02'), at('2025-02-01'), 1)).toEqual({ lost: 1, recovered: 0 });
});

test('leaving are those of tier A and B at the time who were at risk or likely to leave then, the most at stake first', async () => {
  const make = async (name: string, tier: 'A' | 'B' | 'C', stage: string, churn: number, value: number) => {
    const id = await makeCustomer(name);
    await moves(id, ['2025-01-01', null, tier]);
    await db.updateTable('customer').set({ tier }).where('id', '=', id).execute();
    await assessed(id, '2025-02-01', stage, churn, value);
    await assessed(id, '2025-04-01', 'growing', 0, 0); // later than asked for
  };
  await make('dormant', 'A', 'dormant', 0.1, 100);
  await make('likely', 'B', 'growing', 0.5, 900);
  await make('well', 'A', 'growing', 0.49, 5000);
  await make('small', 'C', 'declining', 0.9, 5000);
  await make('lost', 'A', 'churned', 1, 5000);
  const found = await leavingAt(db, at('2025-03-01'));
  expect(found.count).toBe(2);
  expect(found.top.map(({ name, valueAtRisk }) => [name, valueAtRisk])).toEqual([
    ['likely', 900],
    ['dormant', 100],
  ]);
});

test('retention and cohorts count whoever was active', async () => {
  const make = async (name: string, first: string, ...days: readonly string[]) => {
    const id = await makeCustomer(name);
    for (const day of days) {
      await db
        .insertInto('interaction')
        .values({
          customer_id: id,
          kind: 'order',
          direction: 'in',
          at: at(day),
          source_key: `${name}/${day}`,
          data: JSON.stringify({ amount: 1 }),
        })
        .execute();
    }
    const months = [...new Set(days.map((day) => company.calendar.monthOf(at(day))))].map((each) => ({
      month: each,
      days: 1,
    }));
    const state = JSON.stringify({ ...initialState(), months });
    await db
      .updateTable('customer')
      .set({ state, first_at: at(first) })
      .where('id', '=', id)
      .execute();
  };
  await make('stays', '2025-07-05', '2025-07-05', '2025-08-03');
  await make('leaves', '2025-07-09', '2025-07-09');
  await make('comes', '2025-08-09', '2025-08-09');
  await make('returns', '2024-01-01', '2024-01-01', '2025-08-10');
  const order = { edition: 'monthly', from: at('2025-08-01') - 1, until: at('2025-09-01') - 1 } as const;
  const { retention, cohorts } = await reviewFor(db, company, { ...order, now: order.until });
  expect(retention).toEqual({ before: 2, stayed: 1, fresh: 1, back: 1 });
  expect(cohorts).toEqual([
    { month: month - 2, size: 2, active: [1, 0.5] },
    { month: month - 1, size: 1, active: [1] },
  ]);
});
