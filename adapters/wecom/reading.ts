import { createHash } from 'node:crypto';
import type { Identity, Mapped } from '../../core/adapter.ts';
import { inboundEventSchema, type Person } from '../../core/events.ts';
import type { Fields } from '../../core/payload.ts';
import { clip } from '../../core/payload.ts';

/** What the mapping knows besides the payload: who we are, and when it was received (epoch milliseconds). */
export type ReadingContext = Identity & { readonly receivedAt: number };

/** One decrypted callback taken apart. */
export type Callback = {
  readonly id: string;
  readonly at: number;
  readonly account: string;
  readonly fields: Fields;
};

/** Returns that a payload means nothing for us, and why. */
export const ignore = (reason: string): Mapped => ({ ignored: reason });

/** Returns that a payload cannot be read, and why; never with words from it. */
export const refuse = (message: string): Mapped => ({ error: { code: 'payload', message } });

/** A name of the platform as it may be shown: letters, digits, dots, dashes and underscores. */
export const shown = (name: string): string => clip(name.replace(/[^\w.-]/g, '?'), 100);

/** Returns a delivery key for what has no id of its own: the same for the same content. */
export const contentKey = (kind: string, content: unknown): string =>
  `${kind}:${createHash('sha256')
    .update(JSON.stringify(content) ?? '')
    .digest('hex')
    .slice(0, 40)}`;

/** The parts of an event that all types share. */
export const eventBase = (of: {
  readonly id: string;
  readonly at: number;
  readonly account: string;
  readonly person: Person;
  readonly conversation: { readonly id: string; readonly kind: 'group' | 'direct' };
}) => ({
  id: clip(of.id, 512),
  at: of.at,
  platform: 'wecom' as const,
  account: clip(of.account, 512),
  person: of.person,
  conversation: { id: clip(of.conversation.id, 512), kind: of.conversation.kind },
});

/** Every event leaves in the shape that everything behind understands, or not at all. */
export const checked = (reading: Mapped): Mapped => {
  if (!('events' in reading)) return reading;
  for (const event of reading.events) {
    const issue = inboundEventSchema.safeParse(event).error?.issues[0];
    if (issue) return refuse(`no event: ${issue.path.join('.')}: ${issue.message}`);
  }
  return reading;
};
