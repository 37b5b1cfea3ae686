import type { Place } from './fields.ts';

/** Where a customer can be reached; null where they cannot. */
export type Reach = {
  readonly kind: 'person' | 'organisation';
  readonly personId: number | null;
  readonly directRoomId: number | null;
  readonly ownRoomId: number | null;
  readonly communityId: number | null;
};

/** Where a message goes, and who reads it there. */
export type Address = {
  readonly to: { readonly personId: number; readonly roomId?: number } | { readonly roomId: number };
  readonly place: Place;
  /** Where its language is looked up. */
  readonly via: 'direct' | 'own' | 'community' | 'person';
};

/**
 * Returns where a message to the person or to the room goes, undefined when there is no way. To the person: in private where
 * they have written to us so, or where they have no room of their own; else into their own room. A community, which others
 * read, is never used for what is meant for the person.
 */
export const addressOf = (
  { kind, personId, directRoomId, ownRoomId, communityId }: Reach,
  to: 'person' | 'room',
): Address | undefined => {
  const own: Address | undefined =
    ownRoomId === null ? undefined : { to: { roomId: ownRoomId }, place: 'room', via: 'own' };
  if (to === 'room') {
    if (own) return own;
    return communityId === null || personId === null
      ? undefined
      : { to: { personId, roomId: communityId }, place: 'room', via: 'community' };
  }
  if (personId === null) return own;
  if (directRoomId !== null) return { to: { personId }, place: 'person', via: 'direct' };
  if (kind === 'organisation' && own) return own;
  return { to: { personId }, place: 'person', via: 'person' };
};
