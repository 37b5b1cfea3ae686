/** Returns one expression that finds any of the sources, which are in lower case, in lower-case text. */
export function anyOf(sources: readonly string[]): RegExp {
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'));
}

/** Returns one expression that finds any of the sources as whole English words, in lower-case text. */
export function anyWordOf(sources: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${sources.join('|')})\\b`);
}

/** A clean text made ready once for all who look for something in it. */
export type ReadableText = {
  /** In lower case. */
  readonly text: string;
  /** In lower case, with their end marks. */
  readonly sentences: readonly string[];
  /** The same sentences as they were written. */
  readonly written: readonly string[];
  readonly hasHan: boolean;
  readonly hasLatin: boolean;
};

/** Returns a clean text made ready. */
export function readable(clean: string): ReadableText {
  const text = clean.toLowerCase();
  const hasHan = han.test(text);
  const hasLatin = latin.test(text);
  const written = sentencesOf(clean);
  if (written.length === 1) return { text, sentences: [text], written: [clean], hasHan, hasLatin };
  return { text, sentences: written.map((each) => each.toLowerCase()), written, hasHan, hasLatin };
}

const han = /[\u3400-\u9fff]/;
const latin = /[a-z]/;

/** Ends a sentence after 。!? and line ends, after a full stop or semicolon only before a blank. */
function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length - 1; i += 1) {
    const code = text.charCodeAt(i);
    const ends = code === 0x3002 || code === 33 || code === 63 || code === 10;
    if (!ends && !((code === 46 || code === 59) && text.charCodeAt(i + 1) <= 32)) continue;
    const sentence = text.slice(from, i + 1).trim();
    if (sentence !== '') sentences.push(sentence);
    from = i + 1;
  }
  const last = text.slice(from).trim();
  if (last !== '') sentences.push(last);
  return sentences;
}
