import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompany } from '../../../bot/ingest/context.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { writeSetting } from '../../../db/settings.ts';
import { runTend } from '../../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { live, makePopulation } from '../../support/population.ts';

const dayMs = 24 * 60 * 60 * 1000;
let folder: string;
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend models '));
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const tend = (...args: readonly string[]) =>
  runTend(args, { DATABASE_URL: database.url, TEND_HOME: folder, TEND_LANGUAGE: 'en' });

test('before the first night it says that nothing was learnt', async () => {
  const { code, out } = await tend('models');
  expect(code).toBe(0);
  expect(out).toContain('in force: nothing learnt yet\nversions: 0\norders: nothing learnt yet\n');
});

test('the night can be done by hand; what it learnt, why something is missing, and how right calls were is shown', async () => {
  const until = Date.now();
  const plan = { buyers: 440, talkers: 40, from: until - 450 * dayMs, until };
  await live(db, createCompany('Asia/Shanghai', 'cn'), await makePopulation(db, plan));
  const fitted = await tend('models', '--fit', '--json');
  expect(fitted.code).toBe(0);
  // With --json what the night did goes to standard error.
  expect(fitted.err).toMatch(/churn of buyers: \d+ ms\n/);
  expect(fitted.err).toMatch(
    /\d+ customers assessed, \d+ figures changed, \d+ calls made, 0 graded\nstored as version 1\n$/,
  );
  const json = JSON.parse(fitted.out) as Record<string, unknown>;
  expect(json).toMatchObject({
    version: 1,
    inForce: false,
    calls: { calls: 0, auc: null },
    models: { orders: { doubt: 'too-few-buyers' }, churn: { talk: { shortage: 'too-few-customers' } } },
  });
  expect(json['open']).toBeGreaterThan(0);

  // Two hours later.
  await writeSetting(db, 'clock.offset', 2 * 60 * 60 * 1000);
  const { code, out } = await tend('models');
  expect(code).toBe(0);
  expect(out).toMatch(/^in force: version 1 from \d{4}-\d\d-\d\d \d\d:\d\d\nversions: 1\n/);
  expect(out).toContain('the historic formula, because fewer than 500 customers have ordered');
  expect(out).toMatch(/churn of talkers \(\d+ customers\): no model, because fewer than 200 customers/);
  expect(out).toMatch(
    /churn of buyers \(\d+ customers\): gone over 90 days that begin 14 days ahead\n {2}learnt from \d+ cases at \d+ dates/,
  );
  expect(out).toMatch(/ {2}check \d+ days ago: \d+ customers, AUC 0\.\d+, Brier 0\.\d+, slope [\d.]+/);
  expect(out).toMatch(/tiers \(\d+ customers\): A from [\d.]+, B from [\d.]+; fifths of amount [\d. ]+, /);
  expect(out).toMatch(/rhythm of b2b \(120 customers\): /);
  expect(out).toMatch(/calls: \d+ open, 0 graded in the last year, 0 of them gone\n$/);

  const rebuilt = await tend('rebuild', '--check', '--json');
  expect(rebuilt.code).toBe(0);
  expect(JSON.parse(rebuilt.out)).toMatchObject({ customers: 480, different: [] });
});

test('graded calls are told by tenths', async () => {
  const [one] = await db.selectFrom('customer').select('id').limit(1).execute();
  await db.deleteFrom('churn_call').execute();
  const at = Date.now() - dayMs;
  for (const [day, probability, outcome] of [
    [1, 0.25, 0],
    [2, 0.65, 1],
    [3, 0.95, 1],
  ] as const) {
    await db
      .insertInto('churn_call')
      .values({
        customer_id: one?.id ?? 0,
        day,
        at,
        probability,
        horizon_days: 30,
        lead_days: 14,
        population: 'talk',
        method: 'rules',
        outcome,
        last_day: 1,
        graded_at: at,
      })
      .execute();
  }
  const { out } = await tend('models');
  expect(out).toContain(
    'precision of the 2 calls of 60 % and more 1, recall 1, median lead 29 days\n' +
      '  0.2–0.3: 1 calls, predicted 0.250, happened 0.000\n' +
      '  0.6–0.7: 1 calls, predicted 0.650, happened 1.000\n' +
      '  0.9–1.0: 1 calls, predicted 0.950, happened 1.000\n',
  );
});
