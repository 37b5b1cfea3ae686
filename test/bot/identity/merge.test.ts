import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refoldCustomers } from '../../../bot/ingest/refold.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { historiesOf } from '../../../db/interactions.ts';
import { mergeCustomer, mergedInto, unmergeCustomer } from '../../../db/merge.ts';
import type { RoomPurpose } from '../../../db/rooms.ts';
import { type Content, contentOf } from '../../support/content.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';
import { makeTraffic } from '../../support/traffic.ts';

const opened: TestIngest[] = [];

afterAll(async () => {
  for (const each of opened) await each.stop();
});

const until = Date.UTC(2025, 7, 1);
const by = { at: until, byId: null };
const rooms: Readonly<Record<string, RoomPurpose>> = {
  'firm-0': 'customer',
  'firm-1': 'customer',
  'firm-2': 'customer',
  'club-0': 'community',
};
const events = makeTraffic({ seed: 11, events: 120, firms: 3, clubs: 1 });

const open = async (): Promise<TestIngest> => {
  const ingest = await openIngest('traffic', rooms);
  opened.push(ingest);
  return ingest;
};

const idOf = async ({ db }: TestIngest, name: string): Promise<number> =>
  (await db.selectFrom('customer').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;

const merge = async (ingest: TestIngest, child: string, parent: string): Promise<void> => {
  const [one, other] = [await idOf(ingest, child), await idOf(ingest, parent)];
  await ingest.db.transaction().execute(async (trx) => {
    expect(await mergeCustomer(trx, one, other, by)).toBe(true);
    await refoldCustomers(trx, ingest.ingest.company, [other], until);
  });
};

const unmerge = async (ingest: TestIngest, child: string): Promise<void> => {
  const one = await idOf(ingest, child);
  await ingest.db.transaction().execute(async (trx) => {
    const undone = await unmergeCustomer(trx, one, by);
    await refoldCustomers(trx, ingest.ingest.company, undone?.changed ?? [], until);
  });
};

const feed = async (ingest: TestIngest, part: readonly InboundEvent[]): Promise<void> => {
  for (let start = 0; start < part.length; start += 60) await ingest.feed(part.slice(start, start + 60));
};

const expectSame = (found: Content, expected: Content): void => {
  for (const [table, rows] of Object.entries(expected)) expect(found[table], table).toEqual(rows);
};

/** What rows would show that something is left of a merge. */
const leftovers = async ({ db }: TestIngest) => ({
  customers: await db.selectFrom('customer').select('name').where('merged_into', 'is not', null).execute(),
  people: await db
    .selectFrom('person')
    .select('name')
    .where((or) => or.or([or('home_customer_id', 'is not', null), or('same_as', 'is not', null)]))
    .execute(),
  rooms: await db.selectFrom('room').select('name').where('home_customer_id', 'is not', null).execute(),
  interactions: await db.selectFrom('interaction').select('id').where('origin_id', 'is not', null).execute(),
});

describe('a merge that is taken back', () => {
  let never: Content;
  let memberOfClub: string;

  beforeAll(async () => {
    const ingest = await open();
    await feed(ingest, events);
    await ingest.advance(until);
    never = await contentOf(ingest.db);
    const member = await ingest.db
      .selectFrom('customer')
      .select('name')
      .where('kind', '=', 'person')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    memberOfClub = member.name;
  });

  test('leaves everything as if it had never been, whatever happened before, meanwhile and since', async () => {
    const ingest = await open();
    await feed(ingest, events.slice(0, 60));
    await merge(ingest, 'firm-0', 'firm-1');
    await feed(ingest, events.slice(60, 90));
    await ingest.advance(events[89]?.at ?? 0);
    await unmerge(ingest, 'firm-0');
    await feed(ingest, events.slice(90));
    await ingest.advance(until);
    expectSame(await contentOf(ingest.db), never);
    expect(await leftovers(ingest)).toEqual({ customers: [], people: [], rooms: [], interactions: [] });
  });

  test('so do several, one in the other, taken back in any order, and of a member of a community', async () => {
    const ingest = await open();
    await feed(ingest, events.slice(0, 80));
    await merge(ingest, 'firm-0', 'firm-1');
    await merge(ingest, memberOfClub, 'firm-0' === memberOfClub ? 'firm-1' : 'firm-2');
    await merge(ingest, 'firm-1', 'firm-2');
    await feed(ingest, events.slice(80, 100));
    await unmerge(ingest, 'firm-1');
    await feed(ingest, events.slice(100, 110));
    await unmerge(ingest, memberOfClub);
    await unmerge(ingest, 'firm-0');
    await feed(ingest, events.slice(110));
    await ingest.advance(until);
    expectSame(await contentOf(ingest.db), never);
    expect(await leftovers(ingest)).toEqual({ customers: [], people: [], rooms: [], interactions: [] });
  });
});

test('while they are merged, all that either does counts as one, and nobody can be merged twice', async () => {
  const ingest = await open();
  await feed(ingest, events.slice(0, 50));
  const [one, other] = [await idOf(ingest, 'firm-0'), await idOf(ingest, 'firm-1')];
  const before = await historiesOf(ingest.db, [one, other]);
  await merge(ingest, 'firm-0', 'firm-1');
  const after = await historiesOf(ingest.db, [one, other]);
  expect(after.get(one)).toEqual([]);
  expect(after.get(other)?.length).toBe((before.get(one)?.length ?? 0) + (before.get(other)?.length ?? 0));
  await feed(ingest, events.slice(50));
  expect((await historiesOf(ingest.db, [one])).get(one)).toEqual([]);
  expect(await mergedInto(ingest.db, other)).toMatchObject([{ id: one, name: 'firm-0' }]);
  expect(await mergeCustomer(ingest.db, one, other, by)).toBe(false);
  expect(await mergeCustomer(ingest.db, other, one, by)).toBe(false);
  expect(await unmergeCustomer(ingest.db, other, by)).toBeUndefined();
});
