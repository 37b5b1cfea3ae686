import type { Room } from '../../db/rooms.ts';

type Named = Pick<Room, 'platform' | 'externalId'>;

/**
 * Whether a direct conversation is one of two people that a route lets us hear, and not one with the bot: what a member
 * says there is no command. WeCom names those of a member and a customer `contact:`, of two members `members:`.
 */
export const isOverheard = ({ platform, externalId }: Named): boolean =>
  platform === 'wecom' && /^(?:contact|members):/.test(externalId);

/** Returns the customer, by the platform's id, with whom a member talks in an overheard conversation. */
export const customerOverheard = ({ platform, externalId }: Named): string | undefined =>
  platform === 'wecom' && externalId.startsWith('contact:')
    ? externalId.slice(externalId.lastIndexOf('/') + 1)
    : undefined;
