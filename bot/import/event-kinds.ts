import type { Interaction, InteractionKind } from '../../core/customer/interaction.ts';
import { toSatisfaction } from '../../core/survey/survey.ts';
import type { Zone } from '../../core/zone.ts';
import { amountExpected, readAmount } from '../lab/cells.ts';
import { showCell } from '../lab/problems.ts';
import { localMoment, localMomentExpected } from './local-moment.ts';

/** The columns that say more about an event, each for some kinds. */
export const eventColumns = [
  'amount',
  'currency',
  'minutes',
  'direction',
  'due',
  'what',
  'score',
  'scale',
  'times',
  'campaign',
  'coupon',
  'text',
] as const;

/** One of {@link eventColumns}. */
export type EventColumn = (typeof eventColumns)[number];

/** How a row is read: its cells, where what is wrong goes, and the company's zone. */
export type RowReader = {
  readonly cell: (column: EventColumn) => string;
  readonly fail: (column: EventColumn, what: string) => void;
  readonly zone: Zone;
};

type Data = Readonly<Record<string, string | number>>;
type Direction = Interaction['direction'];
type KindRule = {
  readonly direction: Direction | ((reader: RowReader) => Direction);
  readonly data: (reader: RowReader) => Data;
};

const longest = 200;

const words = ({ cell, fail }: RowReader, column: EventColumn, as: string = column): Data => {
  const value = cell(column);
  if (value.length > longest) fail(column, `${showCell(value)} is longer than ${longest} characters`);
  return value === '' ? {} : { [as]: value };
};

const number = (
  { cell, fail }: RowReader,
  column: EventColumn,
  [least, most]: readonly [number, number],
  needed: boolean,
): number | undefined => {
  const text = cell(column);
  if (text === '') {
    if (needed) fail(column, 'it is empty');
    return undefined;
  }
  const value = readAmount(text);
  if (value === undefined || value < least || value > most) {
    fail(column, `${showCell(text)} is not a number from ${least} to ${most}`);
    return undefined;
  }
  return value;
};

const money = (reader: RowReader): Data => {
  const { cell, fail } = reader;
  const amount = readAmount(cell('amount'));
  if (amount === undefined) fail('amount', `${showCell(cell('amount'))} is not ${amountExpected}`);
  else if (amount < 0)
    fail('amount', `${showCell(cell('amount'))} is below 0; write a refund as kind refund`);
  const currency = cell('currency');
  if (!/^(?:[A-Za-z]{3})?$/.test(currency))
    fail('currency', `${showCell(currency)} is not a code of three letters like CNY`);
  return { amount: amount ?? 0, ...(currency === '' ? {} : { currency: currency.toUpperCase() }) };
};

/** The scales of surveys, each from its worst to its best answer. */
const scales: Readonly<Record<string, readonly [worst: number, best: number]>> = {
  nps: [0, 10],
  '0-10': [0, 10],
  csat: [1, 5],
  '1-5': [1, 5],
  '100': [0, 100],
  '0-100': [0, 100],
};
const scaleNames = 'nps (0 to 10), csat (1 to 5), 100 (0 to 100)';

/** Returns an answer on a scale as 0 (worst) to 100, or undefined where the scale is none or the answer is not on it. */
export const satisfactionOf = (score: number, scale: string): number | undefined => {
  const range = Object.hasOwn(scales, scale) ? scales[scale] : undefined;
  if (!range || !(score >= range[0] && score <= range[1])) return undefined;
  return toSatisfaction(score, { worst: range[0], best: range[1] });
};

const survey = (reader: RowReader): Data => {
  const { cell, fail } = reader;
  const scale = cell('scale').toLowerCase();
  const range = Object.hasOwn(scales, scale) ? scales[scale] : undefined;
  if (!range) fail('scale', `${showCell(cell('scale'))} is not one of ${scaleNames}`);
  const score = number(reader, 'score', range ?? [0, 100], true);
  const satisfaction = score === undefined ? undefined : satisfactionOf(score, scale);
  const known = scale === 'nps' || scale === 'csat' ? { scale } : {};
  return {
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...known,
    ...words(reader, 'what', 'survey'),
  };
};

const renewal = (reader: RowReader): Data => {
  const { cell, fail, zone } = reader;
  const due = cell('due');
  const moment = localMoment(due, zone);
  if (!moment) fail('due', `${showCell(due)} is not ${localMomentExpected}`);
  return { ...(moment ? { dueAt: moment.at } : {}), ...words(reader, 'what') };
};

const called = ({ cell, fail }: RowReader): Direction => {
  const direction = cell('direction').toLowerCase();
  if (direction === 'in') return 'in';
  if (direction !== 'out' && direction !== '')
    fail('direction', `${showCell(direction)} is neither in (the customer called) nor out (we did)`);
  return 'out';
};

const nothing = (): Data => ({});
const noted = ({ cell, fail }: RowReader): Data => {
  if (cell('text') === '') fail('text', 'it is empty, but a note is its text');
  return {};
};
const campaign = (reader: RowReader): Data => words(reader, 'campaign');
const coupon = (reader: RowReader): Data => words(reader, 'coupon');
const optionalNumber =
  (column: EventColumn, most: number) =>
  (reader: RowReader): Data => {
    const value = number(reader, column, [0, most], false);
    return value === undefined ? {} : { [column]: value };
  };

/** What each kind of event takes from its row. */
export const eventKinds = {
  order: { direction: 'in', data: money },
  refund: { direction: 'none', data: money },
  complaint: { direction: 'in', data: nothing },
  visit: { direction: 'in', data: nothing },
  note: { direction: 'none', data: noted },
  call: { direction: called, data: optionalNumber('minutes', 1440) },
  'renewal-due': { direction: 'none', data: renewal },
  'contract-ended': { direction: 'none', data: (reader) => words(reader, 'what') },
  'survey-answer': { direction: 'in', data: survey },
  'product-use': { direction: 'in', data: optionalNumber('times', 1_000_000) },
  'campaign-sent': { direction: 'out', data: campaign },
  'campaign-opened': { direction: 'in', data: campaign },
  'campaign-replied': { direction: 'in', data: campaign },
  'coupon-issued': { direction: 'out', data: coupon },
  'coupon-redeemed': { direction: 'in', data: coupon },
  referral: { direction: 'in', data: nothing },
} as const satisfies Partial<Record<InteractionKind, KindRule>>;

/** A kind of event that an import takes. */
export type EventKind = keyof typeof eventKinds;

/** Returns whether `kind` is one that an import takes. */
export const isEventKind = (kind: string): kind is EventKind => Object.hasOwn(eventKinds, kind);

/** Returns direction and data of an event of this kind; what is wrong goes to the reader's `fail`. */
export const readEvent = (
  kind: EventKind,
  reader: RowReader,
): { readonly direction: Direction; readonly data: Data } => {
  const { direction, data }: KindRule = eventKinds[kind];
  return {
    direction: typeof direction === 'function' ? direction(reader) : direction,
    data: data(reader),
  };
};
