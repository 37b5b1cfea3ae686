import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Db } from '../../../db/connect.ts';
import { type Ended, runTend, startTend } from '../../support/command-line.ts';
import { contentOf } from '../../support/content.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeTraffic } from '../../support/traffic.ts';
import { until } from '../../support/until.ts';

let folder: string;
let file: string;
const databases: TestDatabase[] = [];
const connections: Db[] = [];

const events = makeTraffic({ seed: 7, events: 5000, firms: 8, clubs: 4 });

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
  let ended: Ended | undefined;
  void run.ended.then((how) => {
    ended = how;
  });
  await until(
    async () => {
      const found = await sql<{ stored: number; done: number }>`
        select count(*) as stored, count(done_at) as done from inbox`.execute(db);
      const { stored = 0, done = 0 } = found.rows[0] ?? {};
      return ended !== undefined || (processed === 0 ? stored > 0 : done >= processed);
    },
    'The replay did not get so far.',
    30_000,
  );
  expect(ended, 'how the replay ended before it could be killed').toBeUndefined();
  run.process.kill('SIGKILL');
  await run.ended;
};

test('a replay that was killed three times ends with what an undisturbed one ends with', {
  timeout: 180_000,
}, async () => {
  const undisturbed = await open();
  const first = await runTend(replay(), undisturbed.environment);
  expect(JSON.parse(first.out)).toMatchObject({ read: 5000, accepted: 5000, duplicates: 0, rejected: 0 });

  const killed = await open();
  for (const processed of [0, 1, 1500]) await killAt(killed.db, killed.environment, processed);
  const last = await runTend(replay(), killed.environment);
  expect(last.code).toBe(0);

  const [expected, found] = [await contentOf(undisturbed.db), await contentOf(killed.db)];
  for (const [table, rows] of Object.entries(expected)) {
    expect(rows.length, table).toBeGreaterThan(0);
    expect(found[table], table).toEqual(rows);
  }
  const checks = [undisturbed, killed].map(({ environment }) =>
    runTend(['rebuild', '--check', '--json'], environment),
  );
  for (const check of await Promise.all(checks)) {
    expect(JSON.parse(check.out)).toMatchObject({ different: [] });
    expect(check.code).toBe(0);
  }
  const again = await runTend(replay(), killed.environment);
  expect(JSON.parse(again.out)).toMatchObject({ read: 5000, accepted: 0, duplicates: 5000, rejected: 0 });
});
