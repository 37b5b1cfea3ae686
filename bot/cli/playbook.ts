import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { toLanguage } from '../../core/language.ts';
import type { Zone } from '../../core/zone.ts';
import { operator } from '../commands/asker.ts';
import { type BackTest, runBackTest } from '../playbook/back-test.ts';
import { playbookLibrary, playbookNamed, showPlaybook } from '../playbook/library.ts';
import { keepBackTest } from '../playbook/lifecycle.ts';
import { backTestLines } from '../view/playbook-card.ts';
import { showTime } from '../view/time.ts';
import { print } from './print.ts';
import { createProgress, type Progress } from './progress.ts';
import { withBot } from './with-bot.ts';

type Options = {
  readonly days: string;
  readonly csv?: string;
  readonly lang?: string;
  readonly json?: boolean;
};

const cell = (value: string | number): string => {
  const text = String(value);
  // A name that a spreadsheet would take for a formula is kept as text.
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Returns every run of a back-test as CSV, a line each; times are the company's. */
const toCsv = ({ runs }: BackTest, zone: Zone): string => {
  const times = (list: readonly number[]): string => list.map((at) => showTime(at, zone)).join('; ');
  const rows = runs.map(({ customerId, customer, startedAt, contacts, prompts, blocked, held, why }) => [
    customerId,
    customer,
    showTime(startedAt, zone),
    times(contacts),
    times(prompts),
    blocked.join('; '),
    held.join('; '),
    why ?? 'inside',
  ]);
  const head = ['customer_id', 'customer', 'entered', 'messages', 'owner_told', 'not_sent', 'later', 'ended'];
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
};

/** Adds `tend playbook`: what a playbook would have done. */
export const addPlaybook = (program: Command): void => {
  const playbook = program.command('playbook').description('automated care: try it on what happened');
  playbook
    .command('backtest')
    .description(
      'what a playbook would have done over the last days, had it been running; it may be approved then',
    )
    .argument('<name>', 'its key or name; `tend ask playbook` lists them')
    .option('--days <n>', 'how many days back', '90')
    .option('--csv <file>', 'write every run to a file')
    .option('--lang <language>', 'zh or en')
    .option('--json', 'print the numbers as JSON')
    .action(async (name: string, options: Options) => {
      const days = Number(options.days);
      if (!(Number.isInteger(days) && days >= 1 && days <= 730))
        throw new InputError('--days is a whole number from 1 to 730.');
      await withBot(async ({ database: { db }, ingest: { company }, clock, config }) => {
        const found = playbookNamed(await playbookLibrary(db), name);
        if (!('newest' in found)) {
          throw new InputError(
            `There is no playbook "${name}".${found.near ? ` Did you mean ${found.near}?` : ''}`,
          );
        }
        await company.policies.refresh(db);
        const now = clock.now();
        let progress: Progress | undefined;
        const result = await runBackTest(db, company, found.newest, { now, days }, (done, all) => {
          progress ??= createProgress('customers', all);
          progress.to(done);
        });
        progress?.end();
        const by = { id: operator.id, name: operator.name, now };
        await db.transaction().execute((trx) => keepBackTest(trx, found.newest, result.summary, by));
        if (options.csv !== undefined) await writeFile(options.csv, toCsv(result, company.zone));
        const language = options.lang === undefined ? config.language : toLanguage(options.lang);
        if (options.json) print(JSON.stringify({ key: found.newest.key, days, ...result.summary }));
        else {
          print(showPlaybook(found.newest, language));
          for (const line of backTestLines(result.summary, language)) print(line);
        }
      });
    });
};
