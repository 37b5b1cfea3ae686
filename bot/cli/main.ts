import { Command, CommanderError } from 'commander';
import { ConfigError, TendError } from '../../core/errors.ts';
import { addAsk } from './ask.ts';
import { addConvert } from './convert.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addMigrate } from './migrate.ts';
import { addParse } from './parse.ts';
import { addRebuild } from './rebuild.ts';
import { addReplay } from './replay.ts';
import { addServe } from './serve.ts';

/** Exit code for a wrong configuration (EX_CONFIG). */
const configExit = 78;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode;
  return error instanceof ConfigError ? configExit : 1;
};

const report = (error: unknown): void => {
  if (error instanceof CommanderError) return;
  if (error instanceof TendError) {
    process.stderr.write(`${error.message}\n`);
    return;
  }
  const { name, stack } = error instanceof Error ? error : new Error('unknown');
  process.stderr.write(`Something went wrong that Tend did not foresee (${name}).\n${stack ?? ''}\n`);
};

/**
 * Runs the `tend` command line and returns its exit code: 0 when it did what was asked, 78 when the
 * configuration is wrong, 1 otherwise. What is wrong is said on standard error.
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  const program = new Command('tend')
    .description('Tend: knows how every customer is doing, from the chat groups where you talk with them.')
    .exitOverride()
    .showHelpAfterError();
  for (const add of [
    addServe,
    addMigrate,
    addDoctor,
    addDemo,
    addConvert,
    addReplay,
    addRebuild,
    addAsk,
    addParse,
  ])
    add(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    report(error);
    return exitCodeOf(error);
  }
};
