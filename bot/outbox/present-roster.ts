import type { Adapter } from '../../core/adapter.ts';
import type { Roster } from '../../core/audience.ts';
import type { Person } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { findPeople, type KnownPerson } from '../../db/people.ts';
import { type Room, rosterOf } from '../../db/rooms.ts';

/** Whoever the platform or we take for an outsider is one; who is ours must be so for the platform at this moment. */
const sideOf = (person: Person, known: KnownPerson | undefined): string => {
  if (person.external !== false) return person.external === true ? 'customer' : 'unknown';
  if (person.kind !== 'human') return 'bot';
  return known?.side ?? 'us';
};

/**
 * Returns who is in a room at this moment: as the platform says where it can be asked, else as far as we were told.
 * What cannot be had is not known. A direct conversation has the one person who was ever in it.
 */
export const presentRoster = async (db: Db, adapter: Adapter, room: Room): Promise<Roster> => {
  try {
    if (!adapter.roster || room.kind === 'direct') {
      return { known: true, sides: (await rosterOf(db, room.id)).map((each) => each.side) };
    }
    const people = await adapter.roster(room.externalId);
    const known = await findPeople(
      db,
      room,
      people.map((each) => each.id),
    );
    return { known: true, sides: people.map((each) => sideOf(each, known.get(each.id))) };
  } catch {
    return { known: false };
  }
};
