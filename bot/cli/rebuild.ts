import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { foldHistory } from '../../core/customer/fold.ts';
import { lockCustomers } from '../../db/customer-states.ts';
import { historiesOf } from '../../db/interactions.ts';
import { saveFolded } from '../ingest/apply.ts';
import { foldContexts } from '../ingest/context.ts';
import { print } from './print.ts';
import { createProgress } from './progress.ts';
import { withBot } from './with-bot.ts';

const pageSize = 100;

/** Adds `tend rebuild`: folds every customer anew from the stored interactions. */
export const addRebuild = (program: Command): void => {
  program
    .command('rebuild')
    .description('fold every customer anew from the stored interactions')
    .option('--check', 'change nothing; say which customers would differ')
    .option('--json', 'print the summary as JSON')
    .action(async (options: { readonly check?: boolean; readonly json?: boolean }) => {
      const summary = await withBot(async ({ database: { db }, ingest, clock }) => {
        const all = await db
          .selectFrom('customer')
          .select('id')
          // What was merged counts elsewhere.
          .where('merged_into', 'is', null)
          .orderBy('id')
          .execute();
        const progress = createProgress('customers', all.length);
        const different: number[] = [];
        for (let start = 0; start < all.length; start += pageSize) {
          const ids = all.slice(start, start + pageSize).map((each) => each.id);
          await db.transaction().execute(async (trx) => {
            const customers = await lockCustomers(trx, ids);
            const histories = await historiesOf(trx, ids);
            const contextOf = await foldContexts(trx, ingest.company, ids);
            const results = customers.map((customer) => {
              const context = contextOf(customer.id);
              const history = histories.get(customer.id) ?? [];
              const until = Math.max(customer.state.seenAt, history.at(-1)?.at ?? 0);
              return { customer, context, folded: { ...foldHistory(history, until, context), anew: true } };
            });
            for (const { customer, folded } of results) {
              if (!isDeepStrictEqual(JSON.parse(JSON.stringify(folded.state)), customer.state))
                different.push(customer.id);
            }
            if (options.check !== true) await saveFolded(trx, ingest.company, results);
          });
          progress.to(Math.min(all.length, start + pageSize));
        }
        progress.end();
        return {
          customers: all.length,
          different,
          at: clock.now(),
          changed: options.check === true ? 0 : different.length,
        };
      });
      if (options.json) print(JSON.stringify(summary));
      else
        print(
          `${summary.customers} customers, ${summary.different.length} differed${options.check ? '' : ' and were corrected'}.`,
        );
      if (options.check && summary.different.length > 0) process.exitCode = 1;
    });
};
