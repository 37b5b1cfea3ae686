import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone } from '../../core/zone.ts';
import { connect, type Db } from '../../db/connect.ts';
import { localDay } from '../../db/local-day.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createRandom } from '../support/population.ts';

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

test.each([
  'Asia/Shanghai',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
])('the local day in %s is the one that the fold counts, to the millisecond', async (name) => {
  const zone = createZone(name);
  const span = { from: 0, until: Date.UTC(2028, 0, 1) };
  const random = createRandom(5);
  const moments = Array.from({ length: 3000 }, () => Math.floor(random() * span.until));
  // Around midnights, also those at which clocks change.
  for (let day = 15_300; day < 16_100; day++) {
    const start = zone.startOfDay(day);
    moments.push(start - 1, start, start + 3_600_000);
  }
  const { rows } = await sql<{ at: number; day: number }>`
      select at, ${localDay(zone, sql.ref('at'), span)} as day from unnest(${moments}::bigint[]) as at`.execute(
    db,
  );
  expect(rows).toHaveLength(moments.length);
  expect(rows.filter(({ at, day }) => zone.dayOf(at) !== day)).toEqual([]);
});

test('days before 1970 count downwards', async () => {
  const zone = createZone('UTC');
  const { rows } = await sql<{ day: number }>`
    select ${localDay(zone, sql`(-1)::bigint`, { from: 0, until: 1 })} as day`.execute(db);
  expect(rows[0]?.day).toBe(-1);
});
