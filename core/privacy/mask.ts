import { findAddresses } from './find-address.ts';
import { isCardNumber, isIban, isIdentityNumber } from './numbers.ts';

/** What is hidden before a text leaves the machine. */
export type PersonalKind = 'PHONE' | 'ID' | 'CARD' | 'EMAIL' | 'ADDRESS';

/** Hides personal data of one call behind marks such as [PHONE_1], and knows what stands behind them. */
export type Vault = {
  /** Returns the text with marks; the same value has the same mark throughout the vault. */
  readonly mask: (text: string) => string;
  /** Returns the text with what the marks stand for. A mark that this vault did not give stays as it is. */
  readonly restore: (text: string) => string;
  /** Whether the text has a mark that this vault did not give: somebody made it up. */
  readonly hasForeignMark: (text: string) => boolean;
  /** How many values are hidden. */
  readonly size: () => number;
};

type Finder = {
  readonly kind: PersonalKind;
  readonly look: RegExp;
  readonly is?: (found: string) => boolean;
};

const digitsOf = (text: string): string => text.replace(/\D/g, '');
/** What people put between the digits of a number. */
const gap = '[ \\u00a0.\\-–—·]?';
const spoken = '零〇一二三四五六七八九幺';

const isPhone = (text: string): boolean => {
  const digits = digitsOf(text).length;
  return digits >= 7 && digits <= 15;
};

/** In this order: what is surest first, so that an identity number is not taken for a telephone. */
const finders: readonly Finder[] = [
  {
    kind: 'EMAIL',
    look: /[A-Za-z0-9._%+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/gi,
  },
  {
    kind: 'ID',
    look: new RegExp(`(?<![0-9A-Za-z])[1-9](?:${gap}\\d){16}${gap}[\\dXx](?![0-9A-Za-z])`, 'g'),
    is: (found) => isIdentityNumber(found.replace(/[^\dXx]/g, '')),
  },
  { kind: 'ID', look: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g },
  {
    kind: 'ID',
    look: /(?<![A-Za-z0-9])(?:[EGDSP][A-HJ-NP-Z]?\d{7,8}|(?<=护照(?:号码?)?[:：]?\s?)[A-Z]{1,2}\d{7,8})(?![A-Za-z0-9])/g,
  },
  // A mobile number with its country could pass for a card by chance.
  { kind: 'PHONE', look: new RegExp(`(?<!\\d)(?:(?:\\+|00)?86${gap})?1[3-9](?:${gap}\\d){9}(?!\\d)`, 'g') },
  {
    kind: 'CARD',
    look: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])/g,
    is: isIban,
  },
  {
    kind: 'CARD',
    look: new RegExp(`(?<!\\d)\\d(?:${gap}\\d){12,18}(?!\\d)`, 'g'),
    is: (found) => isCardNumber(digitsOf(found)),
  },
  // China, as people spell it; landline; 400 and 800.
  { kind: 'PHONE', look: new RegExp(`[一幺](?:\\s?[${spoken}]){10}(?![${spoken}])`, 'g') },
  { kind: 'PHONE', look: /(?<!\d)\(?0\d{2,3}\)?[ -]?\d{7,8}(?:[-转x]\d{1,5})?(?!\d)/g },
  { kind: 'PHONE', look: /(?<!\d)[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g },
  // Everywhere else: + and the country, or the North American form.
  { kind: 'PHONE', look: /(?<![\d+])\+\d{1,3}[ .()-]{0,2}\d(?:[ .()-]{0,2}\d){5,13}(?!\d)/g, is: isPhone },
  { kind: 'PHONE', look: /(?<!\d)(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)/g },
];

const mark = /\[(PHONE|ID|CARD|EMAIL|ADDRESS)_(\d{1,4})\]/g;

/** Digits and signs of full width are written in half width, one for one, so that places stay. */
const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** Returns an empty vault. What it was given stays in it and goes nowhere. */
export const createVault = (): Vault => {
  const marks = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<PersonalKind, number>();

  const markFor = (kind: PersonalKind, value: string): string => {
    const plain = halfWidth(value).trim();
    const same = `${kind} ${kind === 'PHONE' ? plain.replace(/\D/g, '') || plain : plain.toLowerCase()}`;
    const known = marks.get(same);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `[${kind}_${count}]`;
    marks.set(same, made);
    values.set(made, plain);
    return made;
  };

  /** Replaces what `found` says, from the end, so that places stay right; `shape` is the text by which it was found. */
  const replace = (
    text: string,
    spans: readonly { readonly from: number; readonly until: number }[],
    kind: PersonalKind,
  ): string => {
    let out = '';
    let at = 0;
    for (const { from, until } of spans) {
      out += text.slice(at, from) + markFor(kind, text.slice(from, until));
      at = until;
    }
    return out + text.slice(at);
  };

  return {
    mask: (text) => {
      // A mark that somebody typed is no mark of ours.
      let hidden = text.replace(mark, '($1_$2)');
      for (const { kind, look, is } of finders) {
        const spans = [...halfWidth(hidden).matchAll(look)]
          .filter((found) => !is || is(found[0]))
          .map((found) => ({ from: found.index, until: found.index + found[0].length }));
        if (spans.length > 0) hidden = replace(hidden, spans, kind);
      }
      const addresses = findAddresses(halfWidth(hidden));
      return addresses.length > 0 ? replace(hidden, addresses, 'ADDRESS') : hidden;
    },
    restore: (text) => text.replace(mark, (whole) => values.get(whole) ?? whole),
    hasForeignMark: (text) => [...text.matchAll(mark)].some(([whole]) => !values.has(whole)),
    size: () => values.size,
  };
};
