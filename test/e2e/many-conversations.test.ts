import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundEvent } from '../../core/events.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';
import { makeTraffic } from '../support/traffic.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  await app.another();
});

afterAll(() => app.stop());

test('conversations of two platforms that arrive at once each keep their order, with two apps at work', async () => {
  const from = (platform: 'web' | 'slack', seed: number): readonly InboundEvent[] =>
    makeTraffic({ seed, events: 400, firms: 0, clubs: 5 }).map((event) => ({
      ...event,
      id: `${platform} ${event.id}`,
      platform,
      account: `${platform}-account`,
    }));
  const streams = [from('web', 1), from('slack', 2)];
  await Promise.all(
    streams.map(async (events) => {
      for (let start = 0; start < events.length; start += 20) {
        const results = await app.deliver(events.slice(start, start + 20));
        expect(results.every((each) => each.status === 'accepted')).toBe(true);
      }
    }),
  );
  await openChat(app).settles();

  const stored = await app.db
    .selectFrom('message')
    .innerJoin('room', 'room.id', 'message.room_id')
    .select(['room.platform', 'room.external_id as room', 'message.external_id as message'])
    .where('room.account', 'like', '%-account')
    .orderBy('message.id')
    .execute();
  const sent = streams
    .flat()
    .flatMap((event) =>
      event.type === 'message'
        ? [{ platform: event.platform, room: event.conversation.id, message: event.message }]
        : [],
    );
  const inRooms = (list: readonly { platform: string; room: string; message: string }[]) =>
    [...Map.groupBy(list, (each) => `${each.platform} ${each.room}`)]
      .map(([room, messages]) => `${room}: ${messages.map((each) => each.message).join(' ')}`)
      .sort((one, other) => one.localeCompare(other));
  expect(inRooms(stored)).toEqual(inRooms(sent));
  expect(inRooms(stored)).toHaveLength(10);
  const problems = await app.db
    .selectFrom('inbox')
    .select('delivery')
    .where('problem', 'is not', null)
    .execute();
  expect(problems).toEqual([]);
});
