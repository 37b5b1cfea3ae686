import { type Bilingual, type Language, pick } from './language.ts';

/** Returns the text with every {name} replaced by its number; a name without a number stays as it is. */
export const fill = (
  text: Bilingual,
  language: Language,
  values: Readonly<Record<string, number | string>>,
): string =>
  pick(text, language).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** Returns a share in [0,1] as a whole percentage. */
export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Returns a number rounded to a whole one, with thousands separators. */
export const grouped = (value: number): string =>
  Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Returns a number with its sign and up to two decimals. */
export const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;

/** Returns the first `most` characters (not half a character) of a text on one line, marked when cut. */
export const excerpt = (text: string, most = 120): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, most * 2 + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : line;
};
