import { z } from 'zod';
import type { SentField } from './prompt.ts';

/** What the customer or our side said; `id` is made for the call. */
export const saidSchema = z.strictObject({
  id: z.string().regex(/^m\d{1,3}$/),
  from: z.enum(['customer', 'us']),
  at: z.string().max(20),
  text: z.string().max(4000),
});
export type Said = z.infer<typeof saidSchema>;

/** So many of the latest messages are sent at most. */
export const mostSaid = 60;

export const sentMessages: readonly SentField[] = [
  {
    field: 'messages[].text, from, at',
    what: {
      zh: '最近的对话文字（已隐去个人信息）、是客户还是我方、时间；不含姓名和群名',
      en: 'the words of the latest conversation, masked; whether the customer or our side said it, and when; no names or rooms',
    },
  },
];

/** A point that rests on messages: which, and words of one of them. */
export const pointSchema = z.object({
  text: z.string().min(1).max(600),
  cites: z.array(z.string()).max(8),
  quote: z.string().max(600),
});
export type Point = z.infer<typeof pointSchema>;
