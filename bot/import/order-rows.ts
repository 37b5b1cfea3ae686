import { wellFormed } from '../../core/text/normalise.ts';
import type { Zone } from '../../core/zone.ts';
import { amountExpected, createDayReader, dateExpected, readAmount, showDay } from '../lab/cells.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import { readTable } from '../lab/read-table.ts';
import { createRowKeys, type RowKeys } from './row-keys.ts';
import type { ImportRow } from './store-rows.ts';

/** The rows of an order file: those to take, and how many there are and how many say again what another said. */
export type OrderRows = {
  readonly orders: readonly ImportRow[];
  readonly rows: number;
  readonly repeated: number;
};

type Cells = {
  readonly customer: string;
  readonly date: string;
  readonly amount: string;
  readonly currency: string;
  readonly order: string;
};

/** The first day of 1971: what lies before it is no date but a 0. */
const firstDay = 365;
/** Names and numbers are kept in indexes, which take no long texts. */
const longest = 200;
const dayExpected = (day: number, today: number): string | undefined => {
  if (day > today) return 'is in the future';
  return day < firstDay ? 'lies before 1971' : undefined;
};

const checkCells = (
  cells: Cells,
  day: number | undefined,
  today: number,
  line: number,
  problems: Problems,
) => {
  let fine = true;
  const add = (column: string, what: string): void => {
    fine = false;
    problems.add(line, column, what);
  };
  const { customer, date, amount, currency, order } = cells;
  if (customer === '') add('customer', 'it is empty');
  if (customer.length > longest)
    add('customer', `${showCell(customer)} is longer than ${longest} characters`);
  if (day === undefined) add('date', `${showCell(date)} is not ${dateExpected}`);
  else {
    const wrong = dayExpected(day, today);
    if (wrong !== undefined) add('date', `${showCell(date)} ${wrong}`);
  }
  if (readAmount(amount) === undefined) add('amount', `${showCell(amount)} is not ${amountExpected}`);
  if (!/^(?:[A-Za-z]{3})?$/.test(currency))
    add('currency', `${showCell(currency)} is not a code of three letters like CNY`);
  if (order.length > longest) add('order id', `${showCell(order)} is longer than ${longest} characters`);
  return fine;
};

/** What an order or refund is known by. */
export type OrderFacts = {
  readonly kind: 'order' | 'refund';
  /** Its local day. */
  readonly day: number;
  /** Above 0 or 0. */
  readonly amount: number;
  readonly customer: string;
  readonly id: string;
  readonly line: number;
};

/**
 * Returns the key of an order or refund, the same in whichever file it stands; undefined where its id was there before
 * with the same facts, the line where it was with others. Refunds may share the id of their order.
 */
export const orderKey = (
  keys: RowKeys,
  { kind, day, amount, customer, id, line }: OrderFacts,
): string | { readonly line: number } | undefined => {
  const facts = `${showDay(day)}/${amount}/${customer}`;
  if (id === '') return keys.counted(`import/${kind}/${facts}`);
  if (kind === 'refund') return keys.counted(`import/refund-of/${facts}/${id}`);
  const use = keys.note(`order/${id}`, facts, line);
  if (use === 'first') return `import/order-id/${id}`;
  return use === 'repeated' ? undefined : use;
};

/**
 * Reads a CSV file with the columns customer, date and amount, and if there are any currency, order id and items.
 * An amount below 0 is a refund. A day counts as written and begins in `zone`; days after `now` are refused. What is
 * wrong with a row goes to `problems`, and the others are returned.
 *
 * Their keys come from what the rows say, so that the same row has the same key in every file: the order id, which
 * one order may have, else date, amount and customer with the number of such rows so far. Refunds may share the id
 * of their order.
 * @throws InputError where the file is missing, empty, lacks a column or is not CSV.
 */
export const readOrderRows = async (
  file: string,
  zone: Zone,
  now: number,
  problems: Problems,
  say: (line: string) => void,
): Promise<OrderRows> => {
  const orders: ImportRow[] = [];
  const keys = createRowKeys();
  const today = zone.dayOf(now);
  const readDay = createDayReader();
  let repeated = 0;
  const onRow = (texts: readonly string[], line: number): void => {
    const [customer = '', date = '', amountText = '', currency = '', id = '', items = ''] =
      texts.map(wellFormed);
    const day = readDay(date);
    const cells = { customer, date, amount: amountText, currency, order: id };
    if (!checkCells(cells, day, today, line, problems) || day === undefined) return;
    const amount = readAmount(amountText) ?? 0;
    const kind = amount < 0 ? ('refund' as const) : ('order' as const);
    const key = orderKey(keys, { kind, day, amount: Math.abs(amount), customer, id, line });
    if (typeof key !== 'string') {
      if (key === undefined) repeated++;
      else problems.add(line, 'order id', `${showCell(id)} stands on line ${key.line} with other facts`);
      return;
    }
    const data = {
      amount: Math.abs(amount),
      ...(currency === '' ? {} : { currency: currency.toUpperCase() }),
      ...(id === '' ? {} : { order: id }),
    };
    const direction = kind === 'order' ? ('in' as const) : ('none' as const);
    orders.push({
      line,
      customer,
      text: items,
      idColumn: 'order id',
      interaction: { key, at: zone.startOfDay(day), kind, direction, data },
    });
  };
  const columns = { required: ['customer', 'date', 'amount'], optional: ['currency', 'order id', 'items'] };
  const rows = await readTable(file, columns, onRow, problems, say);
  return { orders, rows, repeated };
};
