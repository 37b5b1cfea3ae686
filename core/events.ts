import { z } from 'zod';

/** A chat platform, by the name of its adapter folder. */
export type Platform = 'slack' | 'feishu' | 'wecom' | 'web';

const platformSchema = z.enum(['slack', 'feishu', 'wecom', 'web']);
const idSchema = z.string().min(1).max(512);

const personSchema = z.strictObject({
  id: idSchema,
  org: z.string().max(512).optional(),
  name: z.string().max(512).optional(),
  kind: z.enum(['human', 'bot', 'system']),
  external: z.union([z.boolean(), z.literal('unknown')]),
  /** Where their clock runs, as the platform's profile says: an IANA zone. */
  zone: z.string().max(64).optional(),
});

const attachmentSchema = z.strictObject({
  kind: z.enum(['image', 'file', 'audio', 'video', 'link', 'sticker', 'location', 'card']),
  name: z.string().max(1024).optional(),
  url: z.string().max(4096).optional(),
  bytes: z.number().int().nonnegative().optional(),
});

const common = {
  id: idSchema,
  at: z.number().int(),
  platform: platformSchema,
  account: idSchema,
  person: personSchema,
  conversation: z.strictObject({
    id: idSchema,
    kind: z.enum(['group', 'direct']),
    thread: idSchema.optional(),
  }),
};

const event = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...common, ...shape });
const text = z.string();

/** The schema of {@link InboundEvent}: what every adapter produces and what `tend replay` reads, one a line. */
export const inboundEventSchema = z.discriminatedUnion('type', [
  event({
    type: z.literal('message'),
    message: idSchema,
    text,
    mentionsBot: z.boolean(),
    attachments: z.array(attachmentSchema).max(100),
  }),
  event({ type: z.literal('message-edited'), message: idSchema, text }),
  event({ type: z.literal('message-recalled'), message: idSchema }),
  event({
    type: z.literal('reaction'),
    message: idSchema,
    emoji: z.string().min(1).max(128),
    change: z.enum(['added', 'removed']),
  }),
  event({ type: z.enum(['joined', 'left']), people: z.array(personSchema).min(1).max(2000) }),
  event({ type: z.literal('command'), name: z.string().max(128), args: text }),
  event({
    type: z.literal('action'),
    action: z.string().max(256),
    value: text,
    message: idSchema.optional(),
  }),
  event({
    type: z.literal('form'),
    form: z.string().max(256),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  event({ type: z.literal('home-opened') }),
  event({
    type: z.literal('contact-added'),
    welcomeToken: z.string().optional(),
    source: z.string().optional(),
  }),
  event({ type: z.literal('contact-removed') }),
  event({ type: z.enum(['bot-added', 'bot-removed']) }),
]);

/**
 * One human, bot or system account as a platform names it. `external` says whether the platform counts them
 * as outside the company; `unknown` people are never scored as customers and never shown internal figures.
 */
export type Person = z.infer<typeof personSchema>;

/** A file, picture or link that came with a message; never its content. */
export type Attachment = z.infer<typeof attachmentSchema>;

/**
 * What happened on a platform, in the one shape that everything behind the adapters reads.
 * `id` is the delivery key: equal for every redelivery of the same thing. `at` is epoch milliseconds.
 */
export type InboundEvent = z.infer<typeof inboundEventSchema>;

/** The event types that carry one message's text. */
export type MessageEvent = Extract<InboundEvent, { type: 'message' }>;

/** Times outside this range are refused: before it a clock was wrong, after it the future was reported. */
export const earliestEventAt = Date.UTC(2000, 0, 1);
/** How far ahead of the bot's clock an event may be dated before it is refused, in milliseconds. */
export const futureToleranceMs = 24 * 60 * 60 * 1000;
