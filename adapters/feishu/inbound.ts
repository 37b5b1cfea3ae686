import type { Identity, Mapped } from '../../core/adapter.ts';
import { inboundEventSchema } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, jsonOf, textOf } from '../../core/payload.ts';
import { cardKey, readCard } from './inbound-card.ts';
import { readBot, readEntered, readMembers, readMenu } from './inbound-chat.ts';
import { readOldMessage } from './inbound-legacy.ts';
import { type RawMessage, readEdit, readMessage, readReaction, readRecall } from './inbound-message.ts';
import { momentOf } from './payload.ts';
import { contentKey, type Delivery, ignore, type ReadingContext, refuse } from './reading.ts';

const messageOf = ({ event }: Delivery): RawMessage => ({
  message: fieldsOf(event['message']),
  sender: fieldsOf(event['sender']),
});

/** What is done with each type of event: version 2.0 first, then what version 1.0 called them. */
const readers: Readonly<Record<string, (delivery: Delivery) => Mapped>> = {
  'im.message.receive_v1': (delivery) => readMessage(delivery, messageOf(delivery)),
  'im.message.updated_v1': (delivery) => readEdit(delivery, messageOf(delivery)),
  'im.message.update_v1': (delivery) => readEdit(delivery, messageOf(delivery)),
  'im.message.edited_v1': (delivery) => readEdit(delivery, messageOf(delivery)),
  'im.message.recalled_v1': readRecall,
  'im.message.reaction.created_v1': (delivery) => readReaction(delivery, 'added'),
  'im.message.reaction.deleted_v1': (delivery) => readReaction(delivery, 'removed'),
  'im.chat.member.user.added_v1': (delivery) => readMembers(delivery, 'joined'),
  'im.chat.member.user.withdrawn_v1': (delivery) => readMembers(delivery, 'left'),
  'im.chat.member.user.deleted_v1': (delivery) => readMembers(delivery, 'left'),
  'im.chat.member.bot.added_v1': (delivery) => readBot(delivery, 'bot-added'),
  'im.chat.member.bot.deleted_v1': (delivery) => readBot(delivery, 'bot-removed'),
  'im.chat.disbanded_v1': (delivery) => readBot(delivery, 'bot-removed'),
  'im.chat.access_event.bot_p2p_chat_entered_v1': readEntered,
  'im.chat.access_event.bot.p2p_chat.entered_v1': readEntered,
  'application.bot.menu_v6': readMenu,
  'card.action.trigger': readCard,
  'card.action.trigger_v1': readCard,
  message: readOldMessage,
  add_bot: (delivery) => readBot(delivery, 'bot-added'),
  remove_bot: (delivery) => readBot(delivery, 'bot-removed'),
  chat_disband: (delivery) => readBot(delivery, 'bot-removed'),
  add_user_to_chat: (delivery) => readMembers(delivery, 'joined'),
  remove_user_from_chat: (delivery) => readMembers(delivery, 'left'),
  revoke_add_user_from_chat: (delivery) => readMembers(delivery, 'left'),
  p2p_chat_create: readEntered,
};

/** A type of event as it may be shown: letters, digits, dots and underscores. */
const shown = (type: string): string => clip(type.replace(/[^\w.]/g, '?'), 100);

const readDelivery = (delivery: Delivery): Mapped => {
  const reader = Object.hasOwn(readers, delivery.type) ? readers[delivery.type] : undefined;
  if (!reader) return ignore(`event type ${shown(delivery.type)} is not used`);
  return reader(delivery);
};

/** An installation whose tenant is not known goes by the id of its app. */
const tenantIn = ({ account }: ReadingContext): string | undefined =>
  account?.startsWith('cli_') ? undefined : account;

