import { InputError } from '../../core/errors.ts';

/** Collects what is wrong with the rows of a file, so that a person mends them in one go. */
export type Problems = {
  /** Notes a problem at a line, and at a column if one is to blame. */
  add(line: number, column: string | undefined, what: string): void;
  /** @throws InputError naming the first problems and how many there are, if there is any. */
  throwIfAny(file: string): void;
};

const shown = 20;
const longest = 40;

/** Returns a cell as it may stand in an error message: quoted and short. */
export const showCell = (cell: string): string =>
  JSON.stringify(cell.length > longest ? `${cell.slice(0, longest)}…` : cell);

/** Returns an empty collection of problems, which keeps the first 20 and counts the others. */
export const createProblems = (): Problems => {
  const first: string[] = [];
  let count = 0;
  return {
    add: (line, column, what) => {
      count++;
      if (first.length < shown) {
        first.push(
          column === undefined ? `line ${line}: ${what}` : `line ${line}, column ${column}: ${what}`,
        );
      }
    },
    throwIfAny: (file) => {
      if (count === 0) return;
      const more = count > first.length ? `\n… and ${count - first.length} more.` : '';
      throw new InputError(
        `${file} has ${count} ${count === 1 ? 'problem' : 'problems'}:\n${first.join('\n')}${more}`,
      );
    },
  };
};
