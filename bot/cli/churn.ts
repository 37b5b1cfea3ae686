import type { Command } from 'commander';
import { usualLeadDays } from '../../core/churn/window.ts';
import { InputError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import { runChurn } from '../lab/churn.ts';
import { momentExpected, readMoment } from '../lab/moments.ts';
import { readNumberOption } from '../lab/options.ts';
import { print, printFigures } from './print.ts';

type ChurnOptions = {
  readonly events: string;
  readonly at: string;
  readonly leadDays: string;
  readonly horizonDays?: string;
  readonly out: string;
  readonly json?: boolean;
};

/** A date counts whole, so its last millisecond is what `at` means. */
const lastMoment = (text: string): number => {
  const moment = readMoment(text.trim());
  if (!moment) throw new InputError(`--at takes ${momentExpected}; "${text}" is not that.`);
  return moment.wholeDay ? moment.at + dayMs - 1 : moment.at;
};

/** Adds `tend churn`: the probability that each customer of a CSV file of events is gone. Needs no database. */
export const addChurn = (program: Command): void => {
  program
    .command('churn')
    .description('estimate from a CSV file of events how likely each customer is to be gone')
    .requiredOption(
      '--events <file>',
      'CSV with the columns customer, at, and optionally kind, amount, sentiment, direction (in or out)',
    )
    .requiredOption('--at <date>', 'the last day (or moment) that counts; later events are left out')
    .option('--lead-days <n>', 'days between it and the window of silence', String(usualLeadDays))
    .option('--horizon-days <n>', 'length of that window (usually 90 with orders, 30 without)')
    .requiredOption('--out <file>', 'the CSV to write, one row per customer')
    .option('--json', 'print what was learnt and checked as JSON')
    .action(async (options: ChurnOptions) => {
      const request = {
        events: options.events,
        at: lastMoment(options.at),
        leadDays: Math.round(readNumberOption('--lead-days', options.leadDays, 0, 3650)),
        ...(options.horizonDays === undefined
          ? {}
          : { horizonDays: Math.round(readNumberOption('--horizon-days', options.horizonDays, 1, 3650)) }),
        out: options.out,
      };
      const answer = await runChurn(request, (line) => process.stderr.write(`${line}\n`));
      if (options.json) print(JSON.stringify(answer));
      else printFigures(answer);
    });
};
