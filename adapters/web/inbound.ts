import { z } from 'zod';
import { PayloadError } from '../../core/errors.ts';
import type { InboundEvent, Person } from '../../core/events.ts';

const common = { as: z.string().min(1).max(512), room: z.string().min(1).max(512) };
const key = z.string().min(1).max(512);

/** What the playground's page posts. */
export const webPostSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal('message'), text: z.string().max(200_000), thread: key.optional() }),
  z.object({ ...common, type: z.literal('edit'), message: key, text: z.string().max(200_000) }),
  z.object({ ...common, type: z.literal('recall'), message: key }),
  z.object({
    ...common,
    type: z.literal('react'),
    message: key,
    emoji: z.string().min(1).max(64),
    change: z.enum(['added', 'removed']),
  }),
  z.object({
    ...common,
    type: z.literal('action'),
    action: z.string().max(256),
    value: z.string().max(2000),
    message: key.optional(),
  }),
]);

/** One post of the page. */
export type WebPost = z.infer<typeof webPostSchema>;

const mentionPattern = /(^|[^\p{L}\p{N}_.])[@＠]tend(?![\p{L}\p{N}_])/iu;

/** What the mapping needs besides the post: who it is, when, and a fresh id for it. */
export type WebContext = {
  readonly account: string;
  readonly person: Person;
  readonly kind: 'group' | 'direct';
  readonly at: number;
  readonly id: string;
};

/**
 * Returns the event that a post of the page means. Pure.
 * @throws PayloadError for an empty message.
 */
export const toInboundEvent = (post: WebPost, context: WebContext): InboundEvent => {
  const { account, person, kind, at, id } = context;
  const thread = post.type === 'message' ? post.thread : undefined;
  const common = {
    id,
    at,
    platform: 'web' as const,
    account,
    person,
    conversation: { id: post.room, kind, ...(thread === undefined ? {} : { thread }) },
  };
  switch (post.type) {
    case 'message':
      if (post.text.trim() === '') throw new PayloadError('An empty message is not sent.');
      return {
        ...common,
        type: 'message',
        message: id,
        text: post.text,
        mentionsBot: mentionPattern.test(post.text),
        attachments: [],
      };
    case 'edit':
      return { ...common, type: 'message-edited', message: post.message, text: post.text };
    case 'recall':
      return { ...common, type: 'message-recalled', message: post.message };
    case 'react':
      return { ...common, type: 'reaction', message: post.message, emoji: post.emoji, change: post.change };
    case 'action':
      return {
        ...common,
        type: 'action',
        action: post.action,
        value: post.value,
        ...(post.message === undefined ? {} : { message: post.message }),
      };
  }
};
