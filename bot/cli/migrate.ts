import type { Command } from 'commander';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { readConfig } from '../config.ts';
import { unreachable } from '../database.ts';
import { prepareQueue } from '../queue.ts';
import { print } from './print.ts';
import { withBot } from './with-bot.ts';

/** Adds `tend migrate`. */
export const addMigrate = (program: Command): void => {
  program
    .command('migrate')
    .description('bring the database schema up to this version')
    .action(async () => {
      const config = readConfig();
      if (config.databaseUrl === undefined) {
        await withBot(async () =>
          print('The embedded database is up to date (it migrates by itself at every start).'),
        );
        return;
      }
      const db = connect(config.databaseUrl);
      try {
        const ran = await migrate(db).catch((error: unknown) => {
          throw unreachable(error);
        });
        await prepareQueue({
          databaseUrl: config.databaseUrl,
          ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
        });
        print(ran.length > 0 ? `Ran ${ran.join(', ')}.` : 'The schema is up to date.');
      } finally {
        await db.destroy();
      }
    });
};
