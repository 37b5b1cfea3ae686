import type { Mapped } from '../../../core/adapter.ts';
import type { InboundEvent, Person } from '../../../core/events.ts';
import { contentOf, readMention, recalledType } from './content.ts';
import type { Heard } from './heard.ts';
import { digest, toOwnId } from './ids.ts';
import { type Company, personOf } from './people.ts';
import type { ContactPayload } from './shape.ts';

/** What the mapping knows besides what was heard. */
export type HearingContext = Company & {
  /** The company's corp id. */
  readonly account: string;
  readonly selfName?: string | undefined;
  /** Whether somebody of the company also writes with the account: then its words and its mentions are theirs. */
  readonly isShared?: boolean | undefined;
  /** In which room a message of this id was heard, by Wechaty's ids. */
  readonly roomOf?: (message: string) => string | undefined;
};

const ignore = (reason: string): Mapped => ({ ignored: reason });
const refuse = (message: string): Mapped => ({ error: { code: 'payload', message } });

/** Below it a timestamp is in seconds. */
const secondsBelow = 1e11;
const sensibleFrom = Date.UTC(2000, 0, 1);

/** A time of the puppet, in milliseconds; what cannot be, or lies ahead, is when it was received. */
const momentOf = (timestamp: number, receivedAt: number): number => {
  const at = Math.floor(timestamp < secondsBelow ? timestamp * 1000 : timestamp);
  return at >= sensibleFrom && at <= receivedAt ? at : receivedAt;
};

const idPattern = /^[\w:.@\-=/+]{1,480}$/;

const finder = (heard: Heard, context: HearingContext): ((id: string) => Person) => {
  const known = new Map(heard.contacts.map((contact) => [contact.id, contact]));
  return (id) => personOf(known.get(id) ?? ({ id } satisfies ContactPayload), context);
};

const readMessage = (heard: Extract<Heard, { kind: 'message' }>, context: HearingContext): Mapped => {
  const { payload, receivedAt } = heard;
  const { id, talkerId, roomId } = payload;
  if (!idPattern.test(id)) return refuse('A message of Wechaty has no usable id.');
  if (!talkerId) return ignore('nobody said it');
  if (talkerId === context.selfId && context.isShared !== true) return ignore('own message');
  const at = momentOf(payload.timestamp, receivedAt);
  const partner = talkerId === context.selfId ? (payload.listenerId ?? talkerId) : talkerId;
  const place = (room: string | undefined): InboundEvent['conversation'] =>
    room ? { id: toOwnId(room), kind: 'group' } : { id: toOwnId(partner), kind: 'direct' };
  const person = finder(heard, context)(talkerId);
  const common = { at, platform: 'wecom', account: context.account, person } as const;
  if (payload.type === recalledType) {
    const recalled = payload.text?.trim() ?? '';
    if (!idPattern.test(recalled)) return ignore('a recall that does not say which message');
    const conversation = place(context.roomOf?.(recalled) ?? roomId);
    const event = { type: 'message-recalled', message: recalled } as const;
    return { events: [{ ...common, ...event, id: toOwnId(`recall:${recalled}`), conversation }] };
  }
  const content = contentOf(payload);
  if (!content) return ignore('a kind of message that is not known');
  const mention = context.isShared
    ? { text: content.text, mentionsBot: false }
    : readMention(content.text, payload.mentionIdList ?? [], { id: context.selfId, name: context.selfName });
  const { attachments } = content;
  const message = { type: 'message' as const, message: id, attachments, ...mention };
  return { events: [{ ...common, ...message, id: toOwnId(id), conversation: place(roomId) }] };
};

const readMembers = (heard: Extract<Heard, { kind: 'join' | 'leave' }>, context: HearingContext): Mapped => {
  const { kind, room, by, receivedAt } = heard;
  if (!room || heard.people.length === 0)
    return refuse('A change of members of Wechaty names no room or nobody.');
  const find = finder(heard, context);
  const people = [...new Set(heard.people)].sort();
  const common = {
    at: momentOf(heard.timestamp, receivedAt),
    platform: 'wecom',
    account: context.account,
    person: find(by || people[0] || ''),
    conversation: { id: toOwnId(room), kind: 'group' },
  } as const;
  const key = digest(JSON.stringify([room, heard.timestamp, people]));
  const events: InboundEvent[] = [];
  if (context.selfId !== undefined && people.includes(context.selfId)) {
    const type = kind === 'join' ? 'bot-added' : 'bot-removed';
    events.push({ ...common, type, id: toOwnId(`${type}:${key}`) });
  }
  const others = people.filter((id) => id !== context.selfId).slice(0, 2000);
  if (others.length > 0) {
    const type = kind === 'join' ? 'joined' : 'left';
    events.push({ ...common, type, id: toOwnId(`${type}:${key}`), people: others.map(find) });
  }
  return { events };
};

/** Returns what something heard over Wechaty means. Pure: the same answer for the same input. */
export const mapHeard = (heard: Heard, context: HearingContext): Mapped =>
  heard.kind === 'message' ? readMessage(heard, context) : readMembers(heard, context);
