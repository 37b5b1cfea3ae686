import type { Adapter } from '../../core/adapter.ts';
import type { Db } from '../../db/connect.ts';
import { nameRoom, roomsOfAccount } from '../../db/rooms.ts';

/**
 * Returns a job that gives rooms which are known by their id alone the name that the platform calls them by, of those
 * whose id `isWanted`. Each is asked for once, and nothing when there is none. @throws PlatformError when it cannot be had.
 */
export const createRoomNaming = (db: Db, isWanted: (externalId: string) => boolean) => {
  const asked = new Set<string>();
  return async (adapter: Adapter): Promise<void> => {
    const nameless = (await roomsOfAccount(db, adapter)).filter(
      ({ name, externalId }) => name === externalId && isWanted(externalId) && !asked.has(externalId),
    );
    if (nameless.length === 0) return;
    const found = new Map((await adapter.conversations?.())?.map(({ id, name }) => [id, name]));
    for (const { id, externalId } of nameless) {
      asked.add(externalId);
      const name = found.get(externalId);
      if (name) await nameRoom(db, id, name);
    }
  };
};
