import { type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';
import { readMrkdwn } from './mrkdwn.ts';

/** Blocks nest; deeper than this nobody writes, and a payload made to be deep must not end the process. */
const deepest = 12;

const inline = (element: Fields): string => {
  switch (element['type']) {
    case 'text':
      return textOf(element['text']) ?? '';
    case 'link': {
      const url = textOf(element['url']) ?? '';
      const label = textOf(element['text']);
      return label === undefined || label === url ? url : `${label} (${url})`;
    }
    case 'user':
      return `<@${textOf(element['user_id']) ?? ''}>`;
    case 'usergroup':
      return '@group';
    case 'channel':
      return `#${textOf(element['channel_id']) ?? ''}`;
    case 'broadcast':
      return `@${textOf(element['range']) ?? 'channel'}`;
    case 'emoji':
      return `:${textOf(element['name']) ?? ''}:`;
    case 'date':
      return textOf(element['fallback']) ?? '';
    case 'color':
      return textOf(element['value']) ?? '';
    case 'message_nudge':
      return '';
    default:
      return firstText(element['text'], element['fallback']) ?? '';
  }
};

const quote = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

const richText = (element: Fields, depth: number): string => {
  if (depth > deepest) return '';
  const parts = listOf(element['elements']).map(fieldsOf);
  switch (element['type']) {
    case 'rich_text':
      return parts
        .map((part) => richText(part, depth + 1))
        .filter((part) => part !== '')
        .join('\n');
    case 'rich_text_list': {
      const indent = '  '.repeat(Math.min(Number(element['indent'] ?? 0) || 0, 8));
      const ordered = element['style'] === 'ordered';
      const first = Number(element['offset'] ?? 0) || 0;
      return parts
        .map(
          (part, index) => `${indent}${ordered ? `${first + index + 1}.` : '•'} ${richText(part, depth + 1)}`,
        )
        .join('\n');
    }
    case 'rich_text_quote':
      return quote(parts.map(inline).join(''));
    case 'rich_text_preformatted':
      return `\`\`\`\n${parts.map(inline).join('')}\n\`\`\``;
    default:
      return parts.map(inline).join('').replace(/\n$/, '');
  }
};

/** The text of a text object of blocks: mark-up read when it is `mrkdwn`, as it is when it is plain. */
const textObject = (value: unknown): string => {
  const object = fieldsOf(value);
  const text = typeof value === 'string' ? value : (textOf(object['text']) ?? '');
  return object['type'] === 'plain_text' ? text : readMrkdwn(text);
};

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

const blockText = (value: unknown, depth: number): string => {
  const block = fieldsOf(value);
  if (depth > deepest) return '';
  switch (block['type']) {
    case 'rich_text':
      return richText(block, depth);
    case 'section':
      return lines(textObject(block['text']), ...listOf(block['fields']).map(textObject));
    case 'header':
      return textObject(block['text']);
    case 'markdown':
      return textOf(block['text']) ?? '';
    case 'context':
      return listOf(block['elements']).map(textObject).filter(Boolean).join(' ');
    case 'image':
    case 'video':
      return lines(textObject(block['title'] ?? ''), textOf(block['alt_text']) ?? '');
    case 'table':
      return listOf(block['rows'])
        .map((row) =>
          listOf(row)
            .map((cell) => blockText(cell, depth + 1) || cellText(cell))
            .join(' | '),
        )
        .join('\n');
    case 'message':
    case 'condition':
      return blocksText(block['blocks'], depth + 1);
    default:
      return '';
  }
};

const cellText = (value: unknown): string => textOf(fieldsOf(value)['text']) ?? '';

/** Returns the words of a list of blocks, one block a line: what a reader would read, without buttons and inputs. */
export const blocksText = (blocks: unknown, depth = 0): string =>
  lines(...listOf(blocks).map((block) => blockText(block, depth)));

/** Returns true when a rich text block mentions the user. */
export const blocksMention = (blocks: unknown, user: string): boolean => {
  const mentionsUser = (value: unknown, depth: number): boolean => {
    if (depth > deepest) return false;
    const element = fieldsOf(value);
    if (element['type'] === 'user') return element['user_id'] === user;
    return listOf(element['elements']).some((part) => mentionsUser(part, depth + 1));
  };
  return listOf(blocks).some((block) => fieldsOf(block)['type'] === 'rich_text' && mentionsUser(block, 0));
};

const attachmentText = (value: unknown): string => {
  const attachment = fieldsOf(value);
  const fromBlocks = lines(
    blocksText(attachment['blocks']),
    ...listOf(attachment['message_blocks']).map((part) =>
      blocksText(fieldsOf(fieldsOf(part)['message'])['blocks']),
    ),
  );
  const read = (field: string): string => readMrkdwn(textOf(attachment[field]) ?? '');
  const fields = listOf(attachment['fields']).map((entry) => {
    const { title, value: said } = fieldsOf(entry) as { title?: unknown; value?: unknown };
    return [textOf(title), readMrkdwn(textOf(said) ?? '')].filter(Boolean).join(': ');
  });
  const words = lines(read('pretext'), read('title'), fromBlocks || read('text'), ...fields);
  const all = words || read('fallback');
  // What is shared from elsewhere are somebody else's words.
  const shared = attachment['is_share'] === true || attachment['is_msg_unfurl'] === true;
  return shared && all !== '' ? quote(all) : all;
};

/** Returns the words of a message's attachments; what was shared from another conversation is quoted with `> `. */
export const attachmentsText = (attachments: unknown): string =>
  lines(...listOf(attachments).map(attachmentText));
