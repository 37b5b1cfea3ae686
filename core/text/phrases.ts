/** A phrase found in a text: what the list says about it and how many UTF-16 code units it takes. */
export type PhraseMatch<Value> = { readonly value: Value; readonly length: number };

/** Finds the longest listed phrase that starts at an index of a lower-case text; undefined when none does. */
export type PhraseMatcher<Value> = (text: string, index: number) => PhraseMatch<Value> | undefined;

type Entry<Value> = PhraseMatch<Value> & {
  readonly stem: string;
  readonly open: boolean;
  readonly startsInWord: boolean;
  readonly endsInWord: boolean;
};

/**
 * Returns a matcher for lower-case phrases; the first value given to a phrase stands. Chinese needs no blanks
 * around it; a phrase that begins or ends with a Latin letter or digit is found only at the start or end of a word.
 * `disappoint*` is found with any ending.
 */
export function createPhraseMatcher<Value>(
  phrases: Iterable<readonly [phrase: string, value: Value]>,
): PhraseMatcher<Value> {
  // Keyed by the first two code units, or the one of a short phrase: a few candidates each.
  const byStart = new Map<number, Entry<Value>[]>();
  // Which code units any phrase starts with: most positions of a text are passed over by one look.
  const starts = new Uint8Array(65_536);
  const seen = new Set<string>();
  for (const [phrase, value] of phrases) {
    if (phrase === '' || seen.has(phrase)) continue;
    seen.add(phrase);
    const open = phrase.length > 2 && phrase.endsWith('*');
    const stem = open ? phrase.slice(0, -1) : phrase;
    const entry: Entry<Value> = {
      value,
      length: stem.length,
      stem,
      open,
      startsInWord: isWordCode(stem.charCodeAt(0)),
      endsInWord: !open && isWordCode(stem.charCodeAt(stem.length - 1)),
    };
    starts[stem.charCodeAt(0)] = 1;
    const key = startKey(stem, 0, stem.length);
    byStart.set(key, [...(byStart.get(key) ?? []), entry]);
  }
  for (const entries of byStart.values()) {
    entries.sort((a, b) => b.length - a.length || Number(a.open) - Number(b.open));
  }

  function longest(entries: readonly Entry<Value>[], text: string, index: number) {
    for (const entry of entries) {
      const end = index + entry.length;
      if (!text.startsWith(entry.stem, index)) continue;
      if (entry.startsInWord && isInWord(text, index - 1)) continue;
      if (entry.endsInWord && isInWord(text, end)) continue;
      return entry.open ? { value: entry.value, length: wordEnd(text, end) - index } : entry;
    }
    return undefined;
  }

  return (text, index) => {
    if (starts[text.charCodeAt(index)] !== 1) return undefined;
    const pairs = byStart.get(startKey(text, index, 2));
    const found = pairs === undefined ? undefined : longest(pairs, text, index);
    if (found !== undefined) return found;
    const singles = byStart.get(startKey(text, index, 1));
    return singles === undefined ? undefined : longest(singles, text, index);
  };
}

/** Returns the index after the word that `index` is in; `index` itself when it is in none. */
export function wordEnd(text: string, index: number): number {
  let end = index;
  while (isInWord(text, end)) end += 1;
  return end;
}

/** Returns whether the character at an index belongs to a Latin word: a letter, a digit, an apostrophe between. */
export function isInWord(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (isWordCode(code)) return true;
  return code === 39 && isWordCode(text.charCodeAt(index - 1)) && isWordCode(text.charCodeAt(index + 1));
}

function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7)
  );
}

function startKey(text: string, index: number, length: number): number {
  const first = text.charCodeAt(index);
  if (length < 2) return first;
  const second = text.charCodeAt(index + 1);
  return Number.isNaN(second) ? -1 : (second + 1) * 65_536 + first;
}
