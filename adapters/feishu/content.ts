import type { Attachment } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, jsonOf, listOf, textOf } from '../../core/payload.ts';
import { cardWords } from './card-text.ts';
import { type Content, paragraphText, readPost } from './post.ts';

const attach = (kind: Attachment['kind'], name?: string): Attachment => ({
  kind,
  ...(name === undefined ? {} : { name: clip(name, 1024) }),
});

const only = (kind: Attachment['kind'], name?: string): Content => ({
  text: '',
  attachments: [attach(kind, name)],
});

const lines = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part.trim() !== '').join('\n');

/** `{from_user} invited {to_chatters}`: the platform's notices come as a template and lists of names. */
const fillTemplate = (content: Fields): string =>
  (textOf(content['template']) ?? '')
    .replace(/\{([A-Za-z0-9_]{1,64})\}/g, (_, name: string) => {
      const value = content[name];
      return Array.isArray(value)
        ? value.map((each) => textOf(each) ?? '').join(', ')
        : (textOf(value) ?? '');
    })
    .trim();

const systemText = (content: Fields): string => {
  const filled = fillTemplate(content);
  if (filled !== '') return filled;
  return firstText(fieldsOf(fieldsOf(content['params'])['divider_text'])['text'], content['text']) ?? '';
};

type Reader = (content: Fields) => Content;

const event: Reader = (content) => ({
  text: lines(firstText(content['summary'], content['topic'], content['title'])),
  attachments: [attach('card', firstText(content['summary'], content['topic'], content['title']))],
});

const file: Reader = (content) => only('file', firstText(content['file_name'], content['name']));

/** Texts that an app sent mention people by a tag. */
const mentionTag = /<at\s+(?:user_id|open_id|id)="?([^">\s]*)"?\s*>([^<]*)<\/at>/g;

/** What each type of message says. A type that is not here is read for words that look like text. */
const readers: Readonly<Record<string, Reader>> = {
  text: (content) => ({
    text: (firstText(content['text'], content['content']) ?? '').replace(
      mentionTag,
      (_, id: string, name: string) => (id === 'all' ? '@_all' : `@${name.replace(/^@/, '')}`),
    ),
    attachments: [],
  }),
  post: readPost,
  image: () => only('image'),
  file,
  folder: file,
  audio: () => only('audio'),
  media: (content) => only('video', textOf(content['file_name'])),
  video: (content) => only('video', textOf(content['file_name'])),
  sticker: () => only('sticker'),
  location: (content) => ({
    text: textOf(content['name']) ?? '',
    attachments: [attach('location', textOf(content['name']))],
  }),
  interactive: (content) => ({
    text: cardWords(content),
    attachments: [
      attach('card', firstText(content['title'], fieldsOf(fieldsOf(content['header'])['title'])['content'])),
    ],
  }),
  share_chat: (content) => only('card', firstText(content['chat_name'], content['name'], content['chat_id'])),
  share_user: (content) => only('card', firstText(content['user_name'], content['name'], content['user_id'])),
  system: (content) => ({ text: systemText(content), attachments: [] }),
  merge_forward: (content) => ({
    text: firstText(content['content'], content['title']) ?? '',
    attachments: [attach('card', 'merge_forward')],
  }),
  todo: (content) => {
    const summary = fieldsOf(content['summary']);
    const title = firstText(summary['title'], content['title']);
    return {
      text: lines(title, paragraphText(summary['content'])),
      attachments: [attach('card', title)],
    };
  },
  vote: (content) => ({
    text: lines(
      textOf(content['topic']),
      ...listOf(content['options']).map((option) => {
        const label = textOf(option) ?? firstText(fieldsOf(option)['text'], fieldsOf(option)['content']);
        return label === undefined ? undefined : `- ${label}`;
      }),
    ),
    attachments: [attach('card', textOf(content['topic']))],
  }),
  hongbao: (content) => ({ text: textOf(content['text']) ?? '', attachments: [attach('card', 'hongbao')] }),
  video_chat: event,
  calendar: event,
  general_calendar: event,
  share_calendar_event: event,
};

const readUnknown = (type: string, content: Fields): Content => ({
  text:
    firstText(content['text'], content['title'], content['summary'], content['topic'], content['content']) ||
    cardWords(content),
  attachments: [attach('card', type)],
});

/**
 * Returns what a message of any type says. `content` is JSON in a string as the platform sends it, or an object;
 * what is neither is taken as the words themselves, for it is what forwarded conversations have. Never throws.
 */
export const readContent = (type: string, content: unknown): Content => {
  const parsed = jsonOf(content);
  const fields =
    typeof parsed === 'object' && parsed !== null
      ? Array.isArray(parsed)
        ? { content: parsed }
        : (parsed as Fields)
      : { text: textOf(content), content: textOf(content) };
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  const read = reader ? reader(fields) : readUnknown(type, fields);
  return { text: read.text, attachments: read.attachments.slice(0, 100) };
};
