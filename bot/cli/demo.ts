import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { removeDemo } from '../demo/remove.ts';
import { isEmpty, seedDemo } from '../demo/seed.ts';
import { advanceDue } from '../jobs/tick.ts';
import { print } from './print.ts';
import { withBot } from './with-bot.ts';

/** Adds `tend demo add` and `tend demo remove`. */
export const addDemo = (program: Command): void => {
  const demo = program.command('demo').description('the demo company');
  demo
    .command('add')
    .description('make the demo company in an empty database')
    .action(async () => {
      await withBot(async ({ database, clock, ingest }) => {
        if (!(await isEmpty(database.db)))
          throw new InputError('The database is not empty; the demo company is only made in an empty one.');
        const made = await seedDemo(ingest);
        await advanceDue(ingest, clock.now());
        print(`Made ${made.customers} demo customers with ${made.events} events.`);
      });
    });
  demo
    .command('remove')
    .description('remove the demo company and everything said in it')
    .action(async () => {
      await withBot(async ({ database }) =>
        print(`Removed ${await removeDemo(database.db)} demo customers.`),
      );
    });
};
