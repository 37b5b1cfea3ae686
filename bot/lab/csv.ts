import { InputError } from '../../core/errors.ts';

/** Is given each record of a CSV text, with the line that it begins on. */
export type OnRecord = (fields: readonly string[], line: number) => void;

/** A CSV text that arrives in pieces. */
export type CsvReader = { write(text: string): void; end(): void };

type Quoted = { readonly fields: readonly string[]; readonly next: number; readonly lines: number };

/** A quoted record longer than this has lost its closing quote. */
const longestRecord = 1_000_000;

const openQuote = (line: number): InputError =>
  new InputError(`line ${line}: a quote is opened and never closed.`);

const countLines = (text: string): number => text.split('\n').length - 1;

const indexOrEnd = (text: string, sign: string, from: number): number => {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found;
};

/** Returns the record with quotes that begins at `start`, or undefined if it goes on past the end of `text`. */
const readQuoted = (text: string, start: number, line: number, atEnd: boolean): Quoted | undefined => {
  const fields: string[] = [];
  for (let at = start; ; at++) {
    if (text[at] !== '"') {
      const stop = Math.min(indexOrEnd(text, ',', at), indexOrEnd(text, '\n', at));
      if (stop === text.length && !atEnd) return undefined;
      fields.push(text[stop] === ',' ? text.slice(at, stop) : text.slice(at, stop).replace(/\r$/, ''));
      at = stop;
    } else {
      let close = at + 1;
      for (; ; close += 2) {
        close = text.indexOf('"', close);
        if (close < 0) {
          if (atEnd) throw openQuote(line);
          return undefined;
        }
        if (text[close + 1] !== '"') break;
      }
      // What follows the quote may still be on its way: a second quote, or \r before \n.
      if (close + 2 >= text.length && !atEnd) return undefined;
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + (text[close + 1] === '\r' && text[close + 2] !== ',' ? 2 : 1);
    }
    if (at >= text.length || text[at] === '\n') {
      const next = Math.min(text.length, at + 1);
      return { fields, next, lines: countLines(text.slice(start, next)) };
    }
    if (text[at] !== ',') throw new InputError(`line ${line}: there is text after a closing quote.`);
  }
};

/**
 * Returns a reader of CSV as RFC 4180 has it (quotes, doubled quotes, commas and line breaks in quotes; CRLF or LF),
 * which calls `onRecord` as soon as a record is whole. Empty lines are skipped. @throws InputError, from `write` and
 * `end`, with the line, where a quote is not closed or is followed by text.
 */
export const createCsvReader = (onRecord: OnRecord): CsvReader => {
  let rest = '';
  let line = 1;
  const read = (text: string, atEnd: boolean): string => {
    let at = 0;
    while (at < text.length) {
      const found = text.indexOf('\n', at);
      if (found < 0 && !atEnd) break;
      const end = found < 0 ? text.length : found;
      const plain = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
      if (!plain.includes('"')) {
        if (plain !== '') onRecord(plain.split(','), line);
        at = end + 1;
        line++;
        continue;
      }
      const record = readQuoted(text, at, line, atEnd);
      if (!record) {
        if (text.length - at > longestRecord) throw openQuote(line);
        break;
      }
      onRecord(record.fields, line);
      at = record.next;
      line += record.lines;
    }
    return text.slice(at);
  };
  return {
    write: (text) => {
      rest = read(rest + text, false);
    },
    end: () => {
      rest = read(rest, true);
    },
  };
};

/** Returns `value` as a CSV field: in quotes where it has a comma, a quote or a line break. */
export const csvField = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