const delivered = (
  context: ReadingContext,
  of: {
    readonly type: string;
    readonly event: Fields;
    readonly id: string;
    readonly tenant: unknown;
    readonly at: unknown;
  },
): Delivery => {
  // The tenant that the payload names is the one the app is installed in; the account may be a name of our own.
  const tenant = textOf(of.tenant) ?? tenantIn(context);
  return {
    id: of.id,
    at: momentOf(of.at) ?? context.receivedAt,
    account: clip(context.account ?? tenant ?? textOf(of.event['tenant_key']) ?? 'unknown', 512),
    company: { tenant },
    type: of.type,
    event: of.event,
    context,
  };
};

const isCard = (body: Fields): boolean =>
  body['action'] !== undefined && (body['open_message_id'] !== undefined || body['open_id'] !== undefined);

/** What recorders other than the platform's own log write down: without the envelope, or mixed into it by the SDK. */
const openRecorded = (body: Fields, context: ReadingContext): Delivery | undefined => {
  const type = textOf(body['event_type']);
  if (type !== undefined) {
    const id = textOf(body['event_id']) ?? contentKey([type, body]);
    const at = body['create_time'];
    return delivered(context, { type, event: body, id, tenant: body['tenant_key'], at });
  }
  const listed =
    body['message_id'] !== undefined && body['body'] !== undefined && body['sender'] !== undefined;
  const message = listed ? body : fieldsOf(body['message']);
  const id = textOf(message['message_id']);
  if (id === undefined || body['sender'] === undefined) return undefined;
  const event = { sender: body['sender'], message };
  return delivered(context, {
    type: 'im.message.receive_v1',
    event,
    id: `message:${id}`,
    tenant: undefined,
    at: undefined,
  });
};

/** Returns what is delivered, in version 2.0, in version 1.0 or as a card callback without an envelope. */
const openEnvelope = (body: Fields, context: ReadingContext): Delivery | undefined => {
  const header = fieldsOf(body['header']);
  const event = fieldsOf(body['event']);
  const type = textOf(header['event_type']);
  if (type !== undefined) {
    const id = textOf(header['event_id']) ?? contentKey([type, body['event']]);
    const tenant = header['tenant_key'];
    return delivered(context, { type, event, id, tenant, at: header['create_time'] });
  }
  const old = textOf(event['type']);
  if (old !== undefined) {
    const id = textOf(body['uuid']) ?? contentKey([old, body['event']]);
    const tenant = event['tenant_key'] ?? body['tenant_key'];
    return delivered(context, { type: old, event, id, tenant, at: body['ts'] ?? event['timestamp'] });
  }
  if (!isCard(body)) return openRecorded(body, context);
  // The tenant in an old callback is the operator's, which says nothing about whose app it is.
  const tenant = tenantIn(context);
  return delivered(context, {
    type: 'card.action.trigger',
    event: body,
    id: cardKey(body),
    tenant,
    at: undefined,
  });
};

/** Every event leaves in the shape that everything behind understands, or not at all. */
const checked = (reading: Mapped): Mapped => {
  if (!('events' in reading)) return reading;
  for (const event of reading.events) {
    const parsed = inboundEventSchema.safeParse(event);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse(`no event: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`);
    }
  }
  return reading;
};

/**
 * Returns what a decrypted body means, for the adapter and for `tend parse feishu` alike. `receivedAt` (epoch
 * milliseconds) is the time of what carries none, such as the old card callback. Never throws.
 */
export const mapPayload = (given: unknown, identity: Identity, receivedAt: number = Date.now()): Mapped => {
  const context = { ...identity, receivedAt };
  const raw = typeof given === 'string' ? jsonOf(given) : given;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse('The body is no JSON object.');
  const body = fieldsOf(raw);
  if (typeof body['encrypt'] === 'string') {
    return refuse('The body is encrypted: decrypt it with the Encrypt Key first.');
  }
  if (
    body['type'] === 'url_verification' ||
    (body['challenge'] !== undefined && body['event'] === undefined)
  ) {
    return ignore('url_verification');
  }
  try {
    const delivery = openEnvelope(body, context);
    if (!delivery) return refuse('The body names no event type.');
    return checked(readDelivery(delivery));
  } catch {
    return refuse('The body has a shape that cannot be read.');
  }
};
