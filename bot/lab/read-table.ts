import { InputError } from '../../core/errors.ts';
import { createCsvReader } from './csv.ts';
import type { Problems } from './problems.ts';
import { readText } from './read-text.ts';

/** Is given the cells of one row, in the order in which the columns were asked for; '' where a column is absent. */
export type OnRow = (cells: readonly string[], line: number) => void;

/** Which columns a table must have and may have; any others are passed over. */
export type Columns = { readonly required: readonly string[]; readonly optional?: readonly string[] };

const placesOf = (
  file: string,
  header: readonly string[],
  { required, optional = [] }: Columns,
): number[] => {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new InputError(
      `${file}, line 1: there is no column ${missing.join(', ')}. The columns must include ${required.join(', ')}; found: ${names.join(', ')}.`,
    );
  }
  const wanted = [...required, ...optional];
  const twice = wanted.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new InputError(`${file}, line 1: there are two columns ${twice}.`);
  return wanted.map((name) => names.indexOf(name));
};

/**
 * Reads a CSV file with a header and calls `onRow` for each row, cells trimmed. Column names may be in any case and
 * order. Rows with too few or too many cells go to `problems`. Returns the number of rows.
 * @throws InputError where the file is missing, empty, has no rows, lacks a column or is not CSV.
 */
export const readTable = async (
  file: string,
  columns: Columns,
  onRow: OnRow,
  problems: Problems,
  say: (line: string) => void,
): Promise<number> => {
  let places: number[] | undefined;
  let width = 0;
  let rows = 0;
  const reader = createCsvReader((fields, line) => {
    if (!places) {
      places = placesOf(file, fields, columns);
      width = fields.length;
      return;
    }
    rows++;
    if (fields.length !== width) {
      problems.add(line, undefined, `it has ${fields.length} cells where the header has ${width}`);
      return;
    }
    onRow(
      places.map((place) => fields[place]?.trim() ?? ''),
      line,
    );
  });
  try {
    for await (const text of readText(file, say)) reader.write(text);
    reader.end();
  } catch (error) {
    if (error instanceof InputError && error.message.startsWith('line ')) {
      throw new InputError(`${file}, ${error.message}`);
    }
    throw error;
  }
  if (!places) throw new InputError(`${file} is empty.`);
  if (rows === 0) throw new InputError(`${file} has a header and no rows.`);
  return rows;
};
