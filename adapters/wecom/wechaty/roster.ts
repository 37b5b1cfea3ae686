import { PlatformError } from '../../../core/errors.ts';
import type { Person } from '../../../core/events.ts';
import type { Connection } from './connection.ts';
import { toOwnId, toWechatyId } from './ids.ts';
import { within } from './timing.ts';

const atOnce = 8;
const listMs = 15_000;

/** Returns what `look` finds for each of `ids`, a few at a time, in order. */
const each = async <Found>(
  ids: readonly string[],
  look: (id: string) => Promise<Found>,
): Promise<Found[]> => {
  const found: Found[] = [];
  for (let start = 0; start < ids.length; start += atOnce) {
    found.push(...(await Promise.all(ids.slice(start, start + atOnce).map(look))));
  }
  return found;
};

const requireLive = (connection: Connection | undefined): Connection => {
  if (connection) return connection;
  throw new PlatformError('The WeCom account of Wechaty is not connected.', {
    platformCode: 'not-connected',
    retryAfterMs: 30_000,
  });
};

/**
 * Returns who is in a room. `personOf` makes people of contacts once all are known.
 * @throws PlatformError when that cannot be had.
 */
export const readRoster = async (
  live: Connection | undefined,
  conversation: string,
  personOf: (contacts: readonly Awaited<ReturnType<Connection['contactOf']>>[]) => readonly Person[],
): Promise<readonly Person[]> => {
  const connection = requireLive(live);
  const { puppet } = connection;
  const id = toWechatyId(conversation);
  if (id === undefined) throw new PlatformError('This is no conversation of Wechaty.');
  const rooms = await within(puppet.roomList(), listMs).catch(() => undefined);
  try {
    const isDirect = rooms !== undefined && !rooms.includes(id);
    const members = isDirect
      ? [(await within(puppet.contactPayload(id), listMs)).id, puppet.currentUserId]
      : await within(puppet.roomMemberList(id), listMs);
    return personOf(await each(members, connection.contactOf));
  } catch {
    throw new PlatformError('Wechaty does not say who is in this conversation.');
  }
};

/** Returns the rooms that the account is in. @throws PlatformError when they cannot be had. */
export const readConversations = async (
  live: Connection | undefined,
): Promise<readonly { readonly id: string; readonly kind: 'group'; readonly name?: string }[]> => {
  const { puppet } = requireLive(live);
  const rooms = await within(puppet.roomList(), listMs).catch(() => {
    throw new PlatformError('Wechaty does not say which rooms the account is in.');
  });
  return each(rooms, async (id) => {
    const room = await within(puppet.roomPayload(id), listMs).catch(() => undefined);
    return { id: toOwnId(id), kind: 'group', ...(room?.topic ? { name: room.topic } : {}) };
  });
};
