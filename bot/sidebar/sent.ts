import { randomUUID } from 'node:crypto';
import type { Sink } from '../../core/adapter.ts';
import type { Place } from './place.ts';

/**
 * Takes in a message that an employee sent to a customer from the sidebar, as if a route had heard it, so that what it
 * answers is answered and what it promises is kept in mind. Resolves when it is stored.
 */
export const noteSent = (
  hear: Sink,
  {
    place,
    user,
    text,
    account,
    at,
  }: {
    readonly place: Place;
    readonly user: string;
    readonly text: string;
    readonly account: string;
    readonly at: number;
  },
): Promise<void> => {
  const message = `sidebar:${randomUUID()}`;
  return hear(
    {
      id: message,
      at,
      platform: 'wecom',
      account,
      person: { id: user, kind: 'human', external: false },
      conversation:
        place.kind === 'chat'
          ? { id: place.id, kind: 'group' }
          : { id: `contact:${user}/${place.id}`, kind: 'direct' },
      type: 'message',
      message,
      text,
      mentionsBot: false,
      attachments: [],
    },
    { sidebar: true },
  );
};
