import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashingOf } from '../../../bot/care/suppression-key.ts';
import { createSeal } from '../../../bot/platforms/seal.ts';
import { ConfigError } from '../../../core/errors.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { readSetting } from '../../../db/settings.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const ann = ['slack', 'T0HOME', 'U0ANN'] as const;
const seal = createSeal(randomBytes(32));
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 4 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const stored = async (): Promise<string> => String(await readSetting(db, 'care.hash-key'));

test('a key that was stored plainly is sealed once there is a secret, and hashes stay what they were', async () => {
  const before = (await hashingOf(db, undefined))(ann);
  const plain = await stored();
  const hashes = await Promise.all(Array.from({ length: 4 }, () => hashingOf(db, seal)));
  expect(new Set(hashes.map((hash) => hash(ann)))).toEqual(new Set([before]));
  expect(await stored()).not.toContain(plain);
  expect((await hashingOf(db, seal))(ann)).toBe(before);
});

test('without the secret, or with another, it says what to set, and makes no other key', async () => {
  const sealed = await stored();
  await expect(hashingOf(db, undefined)).rejects.toThrow(ConfigError);
  await expect(hashingOf(db, undefined)).rejects.toThrow(/Set TEND_SECRET_KEY/);
  await expect(hashingOf(db, createSeal(randomBytes(32)))).rejects.toThrow(ConfigError);
  expect(await stored()).toBe(sealed);
});

test('at the first use by several at once there is one key, sealed', async () => {
  await db.deleteFrom('setting').execute();
  const hashes = await Promise.all(Array.from({ length: 4 }, () => hashingOf(db, seal)));
  expect(new Set(hashes.map((hash) => hash(ann))).size).toBe(1);
  expect(await stored()).toMatch(/^v1\./);
});
