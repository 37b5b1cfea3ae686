/** Returns one expression that finds any of the sources, without regard to case. */
export function anyOf(sources: readonly string[]): RegExp {
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'), 'i');
}

/** Returns one expression that finds any of the sources as whole English words, without regard to case. */
export function anyWordOf(sources: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${sources.join('|')})\\b`, 'i');
}

/** A clean text cut up once for all who look for something in it. */
export type ReadableText = {
  readonly text: string;
  readonly sentences: readonly string[];
  readonly hasHan: boolean;
  readonly hasLatin: boolean;
};

/** Returns a clean text with its sentences, each trimmed and with its end mark. */
export function readable(text: string): ReadableText {
  return {
    text,
    sentences: sentenceEnd.test(text) ? text.split(sentenceEnd).filter((each) => each !== '') : [text],
    hasHan: /[\u3400-\u9fff]/.test(text),
    hasLatin: /[a-z]/i.test(text),
  };
}

const sentenceEnd = /(?<=[。!?\n])[\s]*|(?<=[.;])\s+/;
