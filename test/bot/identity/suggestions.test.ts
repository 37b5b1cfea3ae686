import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askWhoIsSame } from '../../../bot/identity/ask-same.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { assignPeople, createCustomer, makePersonCustomers, setOwner } from '../../../db/customers.ts';
import { resolvePeople } from '../../../db/people.ts';
import { ensureRooms, findRoom, notePresence, setRoomPurpose } from '../../../db/rooms.ts';
import { findSame, sameRooms, waitingSuggestions } from '../../../db/same-suggestions.ts';
import { noteContact } from '../../../db/wecom-contacts.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const where = { platform: 'wecom', account: 'ww1' } as const;
const now = Date.UTC(2025, 2, 3);
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
});

beforeEach(async () => {
  await sql`truncate person, customer, room, wecom_contact cascade`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

type Someone = {
  readonly id: string;
  readonly name: string;
  readonly unionId?: string;
  readonly company?: string;
};

/** Somebody from outside, who is a customer of their own; returns its number. */
const meets = async ({ id, name, unionId, company }: Someone): Promise<number> => {
  const people = await resolvePeople(db, where, [{ id, name, kind: 'human', external: true }]);
  const person = people.get(id)?.id ?? Number.NaN;
  const made = await makePersonCustomers(db, [{ id: person, name, at: now }]);
  await noteContact(db, { account: where.account, externalId: id, unionId, company, nextAt: now });
  return made.get(person) ?? Number.NaN;
};
const suggested = async () => {
  await findSame(db, now, 0);
  return (await waitingSuggestions(db, { unasked: false })).map(({ reason, detail, one, other }) => ({
    reason,
    detail,
    who: [one.id, other.id],
  }));
};

describe('two people are suggested as one', () => {
  test('when WeCom gives both the same unionid, whatever they are called', async () => {
    const one = await meets({ id: 'wmONE', name: 'Ann', unionId: 'union-1' });
    const other = await meets({ id: 'wechaty:788', name: '安安', unionId: 'union-1' });
    await meets({ id: 'wmTWO', name: 'Ann', unionId: 'union-2' });
    await meets({ id: 'wmTHREE', name: 'Ann' });
    expect(await suggested()).toEqual([{ reason: 'union', detail: 'unionid', who: [one, other] }]);
  });

  test('when they have one name and one company, and not for either alone', async () => {
    const one = await meets({ id: 'wmONE', name: 'Bo Chen', company: 'Acorn Ltd' });
    const other = await meets({ id: 'wmTWO', name: ' bo chen', company: 'ACORN LTD' });
    await meets({ id: 'wmTHREE', name: 'Bo Chen', company: 'Oak Ltd' });
    await meets({ id: 'wmFOUR', name: 'Cy Wu', company: 'Acorn Ltd' });
    await meets({ id: 'wmFIVE', name: 'Bo Chen' });
    expect(await suggested()).toMatchObject([{ reason: 'name-and-company', who: [one, other] }]);
  });

  test('when one belongs to the account whose name WeCom gives the other as company', async () => {
    const account = await createCustomer(db, { name: 'Acorn Ltd', kind: 'organisation', at: now });
    const people = await resolvePeople(db, where, [
      { id: 'wechaty:788', name: 'Bo Chen', kind: 'human', external: true },
    ]);
    await assignPeople(db, [{ personId: people.get('wechaty:788')?.id ?? 0, customerId: account }]);
    const alone = await meets({ id: 'wmONE', name: 'Bo Chen', company: 'Acorn Ltd' });
    expect(await suggested()).toMatchObject([{ reason: 'name-and-company', who: [account, alone] }]);
  });
});

/** A group of WeCom with people from outside, by Wechaty's ids or by the official ones. */
const hasGroup = async (id: string, name: string, names: readonly string[]): Promise<number> => {
  await ensureRooms(db, [{ ...where, externalId: id, kind: 'group', purpose: 'unlinked', name }]);
  const room = await findRoom(db, where, id);
  const roomId = room?.id ?? Number.NaN;
  const people = await resolvePeople(
    db,
    where,
    names.map((each) => ({ id: `${id}/${each}`, name: each, kind: 'human', external: true })),
  );
  await notePresence(
    db,
    [...people.values()].map((each) => ({ roomId, personId: each.id, at: now, left: false })),
  );
  return roomId;
};
const newCustomer = (name: string) => createCustomer(db, { name, kind: 'organisation', at: now });

describe('two groups, one heard by Wechaty and one with an official id,', () => {
  test('are suggested as one customer’s by their name and people, not by their name alone', async () => {
    const acme = await newCustomer('Acme');
    const live = await hasGroup('wechaty:R:1', 'Acme pumps', ['Ann', 'Bo']);
    const official = await hasGroup('wrONE', 'acme PUMPS', ['ann', 'Bo', 'Cy']);
    await hasGroup('wrTWO', 'Acme pumps', ['Dee', 'Eve']);
    await hasGroup('wrTHREE', 'Acme valves', ['Ann', 'Bo']);
    await setRoomPurpose(db, live, 'customer', acme);
    expect(await sameRooms(db)).toMatchObject([{ roomId: official, customerId: acme, customer: 'Acme' }]);
    await setRoomPurpose(db, official, 'customer', acme);
    expect(await sameRooms(db)).toEqual([]);
  });

  test('that were said to be two customers’ are a suggestion to merge these', async () => {
    const [one, other] = [await newCustomer('Acme'), await newCustomer('Acme Ltd')];
    const live = await hasGroup('wechaty:R:1', 'Acme pumps', ['Ann', 'Bo']);
    const official = await hasGroup('wrONE', 'Acme pumps', ['Ann', 'Bo']);
    await setRoomPurpose(db, live, 'customer', one);
    await setRoomPurpose(db, official, 'customer', other);
    expect(await suggested()).toEqual([{ reason: 'rooms', detail: 'Acme pumps', who: [one, other] }]);
  });

  test('are asked about with whoever looks after the customer, once, and nothing is joined before', async () => {
    const acme = await newCustomer('Acme');
    const mia = await resolvePeople(db, where, [
      { id: 'zhangsan', name: 'Mia', kind: 'human', external: false },
    ]);
    await setOwner(db, acme, mia.get('zhangsan')?.id ?? null);
    const live = await hasGroup('wechaty:R:1', 'Acme pumps', ['Ann', 'Bo']);
    const official = await hasGroup('wrONE', 'Acme pumps', ['Ann', 'Bo']);
    await setRoomPurpose(db, live, 'customer', acme);
    expect(await askWhoIsSame(db, now)).toBe(1);
    expect(await askWhoIsSame(db, now)).toBe(0);
    const asked = await db.selectFrom('outbox').select('message').execute();
    expect(JSON.stringify(asked)).toMatch(/Acme pumps[\s\S]*same-room[\s\S]*same-room-no/);
    const room = await findRoom(db, where, 'wrONE');
    expect(room).toMatchObject({ id: official, purpose: 'unlinked', customerId: null });
  });
});
