import type { Db } from '../../db/connect.ts';
import type { AccountKey } from '../../db/people.ts';
import { findPeople } from '../../db/people.ts';
import { findRoom, type Room } from '../../db/rooms.ts';

/** Where the sidebar stands, by the ids that WeCom's JS-SDK names: beside a customer's chat, or a customer group's. */
export type Place = { readonly kind: 'contact' | 'chat'; readonly id: string };

/** A place with what is known of it. */
export type KnownPlace = Place & {
  readonly name: string | undefined;
  readonly personId: number | undefined;
  readonly room: Room | undefined;
  readonly customerId: number | undefined;
};

const idPattern = /^[\w@.-]{1,128}$/;

/** Returns the place that a request names, or undefined when it names none. */
export const readPlace = (given: (name: 'contact' | 'chat') => string | undefined): Place | undefined => {
  for (const kind of ['contact', 'chat'] as const) {
    const id = given(kind);
    if (id !== undefined && idPattern.test(id)) return { kind, id };
  }
  return undefined;
};

/** Returns what is known of a place. */
export const lookUpPlace = async (db: Db, where: AccountKey, place: Place): Promise<KnownPlace> => {
  if (place.kind === 'chat') {
    const room = await findRoom(db, where, place.id);
    const name = room && room.name !== place.id ? room.name : undefined;
    return { ...place, name, personId: undefined, room, customerId: room?.customerId ?? undefined };
  }
  const person = (await findPeople(db, where, [place.id])).get(place.id);
  // Of members there is nothing to show, and nothing to say to them.
  const customer = person?.side === 'customer' ? (person.customerId ?? undefined) : undefined;
  const name = person && person.name !== place.id ? person.name : undefined;
  return { ...place, name, personId: person?.id, room: undefined, customerId: customer };
};
