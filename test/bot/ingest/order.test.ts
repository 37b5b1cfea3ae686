import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept } from '../../../bot/ingest/accept.ts';
import { processConversations } from '../../../bot/ingest/process.ts';
import type { InboundEvent } from '../../../core/events.ts';
import type { RoomPurpose } from '../../../db/rooms.ts';
import { type Content, contentOf } from '../../support/content.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';
import { makeTraffic, seeded } from '../../support/traffic.ts';

const opened: TestIngest[] = [];

afterAll(async () => {
  for (const each of opened) await each.stop();
});

const until = Date.UTC(2025, 7, 1);

type Rooms = Readonly<Record<string, RoomPurpose>>;

/** Feeds the events in these deliveries and returns what the database knows in the end. */
const contentAfter = async (
  rooms: Rooms,
  deliveries: readonly (readonly InboundEvent[])[],
): Promise<Content> => {
  const ingest = await openIngest('traffic', rooms);
  opened.push(ingest);
  for (const events of deliveries) await ingest.feed(events);
  await ingest.advance(until);
  return contentOf(ingest.db);
};

const expectSame = (found: Content, expected: Content): void => {
  for (const [table, rows] of Object.entries(expected)) expect(found[table], table).toEqual(rows);
};

const chunks = <Item>(list: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );

const shuffled = <Item>(list: readonly Item[], seed: number): readonly Item[] => {
  const random = seeded(seed);
  return list
    .map((item) => ({ item, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item);
};

describe('in the rooms of two customers', () => {
  const rooms: Rooms = { 'firm-0': 'customer', 'firm-1': 'customer' };
  const events = makeTraffic({ seed: 3, events: 120, firms: 2, clubs: 0 });
  let inOrder: Content;

  beforeAll(async () => {
    inOrder = await contentAfter(rooms, chunks(events, 30));
  });

  test('every event delivered 50 times changes nothing', async () => {
    const often = chunks(events, 30).flatMap((each) => Array.from({ length: 50 }, () => each));
    expectSame(await contentAfter(rooms, often), inOrder);
  });

  test.each([
    { how: 'one by one', deliveries: chunks(events, 1) },
    { how: 'all at once', deliveries: [events] },
    { how: 'one by one in reverse order', deliveries: chunks([...events].reverse(), 1) },
    { how: 'all at once in reverse order', deliveries: [[...events].reverse()] },
    { how: 'in threes in any order', deliveries: chunks(shuffled(events, 5), 3) },
  ])('delivered $how they give the same', async ({ deliveries }) => {
    expectSame(await contentAfter(rooms, deliveries), inOrder);
  });
});

describe('in two communities with common members', () => {
  const rooms: Rooms = { 'club-0': 'community', 'club-1': 'community' };
  const events = makeTraffic({ seed: 3, events: 120, firms: 0, clubs: 2 });
  let inOrder: Content;

  beforeAll(async () => {
    inOrder = await contentAfter(rooms, chunks(events, 30));
  });

  test('every event delivered 50 times changes nothing', async () => {
    const often = chunks(events, 30).flatMap((each) => Array.from({ length: 50 }, () => each));
    expectSame(await contentAfter(rooms, often), inOrder);
  });

  test.each([
    { how: 'one by one', deliveries: chunks(events, 1) },
    { how: 'all at once', deliveries: [events] },
  ])('it does not matter that they are delivered $how', async ({ deliveries }) => {
    expectSame(await contentAfter(rooms, deliveries), inOrder);
  });

  test('nor that every conversation has a worker of its own', async () => {
    const ingest = await openIngest('traffic', rooms);
    opened.push(ingest);
    let conversations: readonly string[] = [];
    await accept(ingest.db, events, until, async (rung) => {
      conversations = rung;
    });
    await Promise.all(conversations.map((each) => processConversations(ingest.ingest, [each])));
    await ingest.advance(until);
    expectSame(await contentOf(ingest.db), inOrder);
  });
});
