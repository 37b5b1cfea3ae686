import type { Interaction } from '../../core/customer/interaction.ts';
import type { Zone } from '../../core/zone.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import { nearestWord } from '../nearest.ts';
import { type EventColumn, eventColumns, eventKinds, isEventKind, readEvent } from './event-kinds.ts';
import { localMoment, localMomentExpected } from './local-moment.ts';
import { orderKey } from './order-rows.ts';
import { readRecords } from './read-records.ts';
import { createRowKeys, digestOf, type RowKeys } from './row-keys.ts';
import type { ImportRow } from './store-rows.ts';

/** The rows of a file of events: those to take, how many there are, and how many say again what another said. */
export type EventRows = {
  readonly events: readonly ImportRow[];
  readonly rows: number;
  readonly repeated: number;
};

const required = ['customer', 'at', 'kind'] as const;
const optional = ['id', ...eventColumns] as const;
/** Names and ids are kept in indexes, which take no long texts. */
const longest = 200;
const longestText = 10_000;
const firstAt = Date.UTC(1971, 0, 1);

type Facts = {
  readonly kind: keyof typeof eventKinds;
  readonly at: number;
  readonly day: number;
  readonly customer: string;
  readonly id: string;
  readonly line: number;
  readonly data: Readonly<Record<string, string | number>>;
  readonly text: string;
};

/** Orders have the keys that the import of orders gives them, so that nobody's counts twice. */
const keyOf = (keys: RowKeys, facts: Facts): string | { readonly line: number } | undefined => {
  const { kind, at, day, customer, id, line, data, text } = facts;
  if (kind === 'order' || kind === 'refund') {
    return orderKey(keys, { kind, day, amount: Number(data['amount']), customer, id, line });
  }
  if (id === '') return keys.counted(`import/${kind}/${digestOf([at, customer, data, text])}`);
  const use = keys.note(`${kind}/${id}`, digestOf([at, customer, data]), line);
  if (use === 'first') return `import/${kind}-id/${id}`;
  return use === 'repeated' ? undefined : use;
};

/**
 * Reads a file of events (CSV or a JSON object a line) with the columns customer, at and kind, and more by kind. Times
 * without a zone are local in `zone`; those after `now` are refused. What is wrong with a row goes to `problems`, and the
 * others are returned. The same row has the same key in every file: by its id, which one row of a kind may have, else by
 * what it says and how many said the same before.
 * @throws InputError where the file is missing, empty, lacks a column or is neither CSV nor lines of JSON.
 */
export const readEventRows = async (
  file: string,
  zone: Zone,
  now: number,
  problems: Problems,
  say: (line: string) => void,
): Promise<EventRows> => {
  const events: ImportRow[] = [];
  const keys = createRowKeys();
  const kinds = Object.keys(eventKinds);
  let repeated = 0;
  const onRow = (cells: readonly string[], line: number): void => {
    let fine = true;
    const fail = (column: string, what: string): void => {
      fine = false;
      problems.add(line, column, what);
    };
    const [customer = '', atText = '', kindText = '', id = ''] = cells;
    const cell = (column: EventColumn): string => cells[4 + eventColumns.indexOf(column)] ?? '';
    if (customer === '') fail('customer', 'it is empty');
    for (const [column, value] of [
      ['customer', customer],
      ['id', id],
    ] as const) {
      if (value.length > longest) fail(column, `${showCell(value)} is longer than ${longest} characters`);
    }
    const text = cell('text');
    if (text.length > longestText) fail('text', `it is longer than ${longestText} characters`);
    const moment = localMoment(atText, zone);
    if (!moment) fail('at', `${showCell(atText)} is not ${localMomentExpected}`);
    else if (moment.at > now) fail('at', `${showCell(atText)} is in the future`);
    else if (moment.at < firstAt) fail('at', `${showCell(atText)} lies before 1971`);
    const kind = kindText.toLowerCase();
    if (!isEventKind(kind)) {
      const near = nearestWord(kind, kinds);
      fail(
        'kind',
        `${showCell(kindText)} is none; ${near ? `did you mean ${near}?` : `there are ${kinds.join(', ')}`}`,
      );
      return;
    }
    const { direction, data } = readEvent(kind, { cell, fail, zone });
    if (!fine || !moment) return;
    const { at } = moment;
    const key = keyOf(keys, { kind, at, day: zone.dayOf(at), customer, id, line, data, text });
    if (typeof key !== 'string') {
      if (key === undefined) repeated++;
      else fail('id', `${showCell(id)} stands on line ${key.line} with other facts`);
      return;
    }
    const ordered = (kind === 'order' || kind === 'refund') && id !== '' ? { ...data, order: id } : data;
    events.push({
      line,
      customer,
      text,
      idColumn: 'id',
      // The table of kinds gives each the data that it has.
      interaction: { key, at, kind, direction, data: ordered } as Interaction,
    });
  };
  const rows = await readRecords(file, { required, optional }, onRow, problems, say);
  return { events, rows, repeated };
};
