import type { Mapped } from '../../core/adapter.ts';
import { clip, type Fields, textOf } from '../../core/payload.ts';
import { readAppMessage, readCardEvent, readEntered, readMenu } from './inbound-app.ts';
import { readChat } from './inbound-chat.ts';
import { readContact } from './inbound-contact.ts';
import { momentOf } from './payload.ts';
import { type Callback, contentKey, ignore, type ReadingContext, refuse, shown } from './reading.ts';

/** What is done with each event; the rest is not for us. */
const readers: Readonly<Record<string, (callback: Callback) => Mapped>> = {
  change_external_contact: readContact,
  change_external_chat: readChat,
  template_card_event: readCardEvent,
  template_card_menu_event: readCardEvent,
  taskcard_click: readCardEvent,
  click: readMenu,
  enter_agent: readEntered,
};

/**
 * What makes an event one of its own. The platform's documents say `FromUserName` and `CreateTime`, which is not enough:
 * the sender of all changes is `sys`, and two groups change in the same second. What a redelivery may change (the
 * welcome code) is left out.
 */
const eventKeyFields = [
  'ToUserName',
  'FromUserName',
  'CreateTime',
  'AgentID',
  'Event',
  'EventKey',
  'ChangeType',
  'UserID',
  'ExternalUserID',
  'ChatId',
  'UpdateDetail',
  'MemChangeList',
  'CurMemVer',
  'TaskId',
];

/** Returns the delivery key of a callback: by its `MsgId`, and for events by everything that says what happened. */
const callbackKey = (fields: Fields): string => {
  const id = textOf(fields['MsgId']);
  if (id !== undefined) return clip(`msg:${id}`, 512);
  return contentKey(
    'event',
    eventKeyFields.map((name) => fields[name] ?? null),
  );
};

/** Returns what a decrypted callback means. */
export const readCallback = (fields: Fields, context: ReadingContext): Mapped => {
  if (fields['Encrypt'] !== undefined) {
    return refuse('The body is encrypted: decrypt it with the EncodingAESKey first.');
  }
  const type = textOf(fields['MsgType']);
  // Callbacks of suites and of the archive name what they are elsewhere.
  const other = textOf(fields['InfoType']);
  if (type === undefined) {
    return other === undefined ? refuse('The body names no MsgType.') : ignore(`${shown(other)} is not used`);
  }
  const callback: Callback = {
    id: callbackKey(fields),
    at: momentOf(fields['CreateTime']) ?? context.receivedAt,
    account: context.account ?? textOf(fields['ToUserName']) ?? 'unknown',
    fields,
  };
  if (type !== 'event') return readAppMessage(callback, type);
  const event = textOf(fields['Event']) ?? '';
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  return reader ? reader(callback) : ignore(`event ${shown(event)} is not used`);
};
