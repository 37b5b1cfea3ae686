import type { Language } from '../../language.ts';
import { isInWord, wordEnd } from '../phrases.ts';

/** Every n-gram is known by so many bits of its hash: the low 16 are its slot, the others tell it from its rivals. */
export const idBits = 24;

/** The n-grams of a text, as ids below 2^24, each as often as it occurs; `ids` is longer than `count`. */
export type Ngrams = { readonly ids: Uint32Array; readonly count: number };

/** Longer n-grams of characters than this are not read. */
const longest = { zh: 4, en: 5 } as const;
const shortest = { zh: 1, en: 3 } as const;
/** `[微笑]`, `:smile:`: what platforms write for a picture is one sign, not its letters. */
const sticker = /\[[^[\]\s]{1,10}\]|:[a-z_]{2,30}:/y;

const seeds = { character: 0x811c9dc5, word: 0x3c6ef372, pair: 0x1b873593, sticker: 0x2545f491 } as const;
const edge = 3;

/**
 * Returns a reader of clean, lower-case text. Chinese: n-grams of 1 to 4 characters. English: words, pairs of
 * neighbouring words, and 3 to 5 characters within a word and its edges. Digits are all alike. Every call
 * overwrites what the last one returned. Time is linear in the text.
 */
export function createNgramReader(): (text: string, language: Language) => Ngrams {
  let ids = new Uint32Array(1 << 12);
  let count = 0;

  const put = (hash: number): void => {
    if (count === ids.length) {
      const larger = new Uint32Array(ids.length * 2);
      larger.set(ids);
      ids = larger;
    }
    ids[count] = spread(hash);
    count += 1;
  };

  /** Puts the n-grams of characters of `text` from `from` to `until`, its edges counted as characters. */
  const putCharacters = (text: string, from: number, until: number, language: Language): void => {
    const most = longest[language];
    const least = shortest[language];
    for (let start = from - 1; start < until; start += 1) {
      let hash: number = seeds.character;
      const last = Math.min(start + most, until + 1);
      for (let at = start; at < last; at += 1) {
        hash = mix(hash, at < from || at === until ? edge : plain(text.charCodeAt(at)));
        if (at - start + 1 >= least) put(hash);
      }
    }
  };

  const readChinese = (text: string): void => {
    let from = 0;
    for (let at = text.search(/[[:]/); at >= 0 && at < text.length; at += 1) {
      const end = stickerEnd(text, at);
      if (end < 0) continue;
      if (at > from) putCharacters(text, from, at, 'zh');
      put(hashOf(text, at, end, seeds.sticker));
      from = end;
      at = end - 1;
    }
    if (from < text.length) putCharacters(text, from, text.length, 'zh');
  };

  const readEnglish = (text: string): void => {
    let before: number = edge;
    let at = 0;
    while (at < text.length) {
      if (text.charCodeAt(at) <= 32) {
        at += 1;
        continue;
      }
      const signEnd = stickerEnd(text, at);
      const inWord = signEnd < 0 && isInWord(text, at);
      const end = signEnd >= 0 ? signEnd : inWord ? wordEnd(text, at) : at + 1;
      const word = hashOf(text, at, end, signEnd >= 0 ? seeds.sticker : seeds.word);
      put(word);
      put(mix(mix(seeds.pair, before), word));
      if (inWord) putCharacters(text, at, end, 'en');
      before = word;
      at = end;
    }
    put(mix(mix(seeds.pair, before), edge));
  };

  return (text, language) => {
    count = 0;
    if (language === 'zh') readChinese(text);
    else readEnglish(text);
    return { ids, count };
  };
}

/** FNV-1a over UTF-16 code units (Fowler, Noll and Vo). */
function mix(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** The finisher of MurmurHash3 (Appleby), which spreads FNV's weak high bits, cut to the bits of an id. */
function spread(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> (32 - idBits);
}

function hashOf(text: string, from: number, until: number, seed: number): number {
  let hash = seed;
  for (let at = from; at < until; at += 1) hash = mix(hash, plain(text.charCodeAt(at)));
  return hash;
}

/** All digits are 0 and all blanks the same. */
function plain(code: number): number {
  if (code >= 48 && code <= 57) return 48;
  return Math.max(code, 32);
}

function stickerEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== 91 && code !== 58) return -1;
  sticker.lastIndex = at;
  return sticker.test(text) ? sticker.lastIndex : -1;
}
