import type { InboundEvent } from '../../core/events.ts';
import { type Fields, fieldsOf, firstText, textOf } from '../../core/payload.ts';
import { attachmentsOf } from './attachments.ts';
import { attachmentsText, blocksMention, blocksText } from './block-text.ts';
import type { Install } from './install.ts';
import { mentions, readMrkdwn } from './mrkdwn.ts';
import { momentOf } from './payload.ts';
import { authorOf, nobody, personOf } from './people.ts';
import { noticeSubtypes, spokenSubtypes } from './subtypes.ts';

/** An event or why there is none. */
export type Single =
  | { readonly event: InboundEvent }
  | { readonly ignored: string }
  | { readonly problem: string };

/** Where and how a delivery came, see {@link conversationOf} for the conversation. */
export type Delivery = { readonly id: string; readonly at: number; readonly install: Install };

/** Returns the conversation of an event: direct for a chat with one person, with the thread when it is a reply. */
export const conversationOf = (
  channel: string,
  type: unknown,
  message: Fields = {},
): InboundEvent['conversation'] => {
  const direct = type === 'im' || type === 'app_home' || (type === undefined && channel.startsWith('D'));
  const thread = textOf(message['thread_ts']);
  const ts = textOf(message['ts']);
  return {
    id: channel,
    kind: direct ? 'direct' : 'group',
    ...(thread === undefined || thread === ts ? {} : { thread }),
  };
};

/** Returns what was said: the text with its mark-up read; without a text, the words of blocks and attachments. */
export const wordsOf = (message: Fields): string => {
  const text = readMrkdwn(textOf(message['text']) ?? '');
  if (text.trim() !== '') return text;
  return blocksText(message['blocks']) || attachmentsText(message['attachments']);
};

/** Returns true when our own app wrote the message. */
export const isOwn = (message: Fields, install: Install): boolean => {
  const user = textOf(message['user']);
  if (install.botUser !== undefined && user === install.botUser) return true;
  const bot = fieldsOf(message['bot_profile']);
  const app = firstText(message['app_id'], bot['app_id']);
  const byApp = textOf(message['bot_id']) !== undefined;
  return byApp && app !== undefined && app === install.appId;
};

const mentionsBot = (message: Fields, install: Install): boolean => {
  if (message['type'] === 'app_mention') return true;
  const { botUser } = install;
  if (botUser === undefined) return false;
  return mentions(textOf(message['text']) ?? '', botUser) || blocksMention(message['blocks'], botUser);
};

const channelOf = (event: Fields): string | undefined =>
  firstText(event['channel'], fieldsOf(event['channel'])['id'], event['channel_id']);

const edited = (event: Fields, channel: string, { id, at, install }: Delivery): Single => {
  const message = fieldsOf(event['message']);
  const before = fieldsOf(event['previous_message']);
  const ts = firstText(message['ts'], before['ts']);
  if (ts === undefined) return { problem: 'message_changed does not say which message' };
  if (isOwn(message, install) || isOwn(before, install)) return { ignored: 'own message' };
  const conversation = conversationOf(channel, event['channel_type'], { ...before, ...message });
  const common = { id, at, platform: 'slack', account: install.account, conversation } as const;
  if (message['subtype'] === 'tombstone') {
    const person = before['user'] || before['bot_id'] ? authorOf(before, install) : nobody;
    return { event: { ...common, type: 'message-recalled', message: ts, person } };
  }
  const subtype = textOf(message['subtype']);
  if (subtype !== undefined && !spokenSubtypes.has(subtype)) return { ignored: `a changed ${subtype}` };
  const text = wordsOf(message);
  const same =
    'previous_message' in event ? wordsOf(before) === text : fieldsOf(message['edited'])['ts'] === undefined;
  // Slack also says "changed" when a link is unfolded or a thread gets a reply.
  if (same) return { ignored: 'message_changed without other words' };
  const editor = textOf(fieldsOf(message['edited'])['user']);
  const author = authorOf(message, install);
  const person = editor === undefined || editor === author.id ? author : personOf(editor, {}, install);
  return { event: { ...common, type: 'message-edited', message: ts, text, person } };
};

const deleted = (event: Fields, channel: string, { id, at, install }: Delivery): Single => {
  const before = fieldsOf(event['previous_message']);
  const message = firstText(event['deleted_ts'], before['ts']);
  if (message === undefined) return { problem: 'message_deleted does not say which message' };
  if (isOwn(before, install)) return { ignored: 'own message' };
  const person = before['user'] || before['bot_id'] ? authorOf(before, install) : nobody;
  return {
    event: {
      id,
      at,
      platform: 'slack',
      account: install.account,
      conversation: conversationOf(channel, event['channel_type'], before),
      person,
      type: 'message-recalled',
      message,
    },
  };
};

const isSpoken = (event: Fields): boolean => {
  const subtype = textOf(event['subtype']);
  if (subtype === undefined || spokenSubtypes.has(subtype)) return true;
  // A kind that came after this was written: somebody's own client sent it, so somebody said it.
  return !(subtype in noticeSubtypes) && textOf(event['client_msg_id']) !== undefined;
};

/** Returns the event that a `message` or `app_mention` event of Slack stands for, or why it stands for none. */
export const mapMessage = (event: Fields, delivery: Delivery): Single => {
  const { id, at, install } = delivery;
  const channel = channelOf(event);
  if (channel === undefined) return { problem: 'a message without a channel' };
  const subtype = textOf(event['subtype']);
  if (subtype === 'message_changed') return edited(event, channel, delivery);
  if (subtype === 'message_deleted') return deleted(event, channel, delivery);
  if (!isSpoken(event)) {
    return { ignored: `${subtype}: ${noticeSubtypes[subtype ?? ''] ?? 'a notice of Slack'}` };
  }
  if (isOwn(event, install)) return { ignored: 'own message' };
  if (event['is_ephemeral'] === true) return { ignored: 'shown to one person only' };
  const ts = textOf(event['ts']);
  const saidAt = momentOf(ts);
  if (ts === undefined || saidAt === undefined) return { problem: 'a message without a time' };
  const person =
    subtype === 'file_comment' && event['user'] === undefined
      ? authorOf({ ...event, user: fieldsOf(event['comment'])['user'] }, install)
      : authorOf(event, install, event['type'] === 'app_mention');
  if (person.id === nobody.id) return { ignored: 'a message of nobody: Slack wrote it' };
  const text = wordsOf(event);
  const attachments = [...attachmentsOf(event)];
  if (text.trim() === '' && attachments.length === 0) return { ignored: 'a message without words or files' };
  return {
    event: {
      id,
      at: saidAt ?? at,
      platform: 'slack',
      account: install.account,
      person,
      conversation: conversationOf(channel, event['channel_type'], event),
      type: 'message',
      message: ts,
      text,
      mentionsBot: mentionsBot(event, install),
      attachments,
    },
  };
};
