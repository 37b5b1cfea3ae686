import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { readSentimentRows } from '../import/sentiment-rows.ts';
import { storeSentiment } from '../import/store-sentiment.ts';
import { createProblems, type Problems } from '../lab/problems.ts';
import { print } from './print.ts';
import { createProgress } from './progress.ts';
import { type Session, withBot } from './with-bot.ts';

/** What an import of values did: every row was stored, known already, left as a person said it, or refused. */
export type SentimentSummary = {
  readonly rows: number;
  readonly stored: number;
  readonly known: number;
  readonly kept: number;
  readonly refused: number;
};

const batchSize = 500;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Imports how another system reads messages; rows that cannot be taken are reported on standard error and left out.
 * @throws InputError where the file is missing, empty, lacks a column or is neither CSV nor lines of JSON; then nothing
 * is imported.
 */
export const importSentiment = async (
  { database, ingest, clock }: Pick<Session, 'database' | 'ingest' | 'clock'>,
  file: string,
): Promise<SentimentSummary> => {
  const first = createProblems();
  const refused = new Set<number>();
  const problems: Problems = {
    add: (line, column, what) => {
      refused.add(line);
      first.add(line, column, what);
    },
    throwIfAny: (name) => first.throwIfAny(name),
  };
  const { values, rows } = await readSentimentRows(file, problems, say);
  const sum = { stored: 0, known: rows - refused.size - values.length, kept: 0 };
  const progress = createProgress('values', values.length);
  for (let from = 0; from < values.length; from += batchSize) {
    const batch = values.slice(from, from + batchSize);
    const done = await database.db
      .transaction()
      .execute((trx) => storeSentiment(trx, ingest.company, batch, clock.now(), problems));
    sum.stored += done.stored;
    sum.known += done.known;
    sum.kept += done.kept;
    progress.to(from + batch.length);
  }
  progress.end();
  try {
    problems.throwIfAny(file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    say(error.message);
  }
  return { rows, ...sum, refused: refused.size };
};

/** Adds `tend import sentiment` to `tend import`. */
export const addImportSentiment = (command: Command): void => {
  command
    .command('sentiment')
    .description('import how another system reads messages; what a person said of one stands')
    .argument('<file>', 'CSV or a JSON object a line: message, score (-1 to 1), label, confidence, source')
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const summary = await withBot((session) => importSentiment(session, file));
      if (summary.refused > 0) process.exitCode = 1;
      const { rows, stored, known, kept, refused } = summary;
      print(
        options.json
          ? JSON.stringify(summary)
          : `${rows} rows: ${stored} values stored, ${known} known already, ${kept} left as a person said it, ${refused} refused.`,
      );
    });
};
