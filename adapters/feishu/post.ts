import type { Attachment } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';

/** What a message says: its text, still with placeholders for people, and what came with it. */
export type Content = { readonly text: string; readonly attachments: readonly Attachment[] };

const locales = ['zh_cn', 'en_us', 'ja_jp'];
const isPost = (fields: Fields): boolean => 'content' in fields || 'title' in fields;

/** A post comes bare, under its language, or as it is sent: under `post` and its language. Any language will do. */
const localised = (value: unknown): Fields => {
  const fields = fieldsOf(value);
  if (isPost(fields)) return fields;
  if ('post' in fields) return localised(fields['post']);
  const others = Object.keys(fields).filter((key) => !locales.includes(key));
  const found = [...locales, ...others].find((key) => isPost(fieldsOf(fields[key])));
  return found === undefined ? {} : fieldsOf(fields[found]);
};

/** Returns a link as the platform itself writes it in texts: `[label](address)`, or the address alone. */
const linkText = (label: string | undefined, href: string | undefined): string => {
  if (href === undefined || label === href) return label ?? href ?? '';
  return label === undefined ? href : `[${label}](${href})`;
};

const elementText = (element: Fields): string => {
  const text = firstText(element['text'], element['content'], element['un_escape']);
  switch (element['tag']) {
    case 'a':
      return linkText(textOf(element['text']), textOf(element['href']));
    case 'at': {
      const id = firstText(element['user_id'], element['open_id']);
      if (id === 'all' || id === 'all_members' || id === '@_all') return '@_all';
      if (id?.startsWith('@_')) return id;
      const name = firstText(element['user_name'], element['text'], id);
      return name === undefined ? '' : `@${name.replace(/^@/, '')}`;
    }
    case 'emotion':
      return `[${firstText(element['emoji_type'], element['text']) ?? ''}]`;
    case 'hr':
      return '---';
    case 'code_block':
      return `\`\`\`${textOf(element['language'])?.toLowerCase() ?? ''}\n${(text ?? '').replace(/\n$/, '')}\n\`\`\``;
    case 'img':
    case 'media':
      return '';
    default:
      return text ?? '';
  }
};

const isPicture = ({ tag }: Fields): boolean => tag === 'img' || tag === 'media';

const elementAttachments = (element: Fields): readonly Attachment[] => {
  switch (element['tag']) {
    case 'img':
      return [{ kind: 'image' }];
    case 'media':
      return [{ kind: 'video' }];
    case 'a': {
      const href = textOf(element['href']);
      const name = textOf(element['text']);
      if (href === undefined || href.length > 4096) return [];
      return [{ kind: 'link', url: href, ...(name === undefined ? {} : { name: clip(name, 1024) }) }];
    }
    default:
      return [];
  }
};

/** Paragraphs are lists of elements; some recorders flatten them into one list. */
const paragraphsOf = (content: unknown): readonly (readonly Fields[])[] => {
  const list = listOf(content);
  if (list.some((each) => !Array.isArray(each)))
    return [list.filter((each) => !Array.isArray(each)).map(fieldsOf)];
  return list.map((each) => listOf(each).map(fieldsOf));
};

/** Returns paragraphs of elements, as posts and received cards have them, as lines of text. */
export const paragraphText = (content: unknown): string =>
  paragraphsOf(content)
    .filter((paragraph) => !paragraph.length || !paragraph.every(isPicture))
    .map((paragraph) => paragraph.map(elementText).join(''))
    .join('\n');

/** Returns the pictures, videos and links in paragraphs of elements. */
export const paragraphAttachments = (content: unknown): readonly Attachment[] =>
  paragraphsOf(content).flatMap((paragraph) => paragraph.flatMap(elementAttachments));

/** Returns a rich text message, with or without its language around it: the title first, then the paragraphs. */
export const readPost = (value: unknown): Content => {
  const post = localised(value);
  const content =
    typeof post['content'] === 'string' ? [[{ tag: 'text', text: post['content'] }]] : post['content'];
  const lines = [textOf(post['title']), paragraphText(content)].filter((line) => line !== undefined);
  return { text: lines.join('\n').trim(), attachments: paragraphAttachments(content) };
};
