import type { Attachment } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, jsonOf, listOf, textOf } from '../../core/payload.ts';
import { shown } from './reading.ts';

/** What an archived message says, and what came with it. */
export type ArchiveContent = { readonly text: string; readonly attachments: readonly Attachment[] };

const bytesOf = (value: unknown): number | undefined => {
  const text = textOf(value);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};

const attached = (
  kind: Attachment['kind'],
  name?: unknown,
  more: { readonly url?: unknown; readonly bytes?: unknown } = {},
): Attachment => {
  const title = textOf(name);
  const url = textOf(more.url);
  const bytes = bytesOf(more.bytes);
  return {
    kind,
    ...(title === undefined ? {} : { name: clip(title, 1024) }),
    ...(url === undefined ? {} : { url: clip(url, 4096) }),
    ...(bytes === undefined ? {} : { bytes }),
  };
};

const only = (attachment: Attachment, ...words: readonly unknown[]): ArchiveContent => ({
  text: words.flatMap((word) => textOf(word) ?? []).join('\n'),
  attachments: [attachment],
});

const says = (...words: readonly unknown[]): ArchiveContent => ({
  text: words.flatMap((word) => textOf(word) ?? []).join('\n'),
  attachments: [],
});

/** The parts of a message that is made of others; their content is JSON in a string. */
const joined = (items: unknown, depth: number): ArchiveContent => {
  const parts = listOf(items)
    .slice(0, 100)
    .map(fieldsOf)
    .map((item) => readPart(item, depth));
  return {
    text: parts.flatMap((part) => (part.text === '' ? [] : [part.text])).join('\n'),
    attachments: parts.flatMap((part) => part.attachments).slice(0, 100),
  };
};

const contents: Readonly<Record<string, (inner: Fields, depth: number) => ArchiveContent>> = {
  text: (inner) => says(inner['content']),
  markdown: (inner) => says(inner['content']),
  image: (inner) => only(attached('image', undefined, { bytes: inner['filesize'] })),
  voice: (inner) => only(attached('audio', undefined, { bytes: inner['voice_size'] })),
  video: (inner) => only(attached('video', undefined, { bytes: inner['filesize'] })),
  emotion: () => only(attached('sticker')),
  file: (inner) => only(attached('file', inner['filename'], { bytes: inner['filesize'] })),
  qydiskfile: (inner) => only(attached('file', inner['filename'])),
  location: (inner) =>
    only(attached('location', firstText(inner['title'], inner['address'])), inner['title'], inner['address']),
  link: (inner) =>
    only(attached('link', inner['title'], { url: inner['link_url'] }), inner['title'], inner['description']),
  weapp: (inner) => only(attached('card', inner['displayname']), inner['title'], inner['description']),
  card: (inner) => only(attached('card', inner['corpname'])),
  chatrecord: (inner, depth) => {
    const { text, attachments } = joined(inner['item'], depth);
    return { text: [textOf(inner['title']), text].filter(Boolean).join('\n'), attachments };
  },
  mixed: (inner, depth) => joined(inner['item'], depth),
  todo: (inner) => says(inner['title'], inner['content']),
  vote: (inner) => says(inner['votetitle'], ...listOf(inner['voteitem'])),
  collect: (inner) => says(inner['title']),
  redpacket: (inner) => only(attached('card', 'redpacket'), inner['wish']),
  external_redpacket: (inner) => only(attached('card', 'redpacket'), inner['wish']),
  meeting: (inner) => says(inner['topic'], inner['remarks']),
  docmsg: (inner) => only(attached('link', inner['title'], { url: inner['link_url'] }), inner['title']),
  news: (inner) => {
    const items = listOf(inner['item']).map(fieldsOf);
    return {
      text: items
        .flatMap((item) => [textOf(item['title']), textOf(item['description'])])
        .filter(Boolean)
        .join('\n'),
      attachments: items.slice(0, 100).map((item) => attached('link', item['title'], { url: item['url'] })),
    };
  },
  calendar: (inner) => says(inner['title'], inner['place'], inner['remarks']),
  sphfeed: (inner) => only(attached('card', inner['sph_name']), inner['feed_desc']),
};

/** What the platform calls the same content inside another message. */
const inParts: Readonly<Record<string, string>> = {
  ChatRecordText: 'text',
  ChatRecordFile: 'file',
  ChatRecordImage: 'image',
  ChatRecordVideo: 'video',
  ChatRecordLink: 'link',
  ChatRecordLocation: 'location',
  ChatRecordMixed: 'mixed',
};

/** Where the content of a type stands when it is not under the type's own name. */
const places: Readonly<Record<string, readonly string[]>> = {
  markdown: ['markdown', 'info'],
  news: ['news', 'info'],
  docmsg: ['docmsg', 'doc'],
  qydiskfile: ['qydiskfile', 'info'],
  external_redpacket: ['external_redpacket', 'redpacket'],
};

const deepest = 4;

const read = (type: string, inner: Fields, depth: number): ArchiveContent => {
  const reader = Object.hasOwn(contents, type) && depth <= deepest ? contents[type] : undefined;
  return reader?.(inner, depth + 1) ?? { text: '', attachments: [attached('card', shown(type))] };
};

function readPart(item: Fields, depth: number): ArchiveContent {
  const type = textOf(item['type']) ?? 'unknown';
  return read(
    Object.hasOwn(inParts, type) ? (inParts[type] ?? type) : type,
    fieldsOf(jsonOf(item['content'])),
    depth,
  );
}

/** Returns what an archived message of a type says; a type that is not known is shown by its name only. */
export const readArchiveContent = (type: string, item: Fields): ArchiveContent => {
  const place = (Object.hasOwn(places, type) ? (places[type] ?? []) : [type]).find(
    (name) => typeof item[name] === 'object' && item[name] !== null,
  );
  return read(type, place === undefined ? {} : fieldsOf(item[place]), 0);
};
