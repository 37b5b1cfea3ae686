import { InputError } from '../../core/errors.ts';
import { amountExpected, createDayReader, dateExpected, readAmount, showDay } from './cells.ts';
import { type OrderDays, type OrderLine, toOrderDays } from './order-days.ts';
import { createProblems, showCell } from './problems.ts';
import { readTable } from './read-table.ts';

/** An order file up to a day, by customer in order of first appearance. */
export type Orders = {
  readonly customers: readonly string[];
  /** Returns the order days of the customer with that index. */
  readonly of: (customer: number) => OrderDays;
  readonly rows: number;
  /** Rows that were passed over because they lie after the last day. */
  readonly rowsAfter: number;
  readonly refundRows: number;
  readonly refunded: number;
};

/** A column of numbers that grows; 8 bytes a number, where an array of objects would take ten times that. */
const createColumn = () => {
  let values = new Float64Array(1024);
  let size = 0;
  return {
    push: (value: number): void => {
      if (size === values.length) {
        const larger = new Float64Array(size * 2);
        larger.set(values);
        values = larger;
      }
      values[size++] = value;
    },
    at: (index: number): number => values[index] ?? 0,
    size: () => size,
  };
};

/** Returns a copy of `text` that does not keep the piece of the file it was cut from in memory. */
const detach = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/**
 * Reads a CSV file with the columns customer, date and amount; orders after `untilDay` are left out.
 * @throws InputError with up to 20 problems, each with line and column; or where no order is left.
 */
export const readOrders = async (
  file: string,
  untilDay: number,
  say: (line: string) => void,
): Promise<Orders> => {
  const problems = createProblems();
  const indexOf = new Map<string, number>();
  const [owners, days, amounts] = [createColumn(), createColumn(), createColumn()];
  const readDay = createDayReader();
  const tally = { rowsAfter: 0, refundRows: 0, refunded: 0 };
  const onRow = ([name = '', date = '', money = '']: readonly string[], line: number): void => {
    const day = readDay(date);
    const amount = readAmount(money);
    if (name === '') problems.add(line, 'customer', 'it is empty');
    if (day === undefined) problems.add(line, 'date', `${showCell(date)} is not ${dateExpected}`);
    if (amount === undefined) problems.add(line, 'amount', `${showCell(money)} is not ${amountExpected}`);
    if (name === '' || day === undefined || amount === undefined) return;
    if (day > untilDay) {
      tally.rowsAfter++;
      return;
    }
    if (amount < 0) {
      tally.refundRows++;
      tally.refunded -= amount;
    }
    let index = indexOf.get(name);
    if (index === undefined) {
      index = indexOf.size;
      indexOf.set(detach(name), index);
    }
    owners.push(index);
    days.push(day);
    amounts.push(amount);
  };
  const rows = await readTable(file, { required: ['customer', 'date', 'amount'] }, onRow, problems, say);
  problems.throwIfAny(file);
  if (owners.size() === 0) throw new InputError(`${file} has no order on or before ${showDay(untilDay)}.`);
  // Rows sorted by customer without moving them: where each customer's rows begin, and the row numbers in that order.
  const begins = new Int32Array(indexOf.size + 1);
  for (let row = 0; row < owners.size(); row++)
    begins[owners.at(row) + 1] = (begins[owners.at(row) + 1] ?? 0) + 1;
  for (let index = 1; index < begins.length; index++)
    begins[index] = (begins[index] ?? 0) + (begins[index - 1] ?? 0);
  const next = begins.slice();
  const order = new Int32Array(owners.size());
  for (let row = 0; row < owners.size(); row++) {
    const place = next[owners.at(row)] ?? 0;
    next[owners.at(row)] = place + 1;
    order[place] = row;
  }
  const of = (customer: number): OrderDays => {
    const lines: OrderLine[] = [];
    for (let at = begins[customer] ?? 0; at < (begins[customer + 1] ?? 0); at++) {
      const row = order[at] ?? 0;
      lines.push({ day: days.at(row), amount: amounts.at(row) });
    }
    return toOrderDays(lines);
  };
  return { customers: [...indexOf.keys()], of, rows, ...tally };
};
