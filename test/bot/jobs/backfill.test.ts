import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCompany } from '../../../bot/ingest/context.ts';
import { askForBackfill } from '../../../bot/jobs/ask-for-backfill.ts';
import { type Backfill, fetchHistories } from '../../../bot/jobs/backfill.ts';
import { closeGap, discoverRooms } from '../../../bot/jobs/gaps.ts';
import { createLogger } from '../../../bot/log.ts';
import type { Adapter } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { ensureRooms, findRoom, type Room } from '../../../db/rooms.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createScriptedAdapter } from '../../support/scripted-adapter.ts';

const where = { platform: 'slack', account: 'T1' } as const;
const day = 24 * 60 * 60 * 1000;
const now = Date.now();
const pageSize = 3;

let database: TestDatabase;
let db: Db;
let room: Room;
let asked: { readonly sinceAt: number; readonly next: string | undefined }[] = [];
let said: number[] = [];
let faults: (Error | undefined)[] = [];
let reachesBack = true;
let count = 0;

const event = (at: number): InboundEvent => ({
  ...where,
  id: `h-${room.externalId}-${at}`,
  at,
  person: { id: 'ann', kind: 'human', external: true },
  conversation: { id: room.externalId, kind: 'group' },
  type: 'message',
  message: `m${at}`,
  text: 'hello',
  mentionsBot: false,
  attachments: [],
});

/** A platform that shows what was `said`, three messages a page. */
const adapter: Adapter = {
  ...createScriptedAdapter().adapter,
  conversations: async () => [
    { id: room.externalId, kind: 'group', name: 'acme' },
    { id: 'C-new', kind: 'group', name: 'found' },
    { id: 'D1', kind: 'direct' },
  ],
  history: async (_conversation, sinceAt, next) => {
    asked.push({ sinceAt, next });
    const fault = faults.shift();
    if (fault) throw fault;
    const from = Number(next ?? 0);
    const shown = said.filter((at) => at > sinceAt);
    const more = from + pageSize < shown.length;
    return {
      events: shown.slice(from, from + pageSize).map(event),
      ...(more ? { next: String(from + pageSize) } : {}),
      reachesBack,
    };
  },
};

const backfill = (of: Adapter = adapter): Backfill => ({
  db,
  log: createLogger('silent'),
  company: createCompany('Asia/Shanghai', 'none'),
  adapterFor: async () => of,
  ring: async () => undefined,
  ringOutbox: async () => undefined,
  now: () => now,
});

const inbox = async () => (await db.selectFrom('inbox').select('delivery').execute()).length;
const fetches = () => db.selectFrom('history_fetch').selectAll().orderBy('id').execute();
const blind = () => db.selectFrom('blind').select(['room_id', 'from_at', 'until_at']).execute();
const makeDue = () => db.updateTable('history_fetch').set({ next_at: 0 }).execute();

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

beforeEach(async () => {
  for (const table of ['inbox', 'history_fetch', 'blind', 'message'] as const)
    await db.deleteFrom(table).execute();
  await db.deleteFrom('room').execute();
  const externalId = `C${++count}`;
  await ensureRooms(db, [{ ...where, externalId, kind: 'group', purpose: 'unlinked', name: externalId }]);
  const made = await findRoom(db, where, externalId);
  if (!made) throw new Error('no room');
  room = made;
  asked = [];
  faults = [];
  reachesBack = true;
  said = Array.from({ length: 8 }, (_, index) => now - (8 - index) * day);
});

test('what was said before the bot came is fetched page by page, once, and the room gets its name', async () => {
  await askForBackfill(db, room.id, now, 90);
  await askForBackfill(db, room.id, now, 90);
  await fetchHistories(backfill());
  expect(await inbox()).toBe(8);
  expect(asked.map((each) => each.next)).toEqual([undefined, '3', '6']);
  expect(await fetches()).toMatchObject([{ status: 'done', found: 8, reaches_back: true }]);
  expect((await findRoom(db, where, room.externalId))?.name).toBe('acme');
  await askForBackfill(db, room.id, now, 90);
  await fetchHistories(backfill());
  expect(await inbox()).toBe(8);
});

