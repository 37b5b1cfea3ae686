import { afterAll, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../../core/events.ts';
import type { RoomPurpose } from '../../../db/rooms.ts';
import { contentOf } from '../../support/content.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';
import { makeTraffic, seeded } from '../../support/traffic.ts';

const opened: TestIngest[] = [];

afterAll(async () => {
  for (const each of opened) await each.stop();
});

const until = Date.UTC(2025, 7, 1);

/** Feeds the events in these deliveries and returns what the database knows in the end. */
const contentAfter = async (
  rooms: Readonly<Record<string, RoomPurpose>>,
  deliveries: readonly (readonly InboundEvent[])[],
) => {
  const ingest = await openIngest('traffic', rooms);
  opened.push(ingest);
  for (const events of deliveries) await ingest.feed(events);
  await ingest.advance(until);
  return contentOf(ingest.db);
};

const chunks = <Item>(list: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

const shuffled = <Item>(list: readonly Item[], seed: number): readonly Item[] => {
  const random = seeded(seed);
  return list
    .map((item) => ({ item, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item);
};

describe.each([
  { name: 'the rooms of two customers', rooms: { 'firm-0': 'customer', 'firm-1': 'customer' }, plan: { firms: 2, clubs: 0 } },
  { name: 'two communities with common members', rooms: { 'club-0': 'community', 'club-1': 'community' }, plan: { firms: 0, clubs: 2 } },
] as const)('in $name', ({ rooms, plan }) => {
  const events = makeTraffic({ seed: 3, events: 240, ...plan });
  const inOrder = contentAfter(rooms, chunks(events, 60));

  test('every event delivered 50 times changes nothing', async () => {
    const often = chunks(events, 60).flatMap((each) => Array.from({ length: 50 }, () => each));
    expect(await contentAfter(rooms, often)).toEqual(await inOrder);
  });

  test.each([
    { how: 'one by one', deliveries: chunks(events, 1) },
    { how: 'all at once', deliveries: [events] },
    { how: 'one by one in reverse order', deliveries: chunks([...events].reverse(), 1) },
    { how: 'all at once in reverse order', deliveries: [[...events].reverse()] },
    { how: 'one by one in any order', deliveries: chunks(shuffled(events, 5), 1) },
  ])('delivered $how they give the same', async ({ deliveries }) => {
    const expected = await inOrder;
    const found = await contentAfter(rooms, deliveries);
    for (const [table, rows] of Object.entries(expected)) expect(found[table], table).toEqual(rows);
  });
});
