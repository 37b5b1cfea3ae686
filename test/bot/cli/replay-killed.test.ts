import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Db } from '../../../db/connect.ts';
import { runTend, startTend } from '../../support/command-line.ts';
import { type Content, contentOf } from '../../support/content.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeTraffic } from '../../support/traffic.ts';
import { until } from '../../support/until.ts';

let folder: string;
let file: string;
const databases: TestDatabase[] = [];
const connections: Db[] = [];

const events = makeTraffic({ seed: 7, events: 6000, firms: 8, clubs: 4 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend-replay-'));
  file = join(folder, 'traffic.ndjson');
  await writeFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
});

afterAll(async () => {
  for (const db of connections) await db.destroy();
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const open = async (): Promise<{ readonly db: Db; readonly environment: Record<string, string> }> => {
  const database = await createTestDatabase();
  databases.push(database);
  const db = connect(database.url, { max: 1 });
  connections.push(db);
  return { db, environment: { DATABASE_URL: database.url, TEND_HOME: folder } };
};

const replay = (): readonly string[] => ['replay', file, '--json', '--room', 'firm-*=customer'];

/** Kills the replay with signal 9 as soon as so many events are processed. */
const killAt = async (db: Db, environment: Record<string, string>, processed: number): Promise<void> => {
  const run = startTend(replay(), environment);
  let ended = false;
  void run.ended.then(() => {
    ended = true;
  });
  await until(
    async () => {
      const found = await sql<{ stored: number; done: number }>`
        select count(*) as stored, count(done_at) as done from inbox`.execute(db);
      const { stored = 0, done = 0 } = found.rows[0] ?? {};
      return ended || (processed === 0 ? stored > 0 : done >= processed);
    },
    'The replay did not get so far.',
    30_000,
  );
  expect(ended, 'the replay ended before it could be killed').toBe(false);
  run.process.kill('SIGKILL');
  await run.ended;
};

const without = ({ owners: _owners, ...content }: Content): Content => content;

test('a replay that was killed three times ends with what an undisturbed one ends with', {
  timeout: 120_000,
}, async () => {
  const undisturbed = await open();
  const first = await runTend(replay(), undisturbed.environment);
  expect(JSON.parse(first.out)).toMatchObject({ read: 6000, accepted: 6000, duplicates: 0, rejected: 0 });

  const killed = await open();
  for (const processed of [0, 1, 1700, 4200]) await killAt(killed.db, killed.environment, processed);
  const last = await runTend(replay(), killed.environment);
  expect(last.code).toBe(0);

  const [expected, found] = [await contentOf(undisturbed.db), await contentOf(killed.db)];
  for (const [table, rows] of Object.entries(without(expected))) {
    expect(rows.length, table).toBeGreaterThan(0);
    expect(found[table], table).toEqual(rows);
  }
  for (const { environment } of [undisturbed, killed]) {
    const check = await runTend(['rebuild', '--check', '--json'], environment);
    expect(JSON.parse(check.out)).toMatchObject({ different: [] });
    expect(check.code).toBe(0);
  }
  const again = await runTend(replay(), killed.environment);
  expect(JSON.parse(again.out)).toMatchObject({ read: 6000, accepted: 0, duplicates: 6000, rejected: 0 });
});
