import type { Attachment } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';

const most = 100;
const longestName = 1024;
const longestUrl = 4096;

const kindOf = (file: Fields): Attachment['kind'] => {
  const type = textOf(file['mimetype']) ?? '';
  if (file['subtype'] === 'slack_audio') return 'audio';
  if (file['subtype'] === 'slack_video') return 'video';
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('audio/')) return 'audio';
  if (type.startsWith('video/')) return 'video';
  return 'file';
};

const named = (name: string | undefined): { readonly name?: string } =>
  name === undefined ? {} : { name: clip(name, longestName) };

const located = (url: string | undefined): { readonly url?: string } =>
  url === undefined || url.length > longestUrl ? {} : { url };

const fileOf = (value: unknown): Attachment => {
  const file = fieldsOf(value);
  const size = file['size'];
  return {
    kind: kindOf(file),
    ...named(firstText(file['name'], file['title'], file['id'])),
    // Its page in Slack asks the reader to sign in; `url_private` is for whom has the token.
    ...located(firstText(file['permalink'], file['url_private'], file['external_url'])),
    ...(typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { bytes: size } : {}),
  };
};

const imagesIn = (blocks: unknown): readonly Attachment[] =>
  listOf(blocks)
    .map(fieldsOf)
    .filter((block) => block['type'] === 'image' || block['type'] === 'video')
    .map((block) => ({
      kind: block['type'] === 'video' ? ('video' as const) : ('image' as const),
      ...named(textOf(block['alt_text'])),
      ...located(firstText(block['image_url'], block['video_url'], fieldsOf(block['slack_file'])['url'])),
    }));

const linkOf = (value: unknown): readonly Attachment[] => {
  const link = fieldsOf(value);
  const url = firstText(link['from_url'], link['original_url'], link['title_link'], link['app_unfurl_url']);
  const picture = textOf(link['image_url']);
  if (url === undefined && picture === undefined) return [];
  const kind = url === undefined ? ('image' as const) : ('link' as const);
  return [{ kind, ...named(firstText(link['title'], link['fallback'])), ...located(url ?? picture) }];
};

/** Returns the files, pictures and links that came with a message, at most 100; never their content. */
export const attachmentsOf = (message: Fields): readonly Attachment[] => {
  const files = [
    ...listOf(message['files']),
    ...(message['files'] === undefined && message['file'] ? [message['file']] : []),
  ];
  return [
    ...files.map(fileOf),
    ...imagesIn(message['blocks']),
    ...listOf(message['attachments']).flatMap(linkOf),
  ].slice(0, most);
};
