import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optIn, optOut } from '../../../bot/care/consent.ts';
import {
  type Care,
  type ContactRequest,
  contact,
  contactAll,
  mayContact,
} from '../../../bot/care/contact.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { createLogger } from '../../../bot/log.ts';
import { deliverOutbox } from '../../../bot/outbox/deliver.ts';
import type { Outbox } from '../../../bot/outbox/outbox.ts';
import { customerMessage } from '../../../core/messages.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { settleForgotten } from '../../../db/contacts.ts';
import { createCustomer } from '../../../db/customers.ts';
import { resolvePeople } from '../../../db/people.ts';
import { ensureRooms, findRoom, notePresence, setRoomPurpose } from '../../../db/rooms.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at, day } from '../../support/given.ts';
import { createScriptedAdapter } from '../../support/scripted-adapter.ts';

const where = { platform: 'slack', account: 'T1' } as const;
const care: Care = { company: createCompany('Asia/Shanghai', 'none') };
const wednesday = at('2025-03-05 10:00');
let database: TestDatabase;
let db: Db;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 8 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const newPerson = async (external: boolean | 'unknown' = true): Promise<number> => {
  const id = `U${++count}`;
  const people = await resolvePeople(db, where, [{ id, name: id, kind: 'human', external }]);
  return people.get(id)?.id ?? Number.NaN;
};

const newRoom = async (
  purpose: 'customer' | 'community' | 'team',
  people: readonly number[],
): Promise<number> => {
  const externalId = `C${++count}`;
  await ensureRooms(db, [{ ...where, externalId, kind: 'group', purpose, name: externalId }]);
  const room = await findRoom(db, where, externalId);
  if (!room) throw new Error('no room');
  await notePresence(
    db,
    people.map((personId) => ({ roomId: room.id, personId, at: 0, left: false })),
  );
  return room.id;
};

const request = (to: ContactRequest['to'], change: Partial<ContactRequest> = {}): ContactRequest => ({
  key: `key-${++count}`,
  flow: 'test',
  to,
  purpose: 'service',
  priority: 5,
  message: customerMessage('Hello'),
  ...change,
});

const ask = (wanted: ContactRequest, when = wednesday) =>
  db.transaction().execute((trx) => contact(trx, care, wanted, when));

/** What the outbox does at a moment, on a platform that answers as told. */
const deliverAt = async (when: number, scripted = createScriptedAdapter()) => {
  await db.deleteFrom('rate_limit').execute();
  const clock = { now: () => when, offsetMs: () => 0, refresh: async () => {}, setOffset: async () => {} };
  const adapterFor = async () => scripted.adapter;
  const outbox: Outbox = { db, clock, log: createLogger('silent'), company: care.company, adapterFor };
  await deliverOutbox(outbox);
  return scripted.sent.map((each) => each.message.text);
};

const standing = async (key: string) => {
  const row = await db.selectFrom('contact').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
  return row.status === 'confirmed' ? `confirmed ${row.sent_at}` : (row.reason ?? row.status);
};

