import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSharedPace } from '../../../bot/platforms/wecom-pace.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let one: Db;
let other: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  one = connect(database.url, { max: 4 });
  other = connect(database.url, { max: 4 });
});

afterAll(async () => {
  await one.destroy();
  await other.destroy();
  await database.drop();
});

const limits = [{ most: 20, withinMs: 60_000 }];

test('two workers that write into one group never say more than it takes', async () => {
  const paces = [createSharedPace(one, 'ww1'), createSharedPace(other, 'ww1')];
  const waits = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => paces[index % 2]?.('webhook:alerts', limits, 1) ?? 0),
  );
  // Three quarters of the limit at once; the rest comes evenly over the minute.
  expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(15);
  expect(Math.min(...waits.filter((waitMs) => waitMs > 0))).toBeGreaterThan(1_000);
});

test('a message of several parts is said whole or not at all', async () => {
  const pace = createSharedPace(one, 'ww1');
  expect(await pace('app:zhangsan', limits, 8)).toBe(0);
  expect(await pace('app:zhangsan', limits, 8)).toBeGreaterThan(0);
  expect(await pace('app:zhangsan', limits, 7)).toBe(0);
});

test('other groups, and the same group of another company, are not held up', async () => {
  const pace = createSharedPace(one, 'ww1');
  expect(await pace('webhook:digest', limits, 1)).toBe(0);
  expect(await createSharedPace(one, 'ww2')('webhook:alerts', limits, 1)).toBe(0);
});
