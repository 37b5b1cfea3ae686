import type { Adapter } from '../../core/adapter.ts';
import { routeMessage } from '../../core/audience.ts';
import { PlatformError } from '../../core/errors.ts';
import type { CustomerMessage, OutboundMessage } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf, nameDirectRoom, personOfDirectRoom } from '../../db/direct-room.ts';
import type { ClaimedOutbound, Tried } from '../../db/outbox.ts';
import { findPeople } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import { presentRoster } from './present-roster.ts';

/** Where a message goes; `message` when that place gets another one. */
export type Target = Tried & { readonly message?: OutboundMessage };

/** The platform's id of a member of ours; nobody else is ever answered in private. */
const memberIdOf = async (db: Db, personId: number, room: Room): Promise<string | undefined> => {
  const row = await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select('external_id')
    .where('person.side', '=', 'us')
    .where('person_id', '=', personId)
    .where('platform', '=', room.platform)
    .where('account', '=', room.account)
    .executeTakeFirst();
  return row?.external_id;
};

/** The platform's id of an outsider whom the message answers. */
const outsiderIdOf = async (db: Db, personId: number, room: Room): Promise<string | undefined> => {
  const row = await db
    .selectFrom('identity')
    .select('external_id')
    .where('person_id', '=', personId)
    .where('platform', '=', room.platform)
    .where('account', '=', room.account)
    .executeTakeFirst();
  return row?.external_id;
};

/** The person's own direct conversation; undefined where the platform opens none with them. */
const directWith = async (
  db: Db,
  adapter: Adapter,
  personId: number,
  room: Room,
): Promise<Room | undefined> => {
  const placeholder = await directRoomOf(db, personId, room);
  try {
    return placeholder && (await openDirect(db, adapter, placeholder));
  } catch (error) {
    // Many platforms let a bot write to outsiders in common groups only: that is an answer, not a fault.
    if (error instanceof PlatformError && error.retryAfterMs === undefined) return undefined;
    throw error;
  }
};

/** Where an outsider alone sees a message, in the room or in their own chat; else what the room may read instead. */
const targetOfAlone = async (
  db: Db,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  room: Room,
  otherwise: CustomerMessage | null,
): Promise<Target | { readonly refused: string }> => {
  const { askerId } = outbound;
  const thread = outbound.thread === null ? {} : { thread: outbound.thread };
  const here = { conversation: room.externalId, ...thread };
  const person = askerId === null ? undefined : await outsiderIdOf(db, askerId, room);
  if (askerId !== null && person !== undefined) {
    if (adapter.can.ephemeral) return { roomId: room.id, to: { ...here, onlyFor: person }, onlyFor: askerId };
    const direct = adapter.can.direct ? await directWith(db, adapter, askerId, room) : undefined;
    if (direct) return { roomId: direct.id, to: { conversation: direct.externalId }, onlyFor: null };
  }
  if (otherwise === null) return { refused: 'no-private-way' };
  return { roomId: room.id, to: here, onlyFor: null, message: otherwise };
};

/** A direct conversation under the id that the platform calls it by; undefined where the platform has no such. */
const openDirect = async (db: Db, adapter: Adapter, room: Room): Promise<Room | undefined> => {
  const person = personOfDirectRoom(room);
  if (person === undefined) return room;
  if (!adapter.directTo) return undefined;
  return nameDirectRoom(db, room, await adapter.directTo(person));
};

/**
 * Returns where a message really goes, or why nowhere: the audience rule is applied here, for every message, and
 * nowhere else. @throws PlatformError when a direct conversation cannot be opened.
 */
export const targetOf = async (
  db: Db,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  room: Room,
): Promise<Target | { readonly refused: string }> => {
  const { askerId, message, about } = outbound;
  if (about && 'alone' in about && message.audience === 'customer')
    return targetOfAlone(db, adapter, outbound, room, about.alone);
  const asker = askerId === null ? undefined : await memberIdOf(db, askerId, room);
  const ways = { ephemeral: adapter.can.ephemeral, direct: adapter.can.direct, asker: asker !== undefined };
  const route = routeMessage(message.audience, room.purpose, await presentRoster(db, adapter, room), ways);
  const thread = outbound.thread === null ? {} : { thread: outbound.thread };
  if (route.to === 'nowhere') return { refused: route.reason };
  if (route.to === 'room') {
    const here = await openDirect(db, adapter, room);
    if (!here) return { refused: 'no-private-way' };
    return { roomId: here.id, to: { conversation: here.externalId, ...thread }, onlyFor: null };
  }
  if (askerId === null || asker === undefined) return { refused: 'no-private-way' };
  if (route.by === 'ephemeral') {
    return {
      roomId: room.id,
      to: { conversation: room.externalId, ...thread, onlyFor: asker },
      onlyFor: askerId,
    };
  }
  const placeholder = await directRoomOf(db, askerId, room);
  const direct = placeholder && (await openDirect(db, adapter, placeholder));
  if (!direct) return { refused: 'no-private-way' };
  return { roomId: direct.id, to: { conversation: direct.externalId }, onlyFor: null };
};

/** Returns whether a card may be shown on a person's own page: internal ones to members only. */
export const mayShowAtHome = async (
  db: Db,
  outbound: ClaimedOutbound,
  room: Room,
  person: string,
): Promise<boolean> => {
  const known = (await findPeople(db, room, [person])).get(person);
  const roster = { known: true, sides: [known?.side ?? 'unknown'] } as const;
  const ways = { ephemeral: false, direct: false, asker: false };
  return routeMessage(outbound.message.audience, 'direct', roster, ways).to === 'room';
};
