import { InvariantError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { assignPeople, createCustomer } from '../../db/customers.ts';
import type { KnownPerson } from '../../db/people.ts';
import { ensureRooms, findRoom, type Room, setRoomPurpose } from '../../db/rooms.ts';

const newRoom = async (trx: Db, event: InboundEvent): Promise<Room> => {
  const { platform, account, conversation } = event;
  const direct = conversation.kind === 'direct';
  await ensureRooms(trx, [
    {
      platform,
      account,
      externalId: conversation.id,
      kind: conversation.kind,
      purpose: direct ? 'direct' : 'unlinked',
      name: direct ? (event.person.name ?? event.person.id) : conversation.id,
    },
  ]);
  const room = await findRoom(trx, event, conversation.id);
  if (!room) throw new InvariantError('A room that was just made is not there.');
  return room;
};

/**
 * Returns the event's room, making it when it is new (a group without a purpose is `unlinked` until a member
 * says what it is). A customer room gets its customer, and its outside people belong to that customer.
 */
export const roomOf = async (
  trx: Db,
  event: InboundEvent,
  people: ReadonlyMap<string, KnownPerson>,
): Promise<{ readonly room: Room; readonly made: boolean }> => {
  const known = await findRoom(trx, event, event.conversation.id);
  const room = known ?? (await newRoom(trx, event));
  if (room.purpose !== 'customer') return { room, made: !known };
  const customerId =
    room.customerId ?? (await createCustomer(trx, { name: room.name, kind: 'organisation', at: event.at }));
  if (room.customerId === null) await setRoomPurpose(trx, room.id, 'customer', customerId);
  const strangers = [...people.values()].filter(
    (each) => each.side === 'customer' && each.customerId === null,
  );
  await assignPeople(
    trx,
    customerId,
    strangers.map((each) => each.id),
  );
  return { room: { ...room, customerId }, made: !known };
};
