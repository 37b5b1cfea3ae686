import type { Db } from './connect.ts';
import type { AccountKey } from './people.ts';
import { ensureRooms, findRoom, notePresence, type Room } from './rooms.ts';

const mark = 'dm:';

/** The external id of a member's direct conversation before the platform has told us its own. */
export const directRoomId = (externalPersonId: string): string => `${mark}${externalPersonId}`;

/** Returns the person with whom a direct conversation is that the platform has not named yet, else undefined. */
export const personOfDirectRoom = (room: Pick<Room, 'kind' | 'externalId'>): string | undefined =>
  room.kind === 'direct' && room.externalId.startsWith(mark) ? room.externalId.slice(mark.length) : undefined;

/**
 * Gives a direct conversation the id that the platform calls it by, and returns it: the room of that id, where there
 * is one already.
 */
export const nameDirectRoom = async (db: Db, room: Room, externalId: string): Promise<Room> => {
  if (room.externalId === externalId) return room;
  const there = await findRoom(db, room, externalId);
  if (there) return there;
  await db.updateTable('room').set({ external_id: externalId }).where('id', '=', room.id).execute();
  return { ...room, externalId };
};

/**
 * Returns the room in which the bot talks with a member alone, making it when there is none; undefined when they have
 * no identity. Of several the one that was used last, on the account of `near` when there is one.
 */
export const directRoomOf = async (
  trx: Db,
  personId: number,
  near?: AccountKey,
): Promise<Room | undefined> => {
  const there = await trx
    .selectFrom('room')
    .innerJoin('room_person', 'room_person.room_id', 'room.id')
    .select(['room.platform', 'room.account', 'room.external_id'])
    .where('room.purpose', '=', 'direct')
    .where('room_person.person_id', '=', personId)
    .$if(near !== undefined, (query) =>
      query.where('room.platform', '=', near?.platform ?? '').where('room.account', '=', near?.account ?? ''),
    )
    .orderBy('room.last_at', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  if (there) {
    return findRoom(
      trx,
      { platform: there.platform as Room['platform'], account: there.account },
      there.external_id,
    );
  }
  const identity = await trx
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select([
      'identity.platform',
      'identity.account',
      'identity.external_id',
      'person.name',
      'person.demo',
      'person.language',
    ])
    .where('identity.person_id', '=', personId)
    .$if(near !== undefined, (query) =>
      query
        .where('identity.platform', '=', near?.platform ?? '')
        .where('identity.account', '=', near?.account ?? ''),
    )
    .orderBy('identity.id')
    .limit(1)
    .executeTakeFirst();
  if (!identity) return undefined;
  const platform = identity.platform as Room['platform'];
  const externalId = directRoomId(identity.external_id);
  await ensureRooms(trx, [
    {
      platform,
      account: identity.account,
      externalId,
      kind: 'direct',
      purpose: 'direct',
      name: identity.name,
      demo: identity.demo,
      ...(identity.language === null ? {} : { language: identity.language }),
    },
  ]);
  const room = await findRoom(trx, { platform, account: identity.account }, externalId);
  if (room) await notePresence(trx, [{ roomId: room.id, personId, at: 0, left: false }]);
  return room;
};
