import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { readOrderRows } from '../import/order-rows.ts';
import { storeOrders } from '../import/store-orders.ts';
import { advanceDue } from '../jobs/tick.ts';
import { createProblems, type Problems } from '../lab/problems.ts';
import { print } from './print.ts';
import { createProgress } from './progress.ts';
import { type Session, withBot } from './with-bot.ts';

/** What an import did: every row is an order or refund that was taken, known already, or refused. */
export type ImportSummary = {
  readonly rows: number;
  readonly orders: number;
  readonly refunds: number;
  readonly known: number;
  readonly refused: number;
  readonly customersMade: number;
  readonly seconds: number;
};

const batchSize = 500;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Says on standard error what is wrong with the rows that were refused, the first 20. */
const reportProblems = (problems: Problems, file: string): void => {
  try {
    problems.throwIfAny(file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    say(error.message);
  }
};

/**
 * Imports a CSV file of orders into the bot's database and makes the checks that are due since; rows that cannot be
 * taken are reported on standard error and left out.
 * @throws InputError where the file is missing, empty, lacks a column or is not CSV; then nothing is imported.
 */
export const importOrders = async (session: Session, file: string): Promise<ImportSummary> => {
  const start = performance.now();
  const { database, ingest, clock } = session;
  const first = createProblems();
  const refusedLines = new Set<number>();
  const problems: Problems = {
    add: (line, column, what) => {
      refusedLines.add(line);
      first.add(line, column, what);
    },
    throwIfAny: (name) => first.throwIfAny(name),
  };
  const read = await readOrderRows(file, ingest.company.zone, clock.now(), problems, say);
  // By customer, so that each is folded once and not once an order.
  const orders = read.orders.toSorted(
    (a, b) =>
      (a.customer < b.customer ? -1 : a.customer > b.customer ? 1 : 0) ||
      a.interaction.at - b.interaction.at ||
      a.line - b.line,
  );
  const sum = { orders: 0, refunds: 0, known: read.repeated, customersMade: 0 };
  const progress = createProgress('orders', orders.length);
  for (let from = 0; from < orders.length; from += batchSize) {
    const batch = orders.slice(from, from + batchSize);
    const done = await database.db
      .transaction()
      .execute((trx) => storeOrders(trx, ingest.company, batch, problems));
    sum.orders += done.orders;
    sum.refunds += done.refunds;
    sum.known += done.known;
    sum.customersMade += done.customersMade;
    progress.to(from + batch.length);
  }
  progress.end();
  reportProblems(problems, file);
  await advanceDue(ingest, clock.now());
  const seconds = Math.round(performance.now() - start) / 1000;
  return { rows: read.rows, ...sum, refused: refusedLines.size, seconds };
};

/** Adds `tend import orders`. */
export const addImport = (program: Command): void => {
  program
    .command('import')
    .description('take records of other systems into the database')
    .command('orders')
    .description('import a CSV file of orders; importing it again adds nothing twice')
    .argument(
      '<file>',
      'CSV with the columns customer, date, amount, and if wanted currency, order id, items',
    )
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const summary = await withBot((session) => importOrders(session, file));
      if (summary.refused > 0) process.exitCode = 1;
      if (options.json) {
        print(JSON.stringify(summary));
        return;
      }
      const { rows, orders, refunds, known, refused, customersMade, seconds } = summary;
      print(
        `${rows} rows: ${orders} orders and ${refunds} refunds imported, ${known} known already, ${refused} refused; ${customersMade} customers made; ${seconds} s.`,
      );
    });
};
