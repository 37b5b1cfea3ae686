import { join } from 'node:path';
import { runClv } from '../../../bot/lab/clv.ts';
import { InvariantError } from '../../../core/errors.ts';
import type { Model } from '../../../core/value/model.ts';
import { dayOf, type Happening, readRows, showDate, writeCsv } from './data.ts';

/** What `tend clv` said of one customer. */
type Scored = { readonly alive: number; readonly orders: number; readonly amount: number };

/** What `tend clv` answered: numbers by their names in its JSON, and the customers' rows in the order of the file. */
type Valued = {
  readonly number: (key: string) => number;
  readonly scored: ReadonlyMap<string, Scored>;
};

/** Runs `tend clv --unit week` on the orders until a date, in the folder `home`. */
export const value = async (
  home: string,
  orders: readonly Happening[],
  {
    model,
    until,
    horizonDays,
  }: { readonly model: Model; readonly until: string; readonly horizonDays: number },
): Promise<Valued> => {
  const [file, out] = [join(home, 'orders.csv'), join(home, 'values.csv')];
  const rows = orders.map(({ customer, at, amount }) => `${customer},${showDate(at)},${amount}`);
  writeCsv(file, 'customer,date,amount', rows);
  const request = {
    orders: file,
    untilDay: dayOf(until),
    horizonDays,
    model,
    margin: 1,
    yearlyRate: 0.1,
    out,
  };
  const answer = await runClv({ ...request, unit: 'week' }, (line) => process.stderr.write(`${line}\n`));
  const number = (key: string): number => {
    const figure = answer[key];
    if (typeof figure !== 'number') throw new InvariantError(`tend clv answered no ${key}`);
    return figure;
  };
  const scored = readRows(out).map(([customer = '', , , , alive, expected, amount]): [string, Scored] => [
    customer,
    { alive: Number(alive), orders: Number(expected), amount: Number(amount) },
  ]);
  return { number, scored: new Map(scored) };
};
