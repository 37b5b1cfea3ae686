import type { Command } from 'commander';
import type { InteractionKind } from '../../core/customer/interaction.ts';
import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import { membersWithIds } from '../../db/people.ts';
import { readCustomerRows } from '../import/customer-rows.ts';
import { readEventRows } from '../import/event-rows.ts';
import { readOrderRows } from '../import/order-rows.ts';
import { storeCustomers } from '../import/store-customers.ts';
import { type ImportRow, storeRows } from '../import/store-rows.ts';
import { advanceDue } from '../jobs/tick.ts';
import { createProblems, type Problems } from '../lab/problems.ts';
import { addImportSentiment } from './import-sentiment.ts';
import { print } from './print.ts';
import { createProgress } from './progress.ts';
import { type Session, withBot } from './with-bot.ts';

/** What an import of orders or events did: every row was taken, known already, or refused. */
type ImportSummary = {
  readonly rows: number;
  /** How many were taken, by kind. */
  readonly stored: Readonly<Partial<Record<InteractionKind, number>>>;
  readonly known: number;
  readonly refused: number;
  readonly customersMade: number;
  readonly seconds: number;
};

/** What an import of customers did: every row made one, changed one, said what was known, or was refused. */
type CustomersSummary = {
  readonly rows: number;
  readonly made: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
  readonly seconds: number;
};

const batchSize = 500;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Problems that also count the lines that have any. */
const createCounted = (): { readonly problems: Problems; readonly refused: () => number } => {
  const first = createProblems();
  const lines = new Set<number>();
  return {
    problems: {
      add: (line, column, what) => {
        lines.add(line);
        first.add(line, column, what);
      },
      throwIfAny: (name) => first.throwIfAny(name),
    },
    refused: () => lines.size,
  };
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

const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1000;

type Read = { readonly taken: readonly ImportRow[]; readonly rows: number; readonly repeated: number };

/**
 * Stores the rows of a file as interactions, batch by batch, and makes the checks that are due since; rows that cannot
 * be taken are reported on standard error and left out.
 */
const importRows = async (
  { database: { db }, ingest, clock }: Session,
  what: string,
  file: string,
  read: (problems: Problems) => Promise<Read>,
): Promise<ImportSummary> => {
  const start = performance.now();
  const { problems, refused } = createCounted();
  const { taken, rows, repeated } = await read(problems);
  // By customer, so that each is folded once and not once a row.
  const sorted = taken.toSorted(
    (a, b) =>
      (a.customer < b.customer ? -1 : a.customer > b.customer ? 1 : 0) ||
      a.interaction.at - b.interaction.at ||
      a.line - b.line,
  );
  const stored: Partial<Record<InteractionKind, number>> = {};
  let [known, customersMade] = [repeated, 0];
  const progress = createProgress(what, sorted.length);
  for (let from = 0; from < sorted.length; from += batchSize) {
    const batch = sorted.slice(from, from + batchSize);
    const done = await db.transaction().execute((trx) => storeRows(trx, ingest.company, batch, problems));
    for (const [kind, count] of Object.entries(done.stored) as [InteractionKind, number][]) {
      stored[kind] = (stored[kind] ?? 0) + count;
    }
    known += done.known;
    customersMade += done.customersMade;
    progress.to(from + batch.length);
  }
  progress.end();
  reportProblems(problems, file);
  await advanceDue(ingest, clock.now());
  await audit(db, {
    at: clock.now(),
    actorId: null,
    action: `import-${what}`,
    detail: { rows, known, refused: refused() },
  });
  return { rows, stored, known, refused: refused(), customersMade, seconds: secondsSince(start) };
};

const importOrders = (session: Session, file: string): Promise<ImportSummary> =>
  importRows(session, 'orders', file, async (problems) => {
    const { ingest, clock } = session;
    const { orders, ...read } = await readOrderRows(file, ingest.company.zone, clock.now(), problems, say);
    return { taken: orders, ...read };
  });

const importEvents = (session: Session, file: string): Promise<ImportSummary> =>
  importRows(session, 'events', file, async (problems) => {
    const { ingest, clock } = session;
    const { events, ...read } = await readEventRows(file, ingest.company.zone, clock.now(), problems, say);
    return { taken: events, ...read };
  });

const importCustomers = async (
  { database: { db }, ingest: { company }, clock }: Session,
  file: string,
): Promise<CustomersSummary> => {
  const start = performance.now();
  const { problems, refused } = createCounted();
  await company.policies.refresh(db);
  const { segments } = company.policies.latest();
  const { customers, rows } = await readCustomerRows(file, await membersWithIds(db), segments, problems, say);
  const sum = { made: 0, changed: 0, same: 0 };
  const progress = createProgress('customers', customers.length);
  for (let from = 0; from < customers.length; from += batchSize) {
    const batch = customers.slice(from, from + batchSize);
    const done = await db
      .transaction()
      .execute((trx) => storeCustomers(trx, company, batch, clock.now(), problems));
    sum.made += done.made;
    sum.changed += done.changed;
    sum.same += done.same;
    progress.to(from + batch.length);
  }
  progress.end();
  reportProblems(problems, file);
  await audit(db, { at: clock.now(), actorId: null, action: 'import-customers', detail: { rows, ...sum } });
  return { rows, ...sum, refused: refused(), seconds: secondsSince(start) };
};

const finish = (summary: { readonly refused: number }, text: string, json: boolean | undefined): void => {
  if (summary.refused > 0) process.exitCode = 1;
  print(json ? JSON.stringify(summary) : text);
};

/** Adds `tend import`. */
export const addImport = (program: Command): void => {
  const imports = program.command('import').description('take records of other systems into the database');
  addImportSentiment(imports);
  imports
    .command('orders')
    .description('import a CSV file of orders; importing it again adds nothing twice')
    .argument(
      '<file>',
      'CSV with the columns customer, date, amount, and if wanted currency, order id, items',
    )
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const { stored, ...rest } = await withBot((session) => importOrders(session, file));
      const summary = { ...rest, orders: stored.order ?? 0, refunds: stored.refund ?? 0 };
      const { rows, orders, refunds, known, refused, customersMade, seconds } = summary;
      finish(
        summary,
        `${rows} rows: ${orders} orders and ${refunds} refunds imported, ${known} known already, ${refused} refused; ${customersMade} customers made; ${seconds} s.`,
        options.json,
      );
    });
  imports
    .command('events')
    .description('import what happened with customers elsewhere; importing it again adds nothing twice')
    .argument(
      '<file>',
      'CSV or a JSON object a line with customer, at, kind, and more by kind (docs/import.md)',
    )
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const summary = await withBot((session) => importEvents(session, file));
      const { rows, stored, known, refused, customersMade, seconds } = summary;
      const kinds = Object.entries(stored).map(([kind, count]) => `${count} ${kind}`);
      finish(
        summary,
        `${rows} rows: ${kinds.join(', ') || 'nothing new'}; ${known} known already, ${refused} refused; ${customersMade} customers made; ${seconds} s.`,
        options.json,
      );
    });
  imports
    .command('customers')
    .description('make customers, and set their owners and segments')
    .argument('<file>', 'CSV or a JSON object a line with customer, and if wanted owner, segment, kind, zone')
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const summary = await withBot((session) => importCustomers(session, file));
      const { rows, made, changed, same, refused, seconds } = summary;
      finish(
        summary,
        `${rows} rows: ${made} customers made, ${changed} changed, ${same} as before, ${refused} refused; ${seconds} s.`,
        options.json,
      );
    });
};
