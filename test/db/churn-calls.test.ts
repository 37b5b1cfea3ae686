import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callAccuracy } from '../../bot/nightly/accuracy.ts';
import { isGone } from '../../core/churn/window.ts';
import { createZone } from '../../core/zone.ts';
import {
  type ChurnCall,
  callCounts,
  forgetCalls,
  gradeDueCalls,
  latestCalls,
  medianLead,
  openCalls,
  rewindCalls,
  storeCalls,
} from '../../db/churn-calls.ts';
import { connect, type Db } from '../../db/connect.ts';
import { createCustomer } from '../../db/customers.ts';
import { storeInteractions } from '../../db/interactions.ts';
import { mergeCustomer } from '../../db/merge.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createRandom } from '../support/population.ts';

const dayMs = 24 * 60 * 60 * 1000;
const zone = createZone('America/New_York');
/** 2025-02-03; clocks change on March 9. */
const start = 20_122;
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
beforeEach(async () => {
  await sql`truncate customer cascade`.execute(db);
});

const makeCustomer = () => createCustomer(db, { name: 'Acme', kind: 'organisation', at: 0 });
/** The customer is active at the very beginning or end of these local days, and we write on the day after. */
const isActive = async (customerId: number, days: readonly number[]): Promise<void> => {
  const facts = { score: 0, label: 'neutral', confidence: 1 } as const;
  await storeInteractions(
    db,
    days.flatMap((day, index) => {
      const at = index % 2 === 0 ? zone.startOfDay(day) : zone.startOfDay(day + 1) - 1;
      const key = `${customerId}/${day}`;
      return [
        { customerId, interaction: { key, at, kind: 'message', direction: 'in', data: facts } },
        {
          customerId,
          interaction: { key: `${key}/us`, at: at + dayMs, kind: 'message', direction: 'out', data: facts },
        },
      ] as const;
    }),
  );
};
const call = (customerId: number, day: number, probability: number, horizonDays = 30): ChurnCall => ({
  customerId,
  day,
  at: zone.at(day, 180),
  probability,
  horizonDays,
  leadDays: 14,
  population: horizonDays === 30 ? 'talk' : 'orders',
  method: 'model',
  versionId: null,
});
const outcomes = async () => {
  const rows = await db.selectFrom('churn_call').selectAll().orderBy('customer_id').orderBy('day').execute();
  return rows.map(({ customer_id, day, outcome }) => [customer_id, day, outcome]);
};

test('a call is graded once its window is over, by the local days on which the customer was active', async () => {
  const random = createRandom(3);
  const expected: (readonly [number, number, number])[] = [];
  for (let index = 0; index < 60; index++) {
    const id = await makeCustomer();
    const days = Array.from({ length: 90 }, (_, day) => start + day).filter(() => random() < 0.04);
    await isActive(id, days);
    const lists = { begins: Int32Array.of(0, days.length), days: Int32Array.from(days) };
    for (const [day, horizon] of [
      [start + (index % 20), 30],
      [start + 21, 90],
    ] as const) {
      await storeCalls(db, [call(id, day, random(), horizon)]);
      if (horizon === 30)
        expected.push([id, day, Number(isGone(lists, 0, day, { leadDays: 14, horizonDays: horizon }))]);
    }
  }
  // The last of them, of start + 19, is over with start + 63.
  expect(await gradeDueCalls(db, zone, zone.startOfDay(start + 64) - 1)).toBe(57);
  expect(await gradeDueCalls(db, zone, zone.startOfDay(start + 64))).toBe(3);
  expect(await gradeDueCalls(db, zone, zone.startOfDay(start + 64))).toBe(0);
  expect((await outcomes()).filter(([, , outcome]) => outcome !== null)).toEqual(expected);
  expect(new Set(expected.map(([, , gone]) => gone)).size).toBe(2);
  expect(await openCalls(db)).toBe(60);
});

test('what came true is told with its lead: from the first call of a silence until it was as long as the horizon', async () => {
  const [gone, back, unlikely] = [await makeCustomer(), await makeCustomer(), await makeCustomer()];
  await isActive(gone, [start]);
  await isActive(back, [start, start + 40]);
  await isActive(unlikely, [start]);
  await storeCalls(db, [
    call(gone, start + 2, 0.55),
    call(gone, start + 7, 0.61),
    call(gone, start + 14, 0.8),
    call(back, start + 14, 0.7),
    call(unlikely, start + 14, 0.3),
  ]);
  const now = zone.startOfDay(start + 100);
  expect(await gradeDueCalls(db, zone, now)).toBe(5);
  const filter = { since: 0, until: now };
  // Silent for 30 days on start + 30; said so on start + 7.
  expect(await medianLead(db, filter)).toBe(23);
  expect(await callCounts(db, filter)).toEqual([
    { probability: 0.3, count: 1, gone: 1 },
    { probability: 0.55, count: 1, gone: 1 },
    { probability: 0.61, count: 1, gone: 1 },
    { probability: 0.7, count: 1, gone: 0 },
    { probability: 0.8, count: 1, gone: 1 },
  ]);
  expect(await callAccuracy(db, now)).toMatchObject({
    calls: 5,
    gone: 4,
    high: 3,
    precision: 2 / 3,
    recall: 0.5,
    leadDays: 23,
  });
  expect(await callAccuracy(db, now, 'rules')).toMatchObject({ calls: 0, leadDays: null });
  expect(await callAccuracy(db, now - 1)).toMatchObject({ calls: 0 });
  expect(await callAccuracy(db, now + 366 * dayMs)).toMatchObject({ calls: 0 });
});

test('one call a customer and day, in four decimals; the latest one is known', async () => {
  const id = await makeCustomer();
  expect(await storeCalls(db, [call(id, start, 0.123456)])).toBe(1);
  expect(await storeCalls(db, [call(id, start, 0.9), call(id, start + 7, 0.66666)])).toBe(1);
  expect(await latestCalls(db, [id, id + 1])).toEqual(new Map([[id, 0.6667]]));
  const rows = await db.selectFrom('churn_call').select('probability').orderBy('day').execute();
  expect(rows.map(({ probability }) => probability)).toEqual([0.1235, 0.6667]);
});

test('calls go with a customer who is erased, wait while it counts as another, and go when they are old', async () => {
  const [one, other, third] = [await makeCustomer(), await makeCustomer(), await makeCustomer()];
  await storeCalls(
    db,
    [one, other, third].map((id) => call(id, start, 0.5)),
  );
  await mergeCustomer(db, one, other, { at: start, byId: null });
  await db.deleteFrom('customer').where('id', '=', third).execute();
  const now = zone.startOfDay(start + 50);
  expect(await gradeDueCalls(db, zone, now)).toBe(1);
  expect(await outcomes()).toEqual([
    [one, start, null],
    [other, start, 1],
  ]);
  expect(await forgetCalls(db, now)).toBe(0);
  expect(await forgetCalls(db, now + 1)).toBe(1);
});

test('when the clock is set back, later calls go and later grades are open again', async () => {
  const id = await makeCustomer();
  await storeCalls(db, [call(id, start, 0.5), call(id, start + 30, 0.5)]);
  await gradeDueCalls(db, zone, zone.startOfDay(start + 50));
  expect(await outcomes()).toEqual([
    [id, start, 1],
    [id, start + 30, null],
  ]);
  await rewindCalls(db, zone.startOfDay(start + 20));
  expect(await outcomes()).toEqual([[id, start, null]]);
});
