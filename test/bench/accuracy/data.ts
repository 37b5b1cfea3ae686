import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { dayMs } from '../../../core/time.ts';

/** Something a customer did; `amount` is 0 where nothing was bought. */
export type Happening = { readonly customer: string; readonly at: number; readonly amount: number };

/** Returns the lines of a file below the folder of public data. @throws InputError where it cannot be read. */
const readLines = (folder: string, file: string): readonly string[] => {
  try {
    return readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw new InputError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
};

const readCdnow = (folder: string, file: string, column: readonly [number, number, number]): Happening[] =>
  readLines(folder, file)
    .map((line) => line.trim().split(/\s+/))
    .filter(([first = '']) => /^\d+$/.test(first))
    .map((cells) => {
      const [customer = '', date = '', amount = ''] = column.map((index) => cells[index]);
      const at = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`);
      return { customer, at, amount: Number(amount) };
    });

/** Returns the orders of the 2,357 customers of the CDNOW sample, at midnight of their days. @throws InputError */
export const readCdnowSample = (folder: string): readonly Happening[] =>
  readCdnow(folder, 'orders/CDNOW_sample.txt', [1, 2, 4]);

/** Returns the orders of all 23,570 customers of CDNOW, at midnight of their days. @throws InputError */
export const readCdnowMaster = (folder: string): readonly Happening[] =>
  readCdnow(folder, 'orders/CDNOW_master.txt', [0, 1, 3]);

/** Returns the paid, not cancelled invoices of known customers, at midnight of their days. @throws InputError */
export const readOnlineRetail = (folder: string): readonly Happening[] =>
  readLines(folder, 'orders/online-retail-invoices.csv')
    .slice(1)
    .map((line) => line.trim().split(','))
    .filter((cells) => cells[1] !== '' && Number(cells[4]) > 0 && cells[7] === '0')
    .map(([, customer = '', date = '', , amount = '']) => ({
      customer,
      at: Date.parse(date.slice(0, 10)),
      amount: Number(amount),
    }));

/** Returns who wrote when in the student network CollegeMsg, to the second. @throws InputError */
export const readCollegeMessages = (folder: string): readonly Happening[] =>
  readLines(folder, 'messages/CollegeMsg.txt')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first = '']) => /^\d+$/.test(first))
    .map(([customer = '', , seconds = '']) => ({ customer, at: Number(seconds) * 1000, amount: 0 }));

/** Writes a CSV file for a lab command. Cells need no quotes here: they are numbers and dates. */
export const writeCsv = (file: string, header: string, rows: readonly string[]): void =>
  writeFileSync(file, `${header}\n${rows.join('\n')}\n`);

/** Returns the rows that a lab command wrote, their header left out. */
export const readRows = (file: string): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** Returns the UTC date of a time, as 2025-06-30. */
export const showDate = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Returns the day of a date, counted from 1970-01-01. */
export const dayOf = (date: string): number => Date.parse(date) / dayMs;
