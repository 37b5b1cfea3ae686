import type { InboundEvent } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { assignPeople, makeRoomCustomers } from '../../db/customers.ts';
import type { KnownPerson } from '../../db/people.ts';
import { ensureRooms, findRooms, type Room } from '../../db/rooms.ts';
import { roomKey } from './scene.ts';

const firstOfEach = (events: readonly InboundEvent[]): ReadonlyMap<string, InboundEvent> => {
  const first = new Map<string, InboundEvent>();
  for (const event of events) if (!first.has(roomKey(event))) first.set(roomKey(event), event);
  return first;
};

const makeRooms = (trx: Db, events: readonly InboundEvent[]): Promise<void> =>
  ensureRooms(
    trx,
    events.map(({ platform, account, conversation, person }) => {
      const direct = conversation.kind === 'direct';
      return {
        platform,
        account,
        externalId: conversation.id,
        kind: conversation.kind,
        purpose: direct ? 'direct' : 'unlinked',
        name: direct ? (person.name ?? person.id) : conversation.id,
      };
    }),
  );

/** Outside people who speak in a customer's room belong to that customer. */
const assignStrangers = async (
  trx: Db,
  events: readonly InboundEvent[],
  rooms: ReadonlyMap<string, Room>,
  people: ReadonlyMap<string, KnownPerson>,
): Promise<void> => {
  const strangers = new Map<number, number>();
  for (const event of events) {
    const customerId = rooms.get(roomKey(event))?.homeCustomerId ?? null;
    const seen = event.type === 'joined' || event.type === 'left' ? event.people : [event.person];
    for (const { id } of seen) {
      const person = people.get(id);
      const stranger = person?.side === 'customer' && person.customerId === null;
      if (customerId !== null && stranger && !strangers.has(person.id)) strangers.set(person.id, customerId);
    }
  }
  await assignPeople(
    trx,
    [...strangers].map(([personId, customerId]) => ({ personId, customerId })),
  );
};

/**
 * Returns the rooms of events of one account, by {@link roomKey}, making those that are new (a group without a
 * purpose is `unlinked` until a member says what it is). A customer room gets its customer, and its outside
 * people belong to that customer. `made` says whether there was a new one.
 */
export const roomsOf = async (
  trx: Db,
  events: readonly InboundEvent[],
  people: ReadonlyMap<string, KnownPerson>,
): Promise<{ readonly rooms: ReadonlyMap<string, Room>; readonly made: boolean }> => {
  const first = firstOfEach(events);
  const [any] = events;
  if (!any) return { rooms: new Map(), made: false };
  const known = await findRooms(trx, any, [...first.keys()]);
  const missing = [...first].flatMap(([key, event]) => (known.has(key) ? [] : [event]));
  await makeRooms(trx, missing);
  const found = missing.length > 0 ? await findRooms(trx, any, [...first.keys()]) : known;
  const orphans = [...found.values()].filter(
    (room) => room.purpose === 'customer' && room.customerId === null,
  );
  const made = await makeRoomCustomers(
    trx,
    orphans.map((room) => ({
      roomId: room.id,
      name: room.name,
      at: first.get(room.externalId)?.at ?? any.at,
    })),
  );
  const rooms = new Map(
    [...found].map(([key, room]) => {
      const own = made.get(room.id);
      return [key, own === undefined ? room : { ...room, customerId: own, homeCustomerId: own }];
    }),
  );
  await assignStrangers(trx, events, rooms, people);
  return { rooms, made: missing.length > 0 };
};
