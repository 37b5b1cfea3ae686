import type { Command } from 'commander';
import { readDayOption } from '../lab/options.ts';
import { runRfm } from '../lab/rfm.ts';
import { print } from './print.ts';

type RfmOptions = {
  readonly orders: string;
  readonly at: string;
  readonly out: string;
  readonly json?: boolean;
};

/** Adds `tend rfm`: scores the customers of a CSV file of orders by recency, frequency and money. Needs no database. */
export const addRfm = (program: Command): void => {
  program
    .command('rfm')
    .description('score the customers of a CSV file of orders by recency, frequency and money')
    .requiredOption('--orders <file>', 'CSV with the columns customer, date, amount (below 0: a refund)')
    .requiredOption('--at <date>', 'the last day that counts; later orders are left out')
    .requiredOption('--out <file>', 'the CSV to write, one row per customer')
    .option('--json', 'print the counts as JSON')
    .action(async (options: RfmOptions) => {
      const request = {
        orders: options.orders,
        atDay: readDayOption('--at', options.at),
        out: options.out,
      };
      const answer = await runRfm(request, (line) => process.stderr.write(`${line}\n`));
      if (options.json) {
        print(JSON.stringify(answer));
        return;
      }
      print(`${answer.customers} customers on ${answer.at}`);
      for (const [name, count] of Object.entries({ ...answer.segments, ...answer.tiers })) {
        print(`${name.padEnd(20)} ${count}`);
      }
    });
};
