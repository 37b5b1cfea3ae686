import type { EventColumns } from '../../core/churn/activity.ts';
import { InputError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import { amountExpected, readAmount } from './cells.ts';
import { momentExpected, readMoment } from './moments.ts';
import { createProblems, showCell } from './problems.ts';
import { readTable } from './read-table.ts';

/** A file of events up to a moment. */
export type EventFile = {
  readonly events: EventColumns;
  readonly rows: number;
  /** Rows that were passed over because they lie after the moment. */
  readonly rowsAfter: number;
  /** Rows of which the direction says that they are ours. */
  readonly rowsOut: number;
};

const optional = ['kind', 'amount', 'sentiment', 'direction'];

type Numbers = Int32Array | Float64Array | Uint8Array;

/** A column that grows: a few bytes a number, where an array of objects would take ten times that. */
const createColumn = <Column extends Numbers>(make: (size: number) => Column) => {
  let values = make(1024);
  let size = 0;
  return {
    push: (value: number): void => {
      if (size === values.length) {
        const larger = make(size * 2);
        larger.set(values);
        values = larger;
      }
      values[size++] = value;
    },
    take: (): Column => values.subarray(0, size) as Column,
  };
};

const ints = () => createColumn((size) => new Int32Array(size));
const floats = () => createColumn((size) => new Float64Array(size));

/** Numbers names by first appearance. The copy does not keep the piece of the file it was cut from in memory. */
const createNames = () => {
  const indexOf = new Map<string, number>();
  return {
    indexOf: (name: string): number => {
      const known = indexOf.get(name);
      if (known !== undefined) return known;
      indexOf.set(Buffer.from(name, 'utf8').toString('utf8'), indexOf.size);
      return indexOf.size - 1;
    },
    take: (): readonly string[] => [...indexOf.keys()],
  };
};

const readSentiment = (text: string): number | undefined => {
  const value = text === '' ? Number.NaN : readAmount(text);
  return value !== undefined && Math.abs(value) > 1 ? undefined : value;
};

const directions: Readonly<Record<string, 0 | 1>> = { '': 0, in: 0, out: 1 };

/**
 * Reads a CSV file with the columns customer and at, and optionally kind, amount, sentiment (−1 to 1) and direction (in
 * or out); empty optional cells are unknown, an empty direction is in. Days count from the moment `until` (epoch
 * milliseconds, inclusive): day 0 are the 24 hours that end with it. Later events are counted and left out.
 * @throws InputError with up to 20 problems, each with line and column; or where nothing the customers did is left.
 */
export const readEvents = async (
  file: string,
  until: number,
  say: (line: string) => void,
): Promise<EventFile> => {
  const problems = createProblems();
  const [customers, kinds] = [createNames(), createNames()];
  const [owners, days, kindOf] = [ints(), ints(), ints()];
  const [amounts, sentiments] = [floats(), floats()];
  const ours = createColumn((size) => new Uint8Array(size));
  let [rowsAfter, rowsOut, rowsIn] = [0, 0, 0];
  const given = { kind: false, amount: false, sentiment: false };
  const onRow = (cells: readonly string[], line: number): void => {
    const [name = '', when = '', kind = '', money = '', mood = '', side = ''] = cells;
    const moment = readMoment(when);
    const amount = money === '' ? 0 : readAmount(money);
    const sentiment = readSentiment(mood);
    const direction = directions[side.toLowerCase()];
    if (name === '') problems.add(line, 'customer', 'it is empty');
    if (moment === undefined) problems.add(line, 'at', `${showCell(when)} is not ${momentExpected}`);
    if (amount === undefined) problems.add(line, 'amount', `${showCell(money)} is not ${amountExpected}`);
    if (sentiment === undefined) {
      problems.add(line, 'sentiment', `${showCell(mood)} is not a number from -1 to 1`);
    }
    if (direction === undefined) problems.add(line, 'direction', `${showCell(side)} is not in or out`);
    if (name === '' || moment === undefined || amount === undefined) return;
    if (sentiment === undefined || direction === undefined) return;
    if (moment.at > until) {
      rowsAfter++;
      return;
    }
    if (direction === 1) rowsOut++;
    else rowsIn++;
    given.kind ||= kind !== '';
    given.amount ||= money !== '';
    given.sentiment ||= mood !== '';
    owners.push(customers.indexOf(name));
    days.push(Math.ceil((moment.at - until) / dayMs));
    kindOf.push(kinds.indexOf(kind));
    amounts.push(amount);
    sentiments.push(sentiment);
    ours.push(direction);
  };
  const rows = await readTable(file, { required: ['customer', 'at'], optional }, onRow, problems, say);
  problems.throwIfAny(file);
  if (rowsIn === 0) {
    throw new InputError(
      `${file} has no event of a customer by ${new Date(until).toISOString()} (${rowsAfter} later, ${rowsOut} ours).`,
    );
  }
  const events = {
    customers: customers.take(),
    owners: owners.take(),
    days: days.take(),
    ours: rowsOut > 0 ? ours.take() : null,
    amounts: given.amount ? amounts.take() : null,
    sentiments: given.sentiment ? sentiments.take() : null,
    kinds: given.kind ? { names: kinds.take(), of: kindOf.take() } : null,
  };
  return { events, rows, rowsAfter, rowsOut };
};
