import type { Language } from '../core/language.ts';
import { detectLanguage } from '../core/text/language.ts';
import type { Fault } from './prompt.ts';

/** A message as a prompt sees it: `id` is made for the call (m1, m2, …). */
export type GivenMessage = { readonly id: string; readonly text: string };

const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Returns whether `quote` stands word for word in `text`; blanks and width do not count. An empty quote stands nowhere. */
export const isQuoteOf = (quote: string, text: string): boolean => {
  const wanted = squeeze(quote);
  return wanted !== '' && squeeze(text).includes(wanted);
};

/** Returns those of the cited ids that were given, each once. */
export const givenIds = (cited: readonly string[], given: readonly GivenMessage[]): readonly string[] => {
  const known = new Set(given.map((each) => each.id));
  return [...new Set(cited)].filter((id) => known.has(id));
};

/** Shorter than this a text has no language of its own: a name, a number. */
const shortest = 6;

/** Returns the fault where a text is in the other language. */
export const inLanguage = (text: string, language: Language): Fault | undefined => {
  if (text.trim().length < shortest || !/[\p{L}]/u.test(text)) return undefined;
  return detectLanguage(text) === language
    ? undefined
    : { fault: 'wrong-language', detail: `it is not in ${language}` };
};

const claims = /https?:\/\/[^\s"'<>）)]+|www\.[^\s"'<>）)]+|[\w.+-]+@[\w-]+\.[\w.]+|\d[\d.,:/-]*\d|\d{2,}/gi;
const bare = (claim: string): string => claim.replace(/[.,:/-]+$/, '').toLowerCase();

/**
 * Returns the fault where a text names a figure (of two digits or more), link or address that stands nowhere in what was
 * given: it was made up, or is somebody else's.
 */
export const isGrounded = (text: string, given: unknown): Fault | undefined => {
  const source = JSON.stringify(given).normalize('NFKC').toLowerCase();
  const digits = source.replace(/(?<=\d)[,\s](?=\d)/g, '');
  // "82 of 100" says of what 82 is.
  const said = text.normalize('NFKC').replace(/(?<=\d\s?(?:\/|of|out of)\s?)100(?!\d)/g, '');
  for (const [found] of said.matchAll(claims)) {
    const claim = bare(found);
    const plain = claim.replaceAll(',', '');
    if (/^\d+(?:\.\d+)?$/.test(plain) ? hasNumber(digits, plain) : source.includes(claim)) continue;
    // A date or a range may be written in another form: then its parts must be there.
    const parts = claim.split(/[.,:/-]/).filter((part) => part !== '');
    if (/^[\d.,:/-]+$/.test(claim) && parts.length > 1 && parts.every((part) => hasNumber(digits, part)))
      continue;
    return { fault: 'ungrounded', detail: 'it names a figure or link that was not given' };
  }
  return undefined;
};

const hasNumber = (digits: string, part: string): boolean =>
  new RegExp(`(?<!\\d)0*${part.replace(/^0+(?=\d)/, '').replace('.', '\\.')}(?!\\d)`).test(digits);