describe('asking for a message', () => {
  test('puts it into the outbox once, however often it is asked for', async () => {
    const personId = await newPerson();
    const wanted = request({ personId });
    const first = await ask(wanted);
    expect(first).toMatchObject({ status: 'queued' });
    expect(await ask(wanted)).toStrictEqual(first);
    expect(await ask(wanted, wednesday + 9 * day)).toStrictEqual(first);
    expect(await deliverAt(wednesday)).toStrictEqual(['Hello']);
    expect(await standing(wanted.key)).toBe(`confirmed ${wednesday}`);
  });

  test('leaves a person alone for seven days after any other flow wrote to them', async () => {
    const personId = await newPerson();
    await ask(request({ personId }, { flow: 'one' }));
    await deliverAt(wednesday);
    const other = request({ personId }, { flow: 'other' });
    const blocked = { status: 'blocked', reason: 'person-cap', retryAt: wednesday + 7 * day };
    expect(await ask(other, wednesday + 1)).toStrictEqual(blocked);
    expect(await ask(other, wednesday + 7 * day)).toMatchObject({ status: 'queued' });
    await deliverAt(wednesday + 7 * day);
  });

  test('a word in a group uses the budget of both the person and the group', async () => {
    const [ann, bob] = [await newPerson(), await newPerson()];
    const roomId = await newRoom('community', [ann, bob]);
    expect(await ask(request({ personId: ann, roomId }))).toMatchObject({ status: 'queued' });
    expect(await ask(request({ personId: bob, roomId }))).toMatchObject({ reason: 'room-cap' });
    expect(await ask(request({ personId: ann }))).toMatchObject({ reason: 'person-cap' });
    expect(await ask(request({ personId: bob }))).toMatchObject({ status: 'queued' });
    await deliverAt(wednesday);
  });

  test("a word to a customer's room is one to everybody of theirs in it, a word to a community is not", async () => {
    const ann = await newPerson();
    const customers = await newRoom('customer', [ann]);
    const community = await newRoom('community', [ann]);
    expect(await ask(request({ roomId: community }))).toMatchObject({ status: 'queued' });
    expect(await ask(request({ roomId: customers }))).toMatchObject({ status: 'queued' });
    expect(await ask(request({ personId: ann }))).toMatchObject({ reason: 'person-cap' });
    await deliverAt(wednesday);
  });

  test('colleagues, strangers, internal rooms and people who left are not written to', async () => {
    const [member, stranger, ann] = [await newPerson(false), await newPerson('unknown'), await newPerson()];
    const team = await newRoom('team', [ann]);
    const club = await newRoom('community', []);
    expect(await ask(request({ personId: member }))).toMatchObject({ reason: 'not-a-customer' });
    expect(await ask(request({ personId: stranger }))).toMatchObject({ reason: 'not-a-customer' });
    expect(await ask(request({ roomId: team }))).toMatchObject({ reason: 'not-a-customer' });
    expect(await ask(request({ personId: ann, roomId: club }))).toMatchObject({ reason: 'unreachable' });
    expect(await ask(request({ personId: 999_999 }))).toMatchObject({ reason: 'unreachable' });
  });

  test('of several at once the most important comes, whoever was first in the list', async () => {
    const personId = await newPerson();
    const low = request({ personId }, { priority: 2 });
    const high = request({ personId }, { priority: 8 });
    const outcomes = await db.transaction().execute((trx) => contactAll(trx, care, [low, high], wednesday));
    expect(outcomes.map((each) => (each.status === 'blocked' ? each.reason : each.status))).toStrictEqual([
      'person-cap',
      'queued',
    ]);
    await deliverAt(wednesday);
  });

  test('asking whether it may be sent reserves nothing', async () => {
    const personId = await newPerson();
    const wanted = { to: { personId }, purpose: 'service' } as const;
    expect(await mayContact(db, care, wanted, wednesday)).toStrictEqual({ allowed: true });
    expect(await mayContact(db, care, wanted, wednesday)).toStrictEqual({ allowed: true });
    expect(await mayContact(db, care, { ...wanted, purpose: 'marketing' }, wednesday)).toStrictEqual({
      allowed: false,
      reason: 'no-consent',
    });
  });
});

