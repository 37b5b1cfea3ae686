import type { Audience } from './messages.ts';

/** Who is in a room now: all of ours, someone from outside or unknown, or it could not be found out. */
export type Roster = { readonly known: true; readonly sides: readonly string[] } | { readonly known: false };

/** The ways in which a platform can reach one person without the others seeing it. */
export type PrivateWays = { readonly ephemeral: boolean; readonly direct: boolean; readonly asker: boolean };

/** Where a message may go: into the room, to the asker alone in one of two ways, or nowhere with the reason. */
export type Route =
  | { readonly to: 'room' }
  | { readonly to: 'asker-only'; readonly by: 'ephemeral' | 'direct' }
  | { readonly to: 'nowhere'; readonly reason: 'outsider-present' | 'roster-unknown' | 'purpose' };

const internalPurposes: Readonly<Record<Exclude<Audience, 'customer'>, readonly string[]>> = {
  team: ['team', 'managers', 'direct', 'customer', 'community', 'unlinked'],
  managers: ['managers', 'direct'],
  person: ['direct'],
};

/**
 * Decides where a message may go (domain, section 5). Text for customers goes where it was sent. Internal text
 * goes into a room only when everybody in it is known to be ours and the room's purpose fits the audience; else
 * to the asker alone, where the platform has a way; else nowhere. When in doubt, nowhere.
 */
export const routeMessage = (
  audience: Audience,
  purpose: string,
  roster: Roster,
  ways: PrivateWays,
): Route => {
  if (audience === 'customer') return { to: 'room' };
  const ours =
    roster.known && roster.sides.length > 0 && roster.sides.every((side) => side === 'us' || side === 'bot');
  if (ours && internalPurposes[audience].includes(purpose)) return { to: 'room' };
  if (ways.asker && ways.ephemeral) return { to: 'asker-only', by: 'ephemeral' };
  if (ways.asker && ways.direct) return { to: 'asker-only', by: 'direct' };
  if (!roster.known) return { to: 'nowhere', reason: 'roster-unknown' };
  return { to: 'nowhere', reason: ours ? 'purpose' : 'outsider-present' };
};
