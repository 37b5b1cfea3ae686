import type { Command } from 'commander';
import { startApp } from '../app.ts';
import { readConfig } from '../config.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Resolves at the first signal to end; the second one ends the process at once. */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        asked++;
        if (asked === 1) resolve();
        // The terminal and whoever started us may both pass on one Ctrl-C; only a third signal is impatience.
        if (asked >= 3) process.exit(130);
      });
    }
  });

const run = async (parts: { readonly serve: boolean; readonly work: boolean }): Promise<void> => {
  const stopped = untilStopped();
  const app = await startApp(readConfig(), parts, say);
  say(app.url === undefined ? 'Tend is working.' : `Tend is running: ${app.url}`);
  await stopped;
  await app.stop();
};

/** Adds `tend serve [--work]` and `tend work`. */
export const addServe = (program: Command): void => {
  program
    .command('serve')
    .description('answer HTTP; with --work also do the work, in one process')
    .option('--work', 'also process, score, prompt and send')
    .action((options: { readonly work?: boolean }) => run({ serve: true, work: options.work === true }));
  program
    .command('work')
    .description('process, score, prompt and send; any number of these may run')
    .action(() => run({ serve: false, work: true }));
};
