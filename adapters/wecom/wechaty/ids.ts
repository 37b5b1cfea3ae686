import { createHash } from 'node:crypto';

/** Wechaty's ids are its own: what it calls a room or a person is never equal to an id of the official interface. */
const prefix = 'wechaty:';

/** Returns Tend's id of a room or a person of Wechaty. */
export const toOwnId = (id: string): string => `${prefix}${id}`;

/** Returns Wechaty's id of a conversation or person, undefined when it is none of Wechaty's. */
export const toWechatyId = (id: string): string | undefined =>
  id.startsWith(prefix) && id.length > prefix.length ? id.slice(prefix.length) : undefined;

/** Returns 32 hexadecimal digits that stand for a secret, an id or a text. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
