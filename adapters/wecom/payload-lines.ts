import { largestXml } from './xml.ts';

const begins = /^\s*(<\?xml|<xml[\s>])/;
const ends = '</xml>';

/**
 * Returns lines as payloads, each with the number of its first line. XML that was written over several lines, or whose
 * words have line breaks, is one payload; every other line is one of its own.
 */
export const joinPayloads = async function* (
  lines: AsyncIterable<readonly [line: number, text: string]>,
): AsyncGenerator<readonly [line: number, text: string]> {
  let open: readonly [line: number, text: string] | undefined;
  for await (const [line, text] of lines) {
    if (open && (begins.test(text) || text.trimStart().startsWith('{') || open[1].length > largestXml)) {
      yield open;
      open = undefined;
    }
    const whole: readonly [number, string] = open ? [open[0], `${open[1]}\n${text}`] : [line, text];
    if ((open || begins.test(text)) && !text.trimEnd().endsWith(ends)) {
      open = whole;
      continue;
    }
    open = undefined;
    yield whole;
  }
  if (open) yield open;
};
