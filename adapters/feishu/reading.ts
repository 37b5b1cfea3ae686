import { createHash } from 'node:crypto';
import type { Identity, Mapped } from '../../core/adapter.ts';
import type { Person } from '../../core/events.ts';
import { clip, type Fields, firstText, textOf } from '../../core/payload.ts';
import { momentOf } from './payload.ts';
import type { Company } from './people.ts';

/** What the mapping knows besides the payload: who we are, and when it was received (epoch milliseconds). */
export type ReadingContext = Identity & { readonly receivedAt: number };

/** One payload taken apart: what every kind of event says alike, and what happened. */
export type Delivery = {
  readonly id: string;
  readonly at: number;
  readonly account: string;
  readonly company: Company;
  readonly type: string;
  readonly event: Fields;
  readonly context: ReadingContext;
};

/** Returns that a payload means nothing for us, and why. */
export const ignore = (reason: string): Mapped => ({ ignored: reason });

/** Returns that a payload cannot be read, and why; never with words from it. */
export const refuse = (message: string): Mapped => ({ error: { code: 'payload', message } });

/** Returns a delivery key for a payload without an id of its own: the same for the same content. */
export const contentKey = (content: unknown): string =>
  `sha256:${createHash('sha256')
    .update(JSON.stringify(content) ?? '')
    .digest('hex')
    .slice(0, 40)}`;

/** The parts of an event that all types share. `at` is the time within the event, where it has one. */
export const eventBase = (
  delivery: Delivery,
  person: Person,
  conversation: { readonly id: unknown; readonly kind: 'group' | 'direct'; readonly thread?: unknown },
  at?: unknown,
) => {
  const id = textOf(conversation.id);
  const thread = firstText(conversation.thread);
  return {
    id: clip(delivery.id, 512),
    at: momentOf(at) ?? delivery.at,
    platform: 'feishu' as const,
    account: delivery.account,
    person,
    conversation: { id: id ?? '', kind: conversation.kind, ...(thread === undefined ? {} : { thread }) },
  };
};
