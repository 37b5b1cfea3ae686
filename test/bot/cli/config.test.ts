import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../../bot/clock.ts';
import { readConfig } from '../../../bot/config.ts';
import { createIngest } from '../../../bot/ingest/create.ts';
import { advanceDue } from '../../../bot/jobs/tick.ts';
import { createLogger } from '../../../bot/log.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { runTend } from '../../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let folder: string;
let database: TestDatabase;
let db: Db;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend config '));
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});

beforeEach(async () => {
  await sql`truncate customer, version, audit restart identity cascade`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const tend = (...args: readonly string[]) =>
  runTend(args, { DATABASE_URL: database.url, TEND_HOME: folder, TEND_LANGUAGE: 'en' });

const fileOf = async (text: string): Promise<string> => {
  const file = join(folder, `behaviour-${files++}.yaml`);
  await writeFile(file, text);
  return file;
};

const versions = async () =>
  (
    await sql<{ id: number; content: unknown; from_at: number; created_at: number; created_by: string }>`
    select id, content, from_at, created_at, created_by from version order by id`.execute(db)
  ).rows;

test('what is exported can be applied, and changes nothing', async () => {
  const { out, code } = await tend('config', 'export');
  expect(code).toBe(0);
  const file = await fileOf(out);
  expect(await tend('config', 'check', file)).toMatchObject({ code: 0, out: `${file} is fine.\n` });
  expect((await tend('config', 'apply', file)).out).toMatch(/^Nothing changes\./);
  expect(await versions()).toEqual([]);
});

test('check names every problem and ends with code 1, and apply refuses the same', async () => {
  const file = await fileOf('rules:\n  R7: { test: { days: 0 } }\nmargin: 40\n');
  for (const command of ['check', 'apply']) {
    const { code, err } = await tend('config', command, file);
    expect(code).toBe(1);
    expect(err).toContain(
      `${file}:2:17: rules.R7.test.days: expected a whole number from 1 to 1000, in days, found 0`,
    );
    expect(err).toContain(`${file}:3:1: margin: `);
    expect(err).toMatch(/2 problems\.\n$/);
  }
  expect((await tend('config', 'check', join(folder, 'nowhere.yaml'))).err).toMatch(/There is no file/);
  const large = await fileOf('x'.repeat(5_000_000));
  expect(await tend('config', 'check', large)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/has 4883 KB; a configuration has at most 256/),
  });
  expect(await versions()).toEqual([]);
});

test('apply stores only the difference, an hour ahead, and can be taken back step by step', async () => {
  const file = await fileOf('rules: { R7: { test: { days: 45 } }, R8: { test: { days: 14 } } }\n');
  const rehearsal = await tend('config', 'apply', file, '--dry-run');
  expect(rehearsal.out).toBe('Rule R7 Inactive: days 30 → 45\nNothing was stored.\n');
  expect(await versions()).toEqual([]);
  const applied = await tend('config', 'apply', file);
  expect(applied.out).toMatch(/^Rule R7 Inactive: days 30 → 45\nStored as version 1, in force from 20\d\d-/);
  const [first] = await versions();
  expect(first).toMatchObject({ content: { rules: { R7: { test: { days: 45 } } } }, created_by: 'operator' });
  expect((first?.from_at ?? 0) - (first?.created_at ?? 0)).toBe(60 * 60 * 1000);
  expect((await tend('config', 'apply', file)).out).toMatch(/^Nothing changes/);

  await tend('config', 'apply', await fileOf('margin: 0.4\n'));
  expect((await tend('config', 'export')).out).toMatch(/\nmargin: 0\.4\n/);
  const log = await tend('config', 'log');
  expect(log.out).toMatch(
    /^1 .*by operator.*\n {5}Rule R7 Inactive: days 30 → 45\n2 .*\n {5}Rule R7 Inactive: days 45 → 30\n {5}Margin: 1 → 0\.4\n$/,
  );

  expect((await tend('config', 'undo')).out).toMatch(/days 30 → 45\nMargin: 0\.4 → 1\nStored as version 3/);
  expect((await versions()).at(-1)?.content).toEqual({ rules: { R7: { test: { days: 45 } } } });
  expect((await tend('config', 'undo', '--to', '0')).out).toMatch(/days 45 → 30\nStored as version 4/);
  expect((await versions()).at(-1)?.content).toEqual({});
  expect(await tend('config', 'undo', '--to', '99')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/There is no version 99/),
  });
  const audited = await sql<{ action: string }>`select action from audit order by id`.execute(db);
  expect(audited.rows.map((each) => each.action)).toEqual([
    'config-apply',
    'config-apply',
    'config-undo',
    'config-undo',
  ]);
});

test('a new rule speaks of a silent customer when it comes into force, of no time before, and rebuild agrees', async () => {
  const orders = join(folder, 'orders.csv');
  const clock = await createClock(db);
  const bot = createIngest(db, clock, readConfig({ LOG_LEVEL: 'silent' }), createLogger('silent'));
  const day = (ago: number): string => new Date(clock.now() - ago * 86_400_000).toISOString().slice(0, 10);
  await writeFile(orders, `customer,date,amount\nAcme,${day(20)},10\nAcme,${day(8)},10\n`);
  await tend('import', 'orders', orders);
  const warnings = async () =>
    (await sql<{ warnings: string[] }>`select warnings from customer`.execute(db)).rows[0]?.warnings ?? [];
  expect(await warnings()).not.toContain('C1');

  await tend(
    'config',
    'apply',
    await fileOf(
      'rules:\n  C1: { name: { zh: 静, en: Quiet }, because: { zh: "{silent}", en: "{silent}" }, test: { kind: silence, days: 3 } }\n',
    ),
  );
  const fromAt = (await versions())[0]?.from_at ?? 0;
  await advanceDue(bot, fromAt - 1);
  expect(await warnings()).not.toContain('C1');
  await advanceDue(bot, fromAt);
  expect(await warnings()).toContain('C1');
  const since = await sql<{ at: number }>`
    select (state->'warnings'->'C1'->>'since')::bigint as at from customer`.execute(db);
  expect(since.rows[0]?.at).toBe(fromAt);
  expect(await tend('rebuild', '--check')).toMatchObject({ code: 0, out: '1 customers, 0 differed.\n' });
});
