import type { Mapped } from '../../core/adapter.ts';
import { type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';
import { readMessage } from './inbound-message.ts';
import { isOwnMention, type Mention } from './mentions.ts';
import { type Delivery, ignore } from './reading.ts';

const atPattern = /<at\s+(?:open_id|user_id|id)="?([^">\s]*)"?\s*>([^<]*)<\/at>/g;

/** Old texts mention people in place; as mentions of today they are read by the same code. */
const mentionsIn = (text: string): { readonly text: string; readonly mentions: readonly Fields[] } => {
  const mentions: Fields[] = [];
  const plain = text.replace(atPattern, (_, id: string, name: string) => {
    if (id === 'all') return '@_all';
    const key = `@_user_${mentions.length + 1}`;
    mentions.push({ key, id: { open_id: id }, name: name.replace(/^@/, '') });
    return key;
  });
  return { text: plain, mentions };
};

const contentOf = (event: Fields, type: string): Fields => {
  const text = firstText(event['text'], event['text_without_at_bot']);
  if (type === 'merge_forward') {
    const words = listOf(event['msg_list']).map((each) => textOf(fieldsOf(each)['text']) ?? '');
    return { content: words.filter((each) => each !== '').join('\n') };
  }
  return {
    text,
    content: type === 'post' ? firstText(event['text']) : undefined,
    title: event['title'],
    file_name: event['file_name'],
  };
};

/** Returns a message in the shape that version 1.0 of the event had. */
export const readOldMessage = (delivery: Delivery): Mapped => {
  const { event, context } = delivery;
  const type = firstText(event['msg_type'], event['message_type']) ?? 'text';
  const found = mentionsIn(firstText(event['text'], event['text_without_at_bot']) ?? '');
  const forwarded = type === 'merge_forward';
  const content = contentOf(forwarded ? event : { ...event, text: found.text }, type);
  const own: Mention[] = found.mentions.map((each) => ({
    key: '',
    id: textOf(fieldsOf(each['id'])['open_id']),
    name: undefined,
    bot: undefined,
  }));
  const pictures = [event['image_key'], ...listOf(event['image_keys'])].filter(
    (key) => textOf(key) !== undefined,
  );
  const sender = {
    sender_id: { open_id: event['open_id'], user_id: event['employee_id'], union_id: event['union_id'] },
    sender_type: textOf(event['open_id']) === undefined ? 'bot' : 'user',
  };
  const message = {
    message_id: firstText(event['open_message_id'], event['message_id']),
    root_id: event['root_id'],
    chat_id: firstText(event['open_chat_id'], event['chat_id']),
    chat_type: event['chat_type'] === 'private' ? 'p2p' : event['chat_type'],
    message_type: type,
    content,
    mentions: found.mentions,
  };
  const from = forwarded
    ? { sender_id: firstText(event['open_id'], event['user']), sender_type: 'user' }
    : sender;
  const reading = readMessage(delivery, { message, sender: from });
  if (!('events' in reading)) return reading;
  const [first] = reading.events;
  if (first?.type !== 'message') return ignore('a message without content');
  const extra = type === 'image' ? [] : pictures.map(() => ({ kind: 'image' as const }));
  const named = own.some((mention) => isOwnMention(mention, context));
  // Version 1.0 says itself whether the bot is meant.
  const mentionsBot = first.mentionsBot || named || event['is_mention'] === true;
  return { events: [{ ...first, mentionsBot, attachments: [...first.attachments, ...extra].slice(0, 100) }] };
};