describe('who wants no messages', () => {
  test('gets none from that moment on, also not what is on its way, until they want them again', async () => {
    const personId = await newPerson();
    const waiting = request({ personId });
    await ask(waiting);
    await optOut(db, care, [personId], { source: 'message:m1' }, wednesday);
    expect(await standing(waiting.key)).toBe('opted-out');
    expect(await deliverAt(wednesday + 1)).toStrictEqual([]);
    expect(await ask(request({ personId }))).toStrictEqual({ status: 'blocked', reason: 'opted-out' });
    expect(await ask(request({ personId }, { solicited: true }))).toMatchObject({ reason: 'opted-out' });
    await optIn(db, care, [personId], { source: 'message:m2' }, wednesday + 2);
    expect(await ask(request({ personId }, { purpose: 'marketing' }))).toMatchObject({ status: 'queued' });
    await deliverAt(wednesday);
  });

  test('stays unwritten when everything else about them is gone and they come back', async () => {
    const personId = await newPerson();
    await optOut(db, care, [personId], { source: 'message:m1' }, wednesday);
    const { external_id: id } = await db
      .selectFrom('identity')
      .select('external_id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    await db.deleteFrom('person').where('id', '=', personId).execute();
    const back = await resolvePeople(db, where, [{ id, name: 'Back', kind: 'human', external: true }]);
    const again = back.get(id)?.id ?? Number.NaN;
    expect(again).not.toBe(personId);
    expect(await ask(request({ personId: again }))).toMatchObject({ reason: 'opted-out' });
  });

  test('one who opted out keeps messages out of the room of their company, not out of a community', async () => {
    const [ann, bob] = [await newPerson(), await newPerson()];
    const customers = await newRoom('customer', [ann, bob]);
    const community = await newRoom('community', [ann, bob]);
    await optOut(db, care, [ann], { source: 'member' }, wednesday);
    expect(await ask(request({ roomId: customers }))).toMatchObject({ reason: 'opted-out' });
    expect(await ask(request({ roomId: community }))).toMatchObject({ status: 'queued' });
    await deliverAt(wednesday);
  });
});

describe('between the reservation and the send', () => {
  test('a message whose hour has passed waits for the morning, and the answers in the room do not wait for it', async () => {
    const ann = await newPerson();
    const roomId = await newRoom('customer', [ann]);
    const wanted = request({ roomId });
    await ask(wanted, at('2025-03-05 20:59'));
    await ask(request({ roomId }, { solicited: true, message: customerMessage('Thanks') }));
    expect(await deliverAt(at('2025-03-05 21:00'))).toStrictEqual(['Thanks']);
    expect(await standing(wanted.key)).toBe('reserved');
    expect(await deliverAt(at('2025-03-06 09:00'))).toStrictEqual(['Hello']);
    expect(await standing(wanted.key)).toBe(`confirmed ${at('2025-03-06 09:00')}`);
  });

  test('a complaint stops it and gives the budget back', async () => {
    const ann = await newPerson();
    const roomId = await newRoom('customer', [ann]);
    const customer = await createCustomer(db, { name: 'Acme', kind: 'organisation', at: 0 });
    await setRoomPurpose(db, roomId, 'customer', customer);
    const wanted = request({ roomId });
    await ask(wanted);
    const state = {
      openComplaint: { at: wednesday, key: 'k' },
      openQuestions: [],
      sentiment: { sum: 0, weight: 0, slowSum: 0, slowWeight: 0, at: 0 },
    };
    await db.updateTable('customer').set({ state }).where('id', '=', customer).execute();
    expect(await deliverAt(wednesday + 1)).toStrictEqual([]);
    expect(await standing(wanted.key)).toBe('open-complaint');
    expect(await ask(wanted)).toStrictEqual({ status: 'blocked', reason: 'open-complaint' });
  });

  test('a refusal of the platform gives the budget back', async () => {
    const personId = await newPerson();
    const scripted = createScriptedAdapter();
    scripted.answers.push({ status: 'refused', reason: 'cannot_dm_bot' });
    const wanted = request({ personId });
    await ask(wanted);
    await deliverAt(wednesday, scripted);
    expect(await standing(wanted.key)).toBe('undelivered');
    expect(await ask(request({ personId }))).toMatchObject({ status: 'queued' });
    await deliverAt(wednesday);
  });

  test('what waits for an employee, or may have arrived, keeps the budget', async () => {
    const personId = await newPerson();
    const scripted = createScriptedAdapter();
    scripted.answers.push({ status: 'pending-human', ref: 'task-1' });
    const wanted = request({ personId });
    await ask(wanted);
    await deliverAt(wednesday, scripted);
    expect(await standing(wanted.key)).toBe('reserved');
    expect(await ask(request({ personId }), wednesday + 8 * day)).toMatchObject({ reason: 'person-cap' });
    await settleForgotten(db, wednesday + 31 * day);
    expect(await standing(wanted.key)).toBe('undelivered');
  });

  test('a reservation whose message is gone is given back', async () => {
    const personId = await newPerson();
    const wanted = request({ personId });
    await ask(wanted);
    await db.deleteFrom('outbox').where('idempotency_key', '=', `contact/${wanted.key}`).execute();
    expect(await settleForgotten(db, wednesday)).toBe(1);
    expect(await standing(wanted.key)).toBe('undelivered');
  });
});

describe('somebody whom a member knows to be one human on two platforms', () => {
  const sameHuman = async (): Promise<readonly [number, number]> => {
    const [one, other] = [await newPerson(), await newPerson()];
    await db.updateTable('person').set({ same_as: one }).where('id', '=', other).execute();
    return [one, other];
  };

  test('has one budget', async () => {
    const [one, other] = await sameHuman();
    const ask = (personId: number) =>
      db.transaction().execute((trx) => contact(trx, care, request({ personId }), wednesday));
    expect(await ask(one)).toMatchObject({ status: 'queued' });
    expect(await ask(other)).toMatchObject({ status: 'blocked', reason: 'person-cap' });
  });

  test('who wants no messages on one platform gets none on the other', async () => {
    const [one, other] = await sameHuman();
    await db.transaction().execute((trx) => optOut(trx, care, [other], { source: 'member' }, wednesday));
    const decision = await mayContact(db, care, { to: { personId: one }, purpose: 'service' }, wednesday);
    expect(decision).toMatchObject({ allowed: false, reason: 'opted-out' });
  });
});
