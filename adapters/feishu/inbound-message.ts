import type { Mapped } from '../../core/adapter.ts';
import type { MessageEvent } from '../../core/events.ts';
import { type Fields, fieldsOf, firstText, textOf } from '../../core/payload.ts';
import { readContent } from './content.ts';
import { isOwnMention, mentionsOf, nameMentions } from './mentions.ts';
import { nobody, personOf } from './people.ts';
import { type Delivery, eventBase, ignore } from './reading.ts';

/** The message and its sender, as events bring them and as the history does. */
export type RawMessage = { readonly message: Fields; readonly sender: Fields };

const isOwn = (ids: readonly (string | undefined)[], { context }: Delivery): boolean =>
  ids.some((id) => id !== undefined && (id === context.botUser || id === context.appId));

/** Who speaks: notices of the platform are nobody's words, whoever they are about. */
const senderOf = (delivery: Delivery, sender: Fields, type: string) => {
  if (type === 'system') return nobody;
  const ids = sender['sender_id'] ?? sender['id'];
  const about = { tenant: sender['tenant_key'], type: sender['sender_type'], name: sender['name'] };
  return personOf(ids, about, delivery.company);
};

const isDirect = (type: unknown): boolean => type === 'p2p' || type === 'private';

/** Returns one message as an event; the bot's own are ignored. */
export const readMessage = (delivery: Delivery, { message, sender }: RawMessage): Mapped => {
  const id = textOf(message['message_id']);
  const chat = textOf(message['chat_id']);
  if (id === undefined || chat === undefined) return ignore('a message without message_id or chat_id');
  const type = firstText(message['message_type'], message['msg_type']) ?? 'unknown';
  const person = senderOf(delivery, sender, type);
  const ids = fieldsOf(sender['sender_id']);
  if (isOwn([person.id, textOf(ids['app_id']), textOf(sender['app_id'])], delivery)) {
    return ignore('own message');
  }
  const mentions = mentionsOf(message['mentions']);
  const own = delivery.context;
  const content = readContent(type, message['content'] ?? fieldsOf(message['body'])['content']);
  const thread = firstText(message['root_id'], message['thread_id'] === undefined ? undefined : id);
  const event: MessageEvent = {
    ...eventBase(
      delivery,
      person,
      { id: chat, kind: isDirect(message['chat_type']) ? 'direct' : 'group', thread },
      message['create_time'],
    ),
    type: 'message',
    message: id,
    text: nameMentions(mentions, own)(content.text),
    mentionsBot: mentions.some((mention) => isOwnMention(mention, own)),
    attachments: [...content.attachments],
  };
  return { events: [event] };
};

/** Returns a changed message. The platform documents no such event yet; this is the shape of its others. */
export const readEdit = (delivery: Delivery, raw: RawMessage): Mapped => {
  const reading = readMessage(delivery, raw);
  if (!('events' in reading)) return reading;
  return {
    events: reading.events.flatMap((event) => {
      if (event.type !== 'message') return [];
      const { message, text, mentionsBot: _, attachments: __, ...base } = event;
      const at = raw.message['update_time'];
      return [
        {
          ...base,
          ...eventBase(delivery, event.person, event.conversation, at),
          type: 'message-edited',
          message,
          text,
        },
      ];
    }),
  };
};

/** Returns that a message was recalled; the platform does not say by whom. */
export const readRecall = (delivery: Delivery): Mapped => {
  const { event } = delivery;
  const message = textOf(event['message_id']);
  const chat = textOf(event['chat_id']);
  if (message === undefined || chat === undefined) return ignore('a recall without message_id or chat_id');
  const about = { tenant: event['operator_tenant_key'] };
  const person = personOf(event['operator_id'] ?? event['operator'], about, delivery.company);
  const base = eventBase(delivery, person, { id: chat, kind: 'group' }, event['recall_time']);
  return { events: [{ ...base, type: 'message-recalled', message }] };
};

/** The conversation of a reaction, which the platform leaves out, until it is looked up by the message. */
export const unknownConversation = 'unknown';

/** Returns a reaction. Its conversation is {@link unknownConversation}: the platform names the message only. */
export const readReaction = (delivery: Delivery, change: 'added' | 'removed'): Mapped => {
  const { event, context, company } = delivery;
  const message = textOf(event['message_id']);
  const emoji = textOf(fieldsOf(event['reaction_type'])['emoji_type']);
  if (message === undefined || emoji === undefined) return ignore('a reaction without message or emoji');
  const app = event['operator_type'] === 'app' || event['operator_type'] === 'bot';
  const appId = textOf(event['app_id']);
  const ids = app && appId !== undefined ? appId : (event['user_id'] ?? event['operator_id']);
  const person = personOf(ids, { tenant: event['tenant_key'], type: app ? 'bot' : 'user' }, company);
  if (
    isOwn([person.id, app ? appId : undefined], delivery) ||
    (app && context.appId === undefined && appId === undefined)
  ) {
    return ignore('own reaction');
  }
  const chat = textOf(event['chat_id']) ?? unknownConversation;
  const base = eventBase(delivery, person, { id: chat, kind: 'group' }, event['action_time']);
  return { events: [{ ...base, type: 'reaction', message, emoji: emoji.slice(0, 128), change }] };
};