test('only what is newer than the newest known message is asked for, else so many days', async () => {
  await askForBackfill(db, room.id, now, 5);
  await fetchHistories(backfill());
  expect(asked[0]?.sinceAt).toBe(now - 5 * day);
  await db
    .insertInto('message')
    .values({ room_id: room.id, external_id: 'known', at: now - 2 * day, text: '' })
    .execute();
  asked = [];
  await askForBackfill(db, room.id, now, 5);
  await fetchHistories(backfill());
  expect(asked[0]?.sinceAt).toBe(now - 2 * day);
});

test('it goes on at the page where it stopped, after the time that the platform asked for', async () => {
  await askForBackfill(db, room.id, now, 90);
  faults = [undefined, new PlatformError('slow', { platformCode: 'ratelimited', retryAfterMs: 60_000 })];
  await fetchHistories(backfill());
  const [waiting] = await fetches();
  expect(waiting).toMatchObject({ status: 'waiting', cursor: '3', found: 3, attempts: 0 });
  expect(waiting?.next_at).toBeGreaterThan(Date.now() + 50_000);
  await makeDue();
  await fetchHistories(backfill());
  expect(await inbox()).toBe(8);
  expect(asked.map((each) => each.next)).toEqual([undefined, '3', '3', '6']);
});

test('a gap whose messages are all there leaves no blind time', async () => {
  await closeGap(db, [adapter], { fromAt: now - 3.5 * day, untilAt: now });
  await fetchHistories(backfill());
  expect(await inbox()).toBe(3);
  expect(await blind()).toEqual([]);
});

test('what a platform no longer shows of a gap is blind time, up to the oldest message that it shows', async () => {
  reachesBack = false;
  await closeGap(db, [adapter], { fromAt: now - 3.5 * day, untilAt: now });
  await fetchHistories(backfill());
  expect(await blind()).toEqual([{ room_id: room.id, from_at: now - 3.5 * day, until_at: now - 3 * day }]);
});

test('a gap that cannot be fetched at all is blind time when it was given up', async () => {
  await closeGap(db, [adapter], { fromAt: now - 2 * day, untilAt: now });
  faults = Array.from({ length: 8 }, () => new PlatformError('no', { platformCode: 'not_in_channel' }));
  for (let index = 0; index < 8; index++) {
    await makeDue();
    await fetchHistories(backfill());
  }
  expect(await fetches()).toMatchObject([{ status: 'failed', problem: 'not_in_channel' }]);
  expect(await blind()).toMatchObject([{ from_at: now - 2 * day, until_at: now }]);
});

test('on a platform without history a long gap is blind at once, a short one is not', async () => {
  const deaf: Adapter = { ...createScriptedAdapter().adapter };
  await closeGap(db, [deaf], { fromAt: now - 5 * 60_000, untilAt: now });
  expect(await blind()).toEqual([]);
  await closeGap(db, [deaf], { fromAt: now - day, untilAt: now });
  expect(await blind()).toMatchObject([{ room_id: room.id, from_at: now - day }]);
});

test('a gap of some conversations alone blinds none of the others', async () => {
  const deaf: Adapter = { ...createScriptedAdapter().adapter };
  await closeGap(db, [deaf], { fromAt: now - day, untilAt: now, only: (id) => id !== room.externalId });
  expect(await blind()).toEqual([]);
  await closeGap(db, [deaf], { fromAt: now - day, untilAt: now, only: (id) => id === room.externalId });
  expect(await blind()).toMatchObject([{ room_id: room.id }]);
});

test('time for which the bot was out of a room is heard after all when the history reaches back', async () => {
  await db
    .insertInto('blind')
    .values({ room_id: room.id, from_at: now - 2 * day, until_at: now, cause: 'removed' })
    .execute();
  await askForBackfill(db, room.id, now, 90);
  await fetchHistories(backfill());
  expect(await blind()).toEqual([]);
});

test('rooms that the bot is in and has never heard of are found, without its direct chats', async () => {
  expect(await discoverRooms(db, adapter, now, 90)).toBe(1);
  expect(await findRoom(db, where, 'C-new')).toMatchObject({ name: 'found', purpose: 'unlinked' });
  expect(await findRoom(db, where, 'D1')).toBeUndefined();
  expect(await fetches()).toHaveLength(1);
  expect(await discoverRooms(db, adapter, now, 90)).toBe(0);
});
