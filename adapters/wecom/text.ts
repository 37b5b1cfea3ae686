import { createHash } from 'node:crypto';

/** Cuts a text at `bytes` bytes of UTF-8, never within a character, and marks the cut. */
export const shortenBytes = (text: string, bytes: number): string => {
  if (Buffer.byteLength(text) <= bytes) return text;
  const room = bytes - Buffer.byteLength('…');
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > room) break;
    kept += character;
  }
  return `${kept}…`;
};

/** As many characters from the start as fit into `bytes`; at least one. */
const fitting = (text: string, bytes: number): number => {
  let used = 0;
  let length = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes && length > 0) break;
    length += character.length;
  }
  return length;
};

/** Returns a text in pieces of at most `bytes` bytes, cut at the end of a line or word where there is one. */
export const splitBytes = (text: string, bytes: number): readonly string[] => {
  const pieces: string[] = [];
  let rest = text;
  while (Buffer.byteLength(rest) > bytes) {
    const end = fitting(rest, bytes);
    const line = rest.lastIndexOf('\n', end);
    const blank = rest.lastIndexOf(' ', end - 1);
    const cut = line > end / 2 ? line : blank > end / 2 ? blank + 1 : end;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(line > end / 2 ? cut + 1 : cut);
  }
  return [...pieces, rest];
};

/** Returns a text in at most `most` pieces; what does not fit is left away, and the end says so. */
export const splitAtMost = (text: string, bytes: number, most: number): readonly string[] => {
  const pieces = splitBytes(text, bytes);
  if (pieces.length <= most) return pieces;
  const last = pieces[most - 1] ?? '';
  return [...pieces.slice(0, most - 1), shortenBytes(`${last}…`, bytes - 3)];
};

/** How wide a text is shown: Chinese characters count 2, Latin ones 1. The platform's limits are in the former. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0xff ? 2 : 1;
  return width;
};

/** Texts know one mark-up, `<a href>`: words of others are broken by a zero-width space and stay words. */
export const harmlessText = (text: string): string => text.replace(/<(?=\/?[A-Za-z])/g, '<\u200b');

/**
 * Returns words that mean nothing in the platform's markdown: no mention (`<@user>`), colour, link, heading, list,
 * quote or emphasis, all broken by zero-width spaces, for its markdown has no way to escape.
 */
export const harmlessMarkdown = (text: string): string =>
  text
    .replace(/<(?=[@/A-Za-z])/g, '<\u200b')
    .replace(/\](?=\()/g, ']\u200b')
    .replace(/[*_`~]/g, '\u200b$&\u200b')
    .replace(/^(\s*)(?=[#>-]|\d+\.)/gm, '$1\u200b');

const signs = ['\u200b', '\u200c', '\u200d', '\u2060'];

/** Returns 16 invisible characters (48 bytes) that are the same for the same key and differ for others: 32 bits. */
export const invisibleMark = (key: string): string => {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 4);
  return [...bytes].flatMap((byte) => [6, 4, 2, 0].map((shift) => signs[(byte >> shift) & 3] ?? '')).join('');
};
