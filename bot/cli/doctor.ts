import type { Command } from 'commander';
import { sql } from 'kysely';
import { dayMs } from '../../core/time.ts';
import { outsiderCommands } from '../../db/audit.ts';
import { inboxCounts } from '../../db/inbox.ts';
import { schemaState } from '../../db/migrate.ts';
import { outboxCounts } from '../../db/outbox.ts';
import { checkModel } from '../models/check.ts';
import { checkPlatforms } from '../platforms/check.ts';
import type { Finding } from '../platforms/finding.ts';
import { print } from './print.ts';
import { withBot } from './with-bot.ts';

/** How far back commands of people from outside are counted. */
const outsidersMs = 30 * dayMs;

/** Adds `tend doctor`: looks at everything Tend needs and says what is wrong and what to do. */
export const addDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description('check everything Tend needs')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const findings = await withBot(
        async ({ config, database: { db, embedded }, clock, ingest }): Promise<readonly Finding[]> => {
          const version = await sql<{
            version: string;
          }>`select current_setting('server_version') as version`.execute(db);
          const schema = await schemaState(db);
          const inbox = await inboxCounts(db);
          const outbox = await outboxCounts(db, clock.now());
          const outsiders = await outsiderCommands(db, clock.now() - outsidersMs);
          const year = ingest.company.zone.parts(clock.now()).year;
          const knows = config.holidays === 'none' || ingest.company.calendar.knowsHolidaysOf(year);
          const ahead = clock.offsetMs();
          return [
            { what: 'Node', ok: true, detail: process.version },
            {
              what: 'PostgreSQL',
              ok: true,
              detail: `${version.rows[0]?.version ?? '?'}${embedded ? ' (embedded)' : ''}`,
            },
            { what: 'schema', ok: schema.state === 'ready', detail: schema.state },
            { what: 'queue', ok: true, detail: config.redisUrl === undefined ? 'PostgreSQL' : 'Redis' },
            {
              what: 'inbox',
              ok: inbox.setAside === 0,
              detail: `${inbox.waiting} waiting, ${inbox.setAside} set aside with a problem`,
            },
            {
              what: 'outbox',
              ok: outbox.unknown === 0,
              detail: `${outbox.waiting} waiting, ${outbox.refused} refused since yesterday, ${outbox.unknown} of which nobody knows whether they arrived`,
            },
            {
              what: 'outsiders',
              ok: true,
              detail:
                outsiders.asked === 0
                  ? 'nobody from outside gave a command in the last 30 days'
                  : `commands from outside in the last 30 days: ${outsiders.asked}, by ${outsiders.people} people; none was answered`,
            },
            {
              what: 'calendar',
              ok: knows,
              detail: knows
                ? `${config.zone}, ${config.holidays}`
                : `the holidays of ${year} are not known yet; update Tend`,
            },
            {
              what: 'clock',
              ok: ahead === 0,
              detail: ahead === 0 ? 'real time' : `${Math.round(ahead / 3_600_000)} hours ahead (playground)`,
            },
            ...(await checkModel(config.model)),
            ...(await checkPlatforms(config, db, ingest.log)),
          ];
        },
      );
      if (options.json) print(JSON.stringify(findings));
      else for (const { what, ok, detail } of findings) print(`${ok ? '✓' : '✗'} ${what}: ${detail}`);
      if (findings.some((each) => !each.ok)) process.exitCode = 1;
    });
};
