import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../../bot/clock.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { postDigests } from '../../../bot/jobs/digests.ts';
import { createLogger } from '../../../bot/log.ts';
import { deliverOutbox } from '../../../bot/outbox/deliver.ts';
import type { DigestContent } from '../../../core/digest/content.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createScriptedAdapter } from '../../support/scripted-adapter.ts';

const hourMs = 3_600_000;
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 8 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  await sql`truncate room, outbox, digest cascade`.execute(db);
  await makeRoom('managers');
});

const makeRoom = (name: string) =>
  db
    .insertInto('room')
    .values({ platform: 'web', account: 'a', external_id: name, kind: 'group', purpose: 'managers', name })
    .execute();
const fixedClock = (now: number): Clock => ({
  now: () => now,
  offsetMs: () => 0,
  refresh: async () => undefined,
  setOffset: async () => undefined,
});
const workersIn = (zone: string) => {
  const company = createCompany(zone, 'none');
  /** As several workers at the same time would; returns how many digests were written. */
  const post = async (now: number, workers = 1): Promise<number> => {
    const job = {
      db,
      company,
      clock: { now: () => now },
      minuteOfDay: 9 * 60,
      defaultLanguage: 'en' as const,
      ringOutbox: async () => undefined,
      log: createLogger('silent'),
    };
    const written = await Promise.all(Array.from({ length: workers }, () => postDigests(job)));
    return written.reduce((sum, each) => sum + each, 0);
  };
  const at = (date: string, hour: number): number =>
    company.zone.at(Date.parse(`${date}T00:00:00Z`) / (24 * hourMs), hour * 60);
  return { post, at };
};
const stored = async (edition = 'daily') =>
  (
    await db
      .selectFrom('digest')
      .selectAll()
      .where('edition', '=', edition)
      .orderBy('day')
      .orderBy('room_id')
      .execute()
  ).map((row) => row.content as DigestContent);
const titles = async () =>
  (await db.selectFrom('outbox').select('message').orderBy('id').execute()).map(
    (row) => (row.message as { text: string }).text.split('\n')[0],
  );

test('eight workers write one digest a day for each room', async () => {
  const { post, at } = workersIn('Asia/Shanghai');
  await makeRoom('more managers');
  expect(await post(at('2026-10-07', 8), 8)).toBe(2);
  expect(await post(at('2026-10-07', 9), 8)).toBe(2);
  expect(await post(at('2026-10-07', 12), 8)).toBe(0);
  expect(await stored()).toHaveLength(4);
});

test('a week is told on Monday and a month on its first working day, once each, to whom was there before', async () => {
  const { post, at } = workersIn('Asia/Shanghai');
  // A new room gets no week that was over before it was there.
  expect(await post(at('2026-10-30', 9), 2)).toBe(1);
  expect(await stored('weekly')).toEqual([]);
  await post(at('2026-10-31', 9));
  await post(at('2026-11-01', 9));
  expect(await stored('monthly')).toEqual([]);
  // 2026-11-02 is a Monday and the first working day.
  expect(await post(at('2026-11-02', 9), 4)).toBe(3);
  expect((await titles()).slice(-3)).toEqual([
    'Customer digest · 2026-11-02: nothing changed.',
    'Customer week · 2026-10-26 – 2026-11-01: nothing changed.',
    'Customer month · 2026-10: nothing changed.',
  ]);
  expect(await post(at('2026-11-08', 23))).toBe(1);
  expect(await post(at('2026-11-09', 9))).toBe(2);
});

test('what was slept through is told once, marked as late, and the next one is in time', async () => {
  const { post, at } = workersIn('Asia/Shanghai');
  await post(at('2026-10-01', 9));
  expect(await post(at('2026-10-08', 15), 4)).toBe(2);
  const [first, late] = await stored();
  expect(first?.late).toBeUndefined();
  expect(late).toMatchObject({ late: true, from: at('2026-10-01', 9), at: at('2026-10-08', 9) });
  expect((await stored('weekly')).map((each) => each.late)).toEqual([true]);
  expect((await titles()).slice(-2)).toEqual([
    'Customer digest · 2026-10-08 (late): nothing changed.',
    'Customer week · 2026-09-28 – 2026-10-04 (late): nothing changed.',
  ]);
  await post(at('2026-10-09', 9));
  expect((await stored()).at(-1)).toMatchObject({ from: at('2026-10-08', 9) });
  expect((await stored()).at(-1)?.late).toBeUndefined();
});

test('after months away a digest tells of the last 31 days', async () => {
  const { post, at } = workersIn('Asia/Shanghai');
  await post(at('2026-01-01', 9));
  await post(at('2026-10-08', 9));
  const last = (await stored()).at(-1);
  expect(((last?.at ?? 0) - (last?.from ?? 0)) / (24 * hourMs)).toBe(31);
});

test.each([
  ['Europe/Berlin', ['2026-03-28', '2026-03-29', '2026-03-30'], [24, 23, 24]],
  ['Europe/Berlin', ['2026-10-24', '2026-10-25', '2026-10-26'], [24, 25, 24]],
  ['America/New_York', ['2026-03-07', '2026-03-08', '2026-03-09'], [24, 23, 24]],
  ['America/New_York', ['2026-10-31', '2026-11-01', '2026-11-02'], [24, 25, 24]],
] as const)(
  'in %s clocks that change in the night of %j leave one digest a day at nine',
  async (zone, days, hours) => {
    const { post, at } = workersIn(zone);
    const begin = at(days[0], 0);
    // Asked every half hour, as if nobody knew of clocks.
    for (let now = begin; now < begin + 72 * hourMs; now += hourMs / 2) await post(now, 2);
    const found = (await stored()).slice(-3);
    expect(found.map((each) => each.at)).toEqual(days.map((day) => at(day, 9)));
    expect(found.map((each) => (each.at - each.from) / hourMs)).toEqual(hours);
  },
);

test('with a guest in the managers’ room the digest is posted nowhere, and without them again', async () => {
  const { post, at } = workersIn('Asia/Shanghai');
  const scripted = createScriptedAdapter();
  const deliver = (now: number) =>
    deliverOutbox({
      db,
      clock: fixedClock(now),
      log: createLogger('silent'),
      company: createCompany('Asia/Shanghai', 'none'),
      adapterFor: async () => scripted.adapter,
    });
  const grace = { id: 'grace', kind: 'human', external: false } as const;
  scripted.people = [grace, { id: 'guest', kind: 'human', external: true }];
  await post(at('2026-10-07', 9));
  await deliver(at('2026-10-07', 9));
  expect(scripted.sent).toEqual([]);
  const refused = await db.selectFrom('outbox').select(['status', 'problem']).executeTakeFirst();
  expect(refused).toEqual({ status: 'refused', problem: 'outsider-present' });
  scripted.people = [grace];
  await post(at('2026-10-08', 9));
  await deliver(at('2026-10-08', 9));
  expect(scripted.sent.map(({ to }) => to.conversation)).toEqual(['managers']);
});
