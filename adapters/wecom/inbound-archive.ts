import type { Mapped } from '../../core/adapter.ts';
import { clip, type Fields, fieldsOf, jsonOf, listOf, textOf } from '../../core/payload.ts';
import { readArchiveContent } from './archive-content.ts';
import { momentOf } from './payload.ts';
import { personOf, sideOfId } from './people.ts';
import { eventBase, ignore, type ReadingContext, refuse, shown } from './reading.ts';
import { contactRoom, membersRoom } from './rooms.ts';

/** What the operator's process knows about the consent of the people in an item; undefined when it does not say. */
export type Consent = 'agree' | 'disagree' | 'other' | undefined;

/** An item of the archive with what the envelope around it says. */
export type ArchiveItem = {
  readonly item: Fields;
  /** Grows with every item; the place to go on from. Undefined when the line does not say. */
  readonly seq: number | undefined;
  readonly consent: Consent;
  /** Somebody of another company, or a customer, is in the conversation: `_external` and `_updown_stream` say so. */
  readonly outside: boolean;
};

const consentOf = (value: unknown): Consent => {
  const said = textOf(value)?.toLowerCase();
  if (said === undefined) return undefined;
  if (said === 'agree' || said === 'agreed' || said === 'default_agree') return 'agree';
  return said === 'disagree' || said === 'disagreed' ? 'disagree' : 'other';
};

const outsideId = /_(external|updown_stream)$/;

/** Returns a line's item: alone, or with its envelope (`seq`, `msgid`, `msg`) around it. */
export const openArchiveItem = (line: Fields): ArchiveItem => {
  const inner = fieldsOf(jsonOf(line['msg'] ?? line['chat_msg'] ?? line['decrypted']));
  const item: Fields =
    Object.keys(inner).length === 0 ? line : { ...inner, msgid: inner['msgid'] ?? line['msgid'] };
  const seq = Number(textOf(line['seq']) ?? textOf(item['seq']) ?? Number.NaN);
  const consents = [line, item].flatMap((each) => [
    each['consent'],
    each['agree_status'],
    each['consent_status'],
  ]);
  const ids = [line['msgid'], item['msgid']].flatMap((id) => textOf(id) ?? []);
  const people = [item['from'], ...peopleTo(item)].flatMap((id) => textOf(id) ?? []);
  return {
    item,
    seq: Number.isSafeInteger(seq) && seq >= 0 ? seq : undefined,
    consent: consents.map(consentOf).find((each) => each !== undefined),
    outside: ids.some((id) => outsideId.test(id)) || people.some((id) => sideOfId(id) === true),
  };
};

function peopleTo(item: Fields): readonly string[] {
  const to = item['tolist'];
  const list = typeof to === 'string' ? to.split(',') : listOf(to);
  return list.flatMap((id) => textOf(id)?.trim() || []);
}

const conversationOf = (
  item: Fields,
  from: string,
): { readonly id: string; readonly kind: 'group' | 'direct' } | undefined => {
  const room = textOf(item['roomid']);
  if (room !== undefined) return { id: room, kind: 'group' };
  const [to] = peopleTo(item);
  if (to === undefined) return undefined;
  if (sideOfId(from) === true) return { id: contactRoom(to, from), kind: 'direct' };
  if (sideOfId(to) === true) return { id: contactRoom(from, to), kind: 'direct' };
  return { id: membersRoom(from, to), kind: 'direct' };
};

/**
 * Returns what a line of the archive means: one item, decrypted by the operator's own process. Items of people who
 * disagreed are refused. A recall is an item of its own; the archive has no edits.
 */
export const readArchive = (line: Fields, context: ReadingContext): Mapped => {
  if (line['encrypt_chat_msg'] !== undefined && line['msg'] === undefined && line['msgtype'] === undefined) {
    return refuse('The item is encrypted: the process that reads the archive has to decrypt it.');
  }
  const { item, consent, outside } = openArchiveItem(line);
  if (consent === 'disagree') return ignore('somebody in this conversation disagreed to the archive');
  if (item['action'] === 'switch') return ignore('a member changed the company');
  const type = textOf(item['msgtype']);
  const id = textOf(item['msgid']);
  const from = textOf(item['from']);
  if (type === undefined || id === undefined) return refuse('The item names no msgid or msgtype.');
  if (type === 'agree' || type === 'disagree') return ignore(`a person's consent: ${type}`);
  if (from === undefined) return ignore('an item of nobody');
  const conversation = conversationOf(item, from);
  if (!conversation) return ignore('an item without roomid or tolist');
  const base = eventBase({
    id: `archive:${id}`,
    at: momentOf(item['msgtime']) ?? context.receivedAt,
    account: context.account ?? 'unknown',
    // In a conversation without anybody from outside everybody is ours.
    person: outside ? personOf(from) : personOf(from, from.startsWith('wb') ? {} : { external: false }),
    conversation,
  });
  if (type === 'revoke' || item['action'] === 'recall') {
    const message = textOf(fieldsOf(item['revoke'])['pre_msgid']);
    if (message === undefined) return ignore('a recall that does not say of what');
    return { events: [{ ...base, type: 'message-recalled', message: clip(message, 512) }] };
  }
  const { text, attachments } = readArchiveContent(type, item);
  return {
    events: [
      {
        ...base,
        type: 'message',
        message: clip(id, 512),
        text,
        mentionsBot: false,
        attachments: [...attachments],
      },
    ],
  };
};

/** A type of item as it may be logged. */
export const archiveType = (item: Fields): string =>
  shown(textOf(item['msgtype']) ?? textOf(item['action']) ?? 'unknown');
