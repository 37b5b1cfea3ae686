import type { Adapter } from '../../core/adapter.ts';
import type { Person } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { resolvePeople } from '../../db/people.ts';
import { nameRoom, notePresence, type Room } from '../../db/rooms.ts';

/**
 * Learns from the platform what a room is called and who is in it; they count as there since `sinceAt`. Returns the
 * people, none where the platform cannot be asked. @throws PlatformError when it does not answer.
 */
export const syncRoom = async (
  db: Db,
  adapter: Adapter,
  room: Room,
  sinceAt: number,
  now: number,
): Promise<readonly Person[]> => {
  if (room.name === room.externalId && adapter.conversations) {
    const found = (await adapter.conversations()).find((each) => each.id === room.externalId);
    if (found?.name) await nameRoom(db, room.id, found.name);
  }
  if (!adapter.roster || room.kind === 'direct') return [];
  const people = await adapter.roster(room.externalId);
  await db.transaction().execute(async (trx) => {
    const known = await resolvePeople(trx, room, people);
    await notePresence(
      trx,
      [...known.values()]
        .filter((each) => each.side !== 'bot')
        .flatMap((each) =>
          [sinceAt, now].map((at) => ({ roomId: room.id, personId: each.id, at, left: false })),
        ),
    );
  });
  return people;
};
