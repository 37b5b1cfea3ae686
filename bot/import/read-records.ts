import { InputError } from '../../core/errors.ts';
import { wellFormed } from '../../core/text/normalise.ts';
import type { Problems } from '../lab/problems.ts';
import { type Columns, type OnRow, readTable } from '../lab/read-table.ts';
import { readText } from '../lab/read-text.ts';

/** A line longer than this is no record. */
const longestLine = 1_000_000;

const firstSign = async (file: string): Promise<string> => {
  for await (const text of readText(file, () => undefined)) {
    const sign = text.trimStart()[0];
    if (sign !== undefined) return sign;
  }
  return '';
};

const cellOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

const readLine = (
  text: string,
  line: number,
  names: readonly string[],
  onRow: OnRow,
  problems: Problems,
): void => {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    problems.add(line, undefined, 'it is not JSON');
    return;
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    problems.add(line, undefined, 'it is not an object like {"customer": "Acme"}');
    return;
  }
  const values = new Map(Object.entries(record).map(([name, value]) => [name.trim().toLowerCase(), value]));
  const cells = names.map((name) => cellOf(values.get(name)));
  const wrong = names.filter((_, index) => cells[index] === undefined);
  for (const name of wrong) problems.add(line, name, 'it is neither a text nor a number');
  if (wrong.length === 0) onRow(cells as readonly string[], line);
};

/** Reads lines of JSON, each an object; empty lines are skipped. Returns how many there were. */
const readLines = async (
  file: string,
  names: readonly string[],
  onRow: OnRow,
  problems: Problems,
  say: (line: string) => void,
): Promise<number> => {
  let rest = '';
  let line = 0;
  let rows = 0;
  const take = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    rows++;
    readLine(text, line, names, onRow, problems);
  };
  for await (const piece of readText(file, say)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine)
      throw new InputError(`${file}, line ${line + 1}: it is too long for a record.`);
    for (const each of lines) take(each);
  }
  if (rest !== '') take(rest);
  return rows;
};

/**
 * Reads a file of records, CSV with a header or one JSON object a line, and calls `onRow` with the cells of each in the
 * order in which the columns were asked for, '' where there is none. What is wrong with a record goes to `problems`.
 * Returns how many there were. @throws InputError where the file is missing, empty, lacks a column or is neither.
 */
export const readRecords = async (
  file: string,
  columns: Columns,
  onRow: OnRow,
  problems: Problems,
  say: (line: string) => void,
): Promise<number> => {
  const take: OnRow = (cells, line) => onRow(cells.map(wellFormed), line);
  const names = [...columns.required, ...(columns.optional ?? [])];
  return (await firstSign(file)) === '{'
    ? readLines(file, names, take, problems, say)
    : readTable(file, columns, take, problems, say);
};
