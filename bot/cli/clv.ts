import type { Command } from 'commander';
import { defaultModel } from '../../core/value/model.ts';
import { runClv } from '../lab/clv.ts';
import { readDayOption, readNumberOption, readWordOption } from '../lab/options.ts';
import { print, printFigures } from './print.ts';

type ClvOptions = {
  readonly orders: string;
  readonly until: string;
  readonly horizonDays: string;
  readonly model: string;
  readonly unit: string;
  readonly margin: string;
  readonly discount: string;
  readonly out?: string;
  readonly json?: boolean;
};

/** Adds `tend clv`: fits the value models to a CSV file of orders. Needs no database. */
export const addClv = (program: Command): void => {
  program
    .command('clv')
    .description('fit the customer value models (BG/NBD or MBG/NBD, gamma-gamma) to a CSV file of orders')
    .requiredOption('--orders <file>', 'CSV with the columns customer, date, amount (below 0: a refund)')
    .requiredOption('--until <date>', 'the last day that counts; later orders are left out')
    .requiredOption('--horizon-days <n>', 'how many days after it the expectations cover')
    .option('--model <bg|mbg>', 'BG/NBD or MBG/NBD', defaultModel)
    .option('--unit <day|week>', 'unit of time of alpha, t_x and T', 'week')
    .option('--margin <share>', 'what is kept of an order, 0 to 1', '1')
    .option('--discount <rate>', 'yearly discount rate, 0.1 for 10 %', '0.1')
    .option('--out <file>', 'write a CSV with one row per customer')
    .option('--json', 'print the parameters and counts as JSON')
    .action(async (options: ClvOptions) => {
      const request = {
        orders: options.orders,
        untilDay: readDayOption('--until', options.until),
        horizonDays: readNumberOption('--horizon-days', options.horizonDays, 1, 36_500),
        model: readWordOption('--model', options.model, ['bg', 'mbg']),
        unit: readWordOption('--unit', options.unit, ['day', 'week']),
        margin: readNumberOption('--margin', options.margin, 0, 1),
        yearlyRate: readNumberOption('--discount', options.discount, 0, 10),
        ...(options.out === undefined ? {} : { out: options.out }),
      };
      const answer = await runClv(request, (line) => process.stderr.write(`${line}\n`));
      if (options.json) print(JSON.stringify(answer));
      else printFigures(answer);
    });
};
