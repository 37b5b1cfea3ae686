import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../../bot/clock.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { createLogger } from '../../../bot/log.ts';
import { deliverOutbox } from '../../../bot/outbox/deliver.ts';
import type { Outbox } from '../../../bot/outbox/outbox.ts';
import type { Adapter } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { Person } from '../../../core/events.ts';
import type { Audience } from '../../../core/messages.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { enqueue } from '../../../db/outbox.ts';
import { resolvePeople } from '../../../db/people.ts';
import { ensureRooms, findRoom, notePresence, type RoomPurpose } from '../../../db/rooms.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { messageFor } from '../../support/outbound.ts';
import { createScriptedAdapter, type ScriptedAdapter } from '../../support/scripted-adapter.ts';

let database: TestDatabase;
let db: Db;
let outbox: Outbox;
let scripted: ScriptedAdapter;
let count = 0;

const where = { platform: 'slack', account: 'T1' } as const;
const human = (id: string, external: Person['external']): Person => ({
  id,
  name: id,
  kind: 'human',
  external,
});
const mia = human('mia', false);
const ann = human('ann', true);

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 4 });
  await resolvePeople(db, where, [mia, ann]);
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

beforeEach(async () => {
  await db.deleteFrom('outbox').execute();
  await db.deleteFrom('rate_limit').execute();
  scripted = createScriptedAdapter();
  outbox = {
    db,
    clock: await createClock(db),
    log: createLogger('silent'),
    company: createCompany('Asia/Shanghai', 'cn'),
    adapterFor: async () => scripted.adapter,
  };
});

const roomOf = async (purpose: RoomPurpose, kind: 'group' | 'direct' = 'group') => {
  const externalId = `C${++count}`;
  await ensureRooms(db, [{ ...where, externalId, kind, purpose, name: externalId }]);
  const room = await findRoom(db, where, externalId);
  if (!room) throw new Error('no room');
  return room;
};

const idOf = async (person: Person): Promise<number> =>
  (await resolvePeople(db, where, [person])).get(person.id)?.id ?? Number.NaN;

const put = async (
  room: { readonly id: number },
  audience: Audience = 'customer',
  more: { readonly askerId?: number } = {},
): Promise<string> => {
  const key = `key-${++count}`;
  await enqueue(
    db,
    { key, roomId: room.id, message: messageFor(audience, `text of ${key}`), ...more },
    outbox.clock.now(),
  );
  return key;
};

const stateOf = (key: string) =>
  db.selectFrom('outbox').selectAll().where('idempotency_key', '=', key).executeTakeFirstOrThrow();

const makeDue = () => db.updateTable('outbox').set({ next_at: 0 }).where('next_at', '<', 8e15).execute();

describe('a send whose outcome nobody knows', () => {
  test('is looked up, and is not sent again when it arrived', async () => {
    const key = await put(await roomOf('community'));
    scripted.answers.push({ status: 'unknown' });
    scripted.found = { status: 'sent', ref: 'found' };
    await deliverOutbox(outbox);
    await makeDue();
    await deliverOutbox(outbox);
    expect(scripted.sent).toHaveLength(1);
    expect(scripted.looked).toEqual([key]);
    expect(await stateOf(key)).toMatchObject({ status: 'sent', ref: 'found' });
    const kept = await db.selectFrom('message').select('text').where('external_id', '=', 'found').execute();
    expect(kept).toEqual([{ text: `text of ${key}` }]);
  });

  test('is sent again when it surely did not arrive', async () => {
    const key = await put(await roomOf('community'));
    scripted.answers.push({ status: 'unknown' });
    await deliverOutbox(outbox);
    await makeDue();
    await deliverOutbox(outbox);
    expect(scripted.sent.map((each) => each.key)).toEqual([key, key]);
    expect(await stateOf(key)).toMatchObject({ status: 'sent' });
  });

  test('stays unknown, and is never sent on a guess, where the platform cannot be asked', async () => {
    const key = await put(await roomOf('community'));
    const { adapter } = scripted;
    const blind = Object.fromEntries(Object.entries(adapter).filter(([name]) => name !== 'findSent'));
    outbox = { ...outbox, adapterFor: async () => blind as unknown as Adapter };
    scripted.answers.push({ status: 'unknown' });
    await deliverOutbox(outbox);
    await makeDue();
    await deliverOutbox(outbox);
    expect(scripted.sent).toHaveLength(1);
    expect(await stateOf(key)).toMatchObject({ status: 'unknown', problem: 'no answer from the platform' });
  });

  test('is looked up first when the worker died while it sent', async () => {
    const key = await put(await roomOf('community'));
    scripted.answers.push(() => new Promise(() => undefined));
    void deliverOutbox(outbox);
    await expect.poll(() => scripted.sent.length).toBe(1);
    expect(await stateOf(key)).toMatchObject({ status: 'sending' });
    scripted.found = { status: 'sent', ref: 'after-all' };
    await makeDue();
    await deliverOutbox(outbox);
    expect(scripted.sent).toHaveLength(1);
    expect(await stateOf(key)).toMatchObject({ status: 'sent', ref: 'after-all' });
  });
});

