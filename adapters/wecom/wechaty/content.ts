import type { Attachment } from '../../../core/events.ts';
import type { MessagePayload } from './shape.ts';

/** Wechaty's numbers of the kinds of messages. */
export const textType = 7;
export const recalledType = 13;
const announcementType = 10;

const attachmentKinds: Readonly<Record<number, Attachment['kind']>> = {
  1: 'file',
  2: 'audio',
  3: 'card',
  4: 'card',
  5: 'sticker',
  6: 'image',
  8: 'location',
  9: 'card',
  11: 'card',
  12: 'card',
  14: 'link',
  15: 'video',
  16: 'card',
};

/** Returns what a message says and carries; undefined when its kind is not known. */
export const contentOf = (
  payload: MessagePayload,
): { readonly text: string; readonly attachments: Attachment[] } | undefined => {
  if (payload.type === textType || payload.type === announcementType) {
    return { text: payload.text ?? '', attachments: [] };
  }
  const kind = attachmentKinds[payload.type];
  if (kind === undefined) return undefined;
  // The text of what is no text is markup of the client, not something a person said.
  const name = payload.filename?.trim().slice(0, 1024);
  return { text: '', attachments: [{ kind, ...(name ? { name } : {}) }] };
};

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The client ends a mention with this space. */
const mentionEnd = '\u2005';

/**
 * Returns whether a message speaks to the bot, and its text with `@Tend` for whatever the account is called, so that
 * commands read the same everywhere.
 */
export const readMention = (
  text: string,
  mentioned: readonly string[],
  self: { readonly id: string | undefined; readonly name: string | undefined },
): { readonly text: string; readonly mentionsBot: boolean } => {
  const byId = self.id !== undefined && mentioned.includes(self.id);
  if (self.name) {
    const pattern = new RegExp(`@${literally(self.name)}(?=[\\s${mentionEnd}]|$)${mentionEnd}?`, 'g');
    if (pattern.test(text)) return { text: text.replace(pattern, '@Tend ').trimEnd(), mentionsBot: true };
  }
  // In a room the account may have another name; when it alone is mentioned, that is its name.
  if (byId && mentioned.length === 1) {
    return { text: text.replace(/^@[^\u2005]{1,64}\u2005/, '@Tend '), mentionsBot: true };
  }
  return { text, mentionsBot: byId };
};
