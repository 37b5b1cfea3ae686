import { isDeepStrictEqual } from 'node:util';
import type { Interaction, InteractionKind } from '../../core/customer/interaction.ts';
import { dayMs } from '../../core/time.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { lockImports, storedFacts } from '../../db/imports.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';
import { type Problems, showCell } from '../lab/problems.ts';
import { resolveCustomers } from './resolve-customers.ts';

/** One row of a file that can be taken: whose it is as it is written, and what it becomes. */
export type ImportRow = {
  readonly line: number;
  /** A name or `#id`. */
  readonly customer: string;
  /** Words to keep with it; '' for none. */
  readonly text: string;
  /** The column that its id stands in, for messages. */
  readonly idColumn: string;
  readonly interaction: Interaction;
};

/** What became of some rows: how many were stored by kind; the rest went to the problems. */
export type StoredRows = {
  readonly stored: Readonly<Partial<Record<InteractionKind, number>>>;
  readonly known: number;
  readonly customersMade: number;
};

type Data = Readonly<Record<string, unknown>>;

/** Whether two rows say the same; of money only the amount counts. */
const sameFacts = (one: Data, other: Data): boolean =>
  'amount' in other ? one['amount'] === other['amount'] : isDeepStrictEqual(one, other);

/** Rows that are not stored yet. One that is there and says otherwise is a problem, not a second one. */
const freshRows = async (trx: Db, rows: readonly ImportRow[], problems: Problems) => {
  const stored = await storedFacts(
    trx,
    rows.map((row) => row.interaction.key),
  );
  let known = 0;
  const fresh = rows.filter(({ line, idColumn, interaction: { key, at, data } }) => {
    const before = stored.get(key);
    if (!before) return true;
    // Under another time zone the same day begins at another moment.
    if (Math.abs(before.at - at) < dayMs && sameFacts(before.data, data)) known++;
    else {
      const id = showCell(key.slice(key.indexOf('-id/') + '-id/'.length));
      problems.add(line, idColumn, `${id} was imported before with other facts, which stand`);
    }
    return false;
  });
  return { fresh, known };
};

/**
 * Stores rows as interactions and folds them into their customers, in this transaction. Rows that are stored already
 * change nothing; a name that no customer has becomes an organisation; rows of nobody in particular go to `problems`.
 */
export const storeRows = async (
  trx: Db,
  company: Company,
  rows: readonly ImportRow[],
  problems: Problems,
): Promise<StoredRows> => {
  await lockImports(trx);
  const { fresh, known } = await freshRows(trx, rows, problems);
  const { idOf, made } = await resolveCustomers(
    trx,
    fresh.map(({ line, customer, interaction: { at } }) => ({ line, customer, at })),
    problems,
  );
  const taken = fresh.flatMap((row) => {
    const customerId = idOf(row);
    return customerId === undefined ? [] : [{ row, customerId }];
  });
  const changed = await applyInteractions(
    trx,
    company,
    taken.map(({ row, customerId }) => ({
      customerId,
      ...(row.text === '' ? {} : { text: row.text }),
      interaction: row.interaction,
    })),
  );
  if (changed.length > 0) await announce(trx, { rooms: [], customers: changed });
  const stored: Partial<Record<InteractionKind, number>> = {};
  for (const { row } of taken) {
    const { kind } = row.interaction;
    stored[kind] = (stored[kind] ?? 0) + 1;
  }
  return { stored, known, customersMade: made.size };
};
