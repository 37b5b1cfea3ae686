import { Command, CommanderError } from 'commander';
import { ConfigError, TendError } from '../../core/errors.ts';

type Add = (program: Command) => void;

/** Each command's module by the command's name; only what is asked for is loaded. */
const modules: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import('./serve.ts')).addServe,
  migrate: async () => (await import('./migrate.ts')).addMigrate,
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  demo: async () => (await import('./demo.ts')).addDemo,
  replay: async () => (await import('./replay.ts')).addReplay,
  convert: async () => (await import('./convert.ts')).addConvert,
  rebuild: async () => (await import('./rebuild.ts')).addRebuild,
  ask: async () => (await import('./ask.ts')).addAsk,
  parse: async () => (await import('./parse.ts')).addParse,
  clv: async () => (await import('./clv.ts')).addClv,
  rfm: async () => (await import('./rfm.ts')).addRfm,
  sentiment: async () => (await import('./sentiment.ts')).addSentiment,
  churn: async () => (await import('./churn.ts')).addChurn,
  import: async () => (await import('./import.ts')).addImport,
  models: async () => (await import('./models.ts')).addModels,
  config: async () => (await import('./config.ts')).addConfig,
  playbook: async () => (await import('./playbook.ts')).addPlaybook,
};
/** Commands that a module adds beside the one it is named after. */
const within: Readonly<Record<string, string>> = { work: 'serve', digest: 'ask' };

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
  // `tend … | head` ends when the reader has enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const program = new Command('tend')
    .description('Tend: knows how every customer is doing, from the chat groups where you talk with them.')
    .exitOverride()
    .showHelpAfterError();
  const asked = argv[0] ?? '';
  const one = modules[within[asked] ?? asked];
  for (const load of one ? [one] : Object.values(modules)) (await load())(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    report(error);
    return exitCodeOf(error);
  }
};
