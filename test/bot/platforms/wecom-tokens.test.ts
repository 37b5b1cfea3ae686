import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTokenStore } from '../../../bot/platforms/wecom-tokens.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let one: Db;
let other: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  one = connect(database.url, { max: 2 });
  other = connect(database.url, { max: 2 });
});

afterAll(async () => {
  await one.destroy();
  await other.destroy();
  await database.drop();
});

const key = 'ww1234567890abcdef/1000002';

test('of two processes that need a token at once one fetches it, and the other takes that one', async () => {
  const untilAt = Date.now() + 60_000;
  let fetched = 0;
  const renew = (db: Db) =>
    createTokenStore(db, 'the-secret').write(key, async (there) => {
      if (there) return there;
      fetched++;
      await delay(50);
      return { value: `token-${fetched}`, untilAt };
    });
  const tokens = await Promise.all([renew(one), renew(other), renew(one)]);
  expect(tokens).toEqual(Array.from({ length: 3 }, () => ({ value: 'token-1', untilAt })));
  expect(await createTokenStore(other, 'the-secret').read(key)).toEqual({ value: 'token-1', untilAt });
});

test('a token cannot be read from the database, nor with another secret', async () => {
  const kept = await one.selectFrom('setting').selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain('token-1');
  expect(await createTokenStore(one, 'another-secret').read(key)).toBeUndefined();
});

test('when fetching fails nothing is changed, and the next one may try', async () => {
  const store = createTokenStore(one, 'the-secret');
  await expect(store.write(key, () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  expect((await store.read(key))?.value).toBe('token-1');
  expect((await store.write(key, async () => ({ value: 'token-2', untilAt: 1 }))).value).toBe('token-2');
});
