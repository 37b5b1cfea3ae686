import { clip } from '../../core/payload.ts';

/** Where a text may be cut, best first. */
const breaks: readonly RegExp[] = [/\n\s*\n/g, /\n/g, /[。！？!?]|[.](?=\s)/g, /\s/g];

const cutAt = (text: string, most: number): number => {
  const head = text.slice(0, most);
  for (const pattern of breaks) {
    let last = -1;
    for (const match of head.matchAll(pattern)) last = match.index + match[0].length;
    // A cut that leaves almost nothing in front makes more parts than it helps.
    if (last > most / 2) return last;
  }
  return clip(text, most).length;
};

/**
 * Returns the text in parts of at most `most` characters, in order, cut at paragraphs, lines, sentences or blanks where
 * there are such, never within a character. One part for a text that fits; none for an empty one.
 */
export const splitText = (text: string, most: number): readonly string[] => {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const at = cutAt(rest, most);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts.filter((part) => part !== '');
};

/**
 * Returns the text in parts that are at most `most` characters long once `show` has made of them what is sent (escaped,
 * quoted): parts that grow too long are cut further, so nothing is lost.
 */
export const splitShown = (text: string, most: number, show: (part: string) => string): readonly string[] =>
  splitText(text, most).flatMap((part) => {
    const shown = show(part);
    if (shown.length <= most || part.length < 4) return [shown];
    const halves = splitText(part, Math.ceil(part.length / 2));
    return halves.flatMap((half) => splitShown(half, most, show));
  });