describe('who may see it', () => {
  test('is asked of the platform at the moment of sending', async () => {
    const room = await roomOf('team');
    scripted.people = [mia];
    const openly = await put(room, 'team');
    await deliverOutbox(outbox);
    expect(await stateOf(openly)).toMatchObject({ status: 'sent' });
    scripted.people = [mia, ann];
    const secretly = await put(room, 'team');
    await makeDue();
    await db.deleteFrom('rate_limit').execute();
    await deliverOutbox(outbox);
    expect(await stateOf(secretly)).toMatchObject({ status: 'refused', problem: 'outsider-present' });
  });

  test.each([
    ['somebody whom the platform cannot place', [mia, human('nobody-knows', 'unknown')]],
    ['a foreign bot', [mia, { id: 'b', kind: 'bot', external: true } as const]],
    ['a member of ours whom the platform now counts as an outsider', [{ ...mia, external: true }]],
    ['nobody that it names', []],
  ] as const)('keeps internal text out of a room with %s', async (_who, people) => {
    scripted.people = people;
    const key = await put(await roomOf('team'), 'team');
    await deliverOutbox(outbox);
    expect(await stateOf(key)).toMatchObject({ status: 'refused' });
    expect(scripted.sent).toEqual([]);
  });

  test('is taken for outsiders when it cannot be had, and the asker is answered alone', async () => {
    scripted.people = new PlatformError('no', { platformCode: 'missing_scope' });
    const room = await roomOf('team');
    const refused = await put(room, 'team');
    await deliverOutbox(outbox);
    expect(await stateOf(refused)).toMatchObject({ status: 'refused', problem: 'roster-unknown' });
    await db.deleteFrom('rate_limit').execute();
    await put(room, 'team', { askerId: await idOf(mia) });
    await deliverOutbox(outbox);
    expect(scripted.sent.map((each) => each.to)).toEqual([{ conversation: room.externalId, onlyFor: 'mia' }]);
  });

  test('without ephemeral messages the answer goes to the member’s direct chat', async () => {
    scripted = createScriptedAdapter({ ephemeral: false });
    scripted.people = [mia, ann];
    await put(await roomOf('customer'), 'team', { askerId: await idOf(mia) });
    await deliverOutbox(outbox);
    expect(scripted.sent.map((each) => each.to)).toEqual([{ conversation: 'D-mia' }]);
    expect(await findRoom(db, where, 'D-mia')).toMatchObject({ purpose: 'direct' });
  });

  test('an asker who is none of ours is not answered in private', async () => {
    scripted.people = [mia, ann];
    const key = await put(await roomOf('customer'), 'team', { askerId: await idOf(ann) });
    await deliverOutbox(outbox);
    expect(await stateOf(key)).toMatchObject({ status: 'refused', problem: 'outsider-present' });
  });
});

describe('the pace', () => {
  test('is one message a second in a room, in the order in which they were written, over two workers', async () => {
    const room = await roomOf('community');
    const keys = [await put(room), await put(room), await put(room)];
    await Promise.all([deliverOutbox(outbox), deliverOutbox(outbox)]);
    expect(scripted.sent.map((each) => each.key)).toEqual(keys);
    const [first, second, third] = scripted.sent.map((each) => each.at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(950);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(950);
    expect((await stateOf(keys[2] ?? '')).attempts).toBe(1);
  });

  test('does not hold up other rooms', async () => {
    for (let index = 0; index < 8; index++) await put(await roomOf('community'));
    const begin = performance.now();
    await deliverOutbox(outbox);
    expect(scripted.sent).toHaveLength(8);
    expect(performance.now() - begin).toBeLessThan(900);
  });

  test('obeys the platform for the whole account when it asks to wait', async () => {
    const limited = await put(await roomOf('community'));
    scripted.answers.push(() => {
      throw new PlatformError('slow down', { platformCode: 'ratelimited', retryAfterMs: 60_000 });
    });
    await deliverOutbox(outbox);
    const other = await put(await roomOf('community'));
    await deliverOutbox(outbox);
    expect(scripted.sent).toHaveLength(1);
    for (const key of [limited, other])
      expect(await stateOf(key)).toMatchObject({ status: 'waiting', attempts: 0 });
    expect((await stateOf(other)).next_at).toBeGreaterThan(outbox.clock.now() + 50_000);
  });

  test('obeys it for one room when the limit is the room’s', async () => {
    const limited = await put(await roomOf('community'));
    scripted.answers.push(() => {
      throw new PlatformError('slow down', { platformCode: '230020', retryAfterMs: 60_000 });
    });
    await deliverOutbox(outbox);
    const other = await put(await roomOf('community'));
    await deliverOutbox(outbox);
    expect(await stateOf(limited)).toMatchObject({ status: 'waiting' });
    expect(await stateOf(other)).toMatchObject({ status: 'sent' });
  });
});

test('a refusal is final, and says why', async () => {
  const key = await put(await roomOf('community'));
  scripted.answers.push({ status: 'refused', reason: 'is_archived' });
  await deliverOutbox(outbox);
  expect(await stateOf(key)).toMatchObject({ status: 'refused', problem: 'is_archived' });
});

test('a platform that keeps saying no is given up after eight attempts', async () => {
  const key = await put(await roomOf('community'));
  for (let index = 0; index < 9; index++) {
    scripted.answers.push(() => {
      throw new PlatformError('no', { platformCode: 'internal_error' });
    });
  }
  for (let index = 0; index < 9; index++) {
    await deliverOutbox(outbox);
    await makeDue();
    await db.deleteFrom('rate_limit').execute();
  }
  expect(scripted.sent).toHaveLength(8);
  expect(await stateOf(key)).toMatchObject({ status: 'refused', problem: 'gave up: internal_error' });
});

test('a prompt to a member opens their direct chat under the id that the platform gives it', async () => {
  const person = await idOf(mia);
  await ensureRooms(db, [{ ...where, externalId: 'dm:mia', kind: 'direct', purpose: 'direct', name: 'mia' }]);
  const room = await findRoom(db, where, 'dm:mia');
  await notePresence(db, [{ roomId: room?.id ?? 0, personId: person, at: 0, left: false }]);
  await put({ id: room?.id ?? 0 }, 'person', { askerId: person });
  await deliverOutbox(outbox);
  expect(scripted.sent.map((each) => each.to)).toEqual([{ conversation: 'D-mia' }]);
});
