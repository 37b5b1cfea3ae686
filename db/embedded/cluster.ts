import { randomBytes } from 'node:crypto';
import {
  chown,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { runCommand } from './command.ts';
import { explainFailure, explainFileError } from './explain.ts';
import type { Place } from './place.ts';
import { isAlive } from './process.ts';

/** The database and the superuser in it have the same name. */
export const databaseName = 'tend';

const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, path);
  }
};

/** Reads the password, or makes one up. Of several processes at once, the first one's is everybody's. */
const ensurePassword = async (file: string): Promise<{ password: string; made: boolean }> => {
  const existing = await readIfThere(file);
  if (existing) return { password: existing, made: false };
  const draft = `${file}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw explainFileError(error, file);
  } finally {
    await rm(draft, { force: true });
  }
  return { password: (await readIfThere(file)) ?? '', made: true };
};

/** The password file was lost and a new one made: gives the new one to the server, which must not be running. */
const resetPassword = async (place: Place, password: string): Promise<void> => {
  const { code, output } = await runCommand(
    place.binaries.postgres,
    ['--single', '-D', place.dataDir, 'postgres'],
    {
      account: place.account,
      input: `ALTER ROLE ${databaseName} PASSWORD '${password}'\n`,
    },
  );
  if (code === 0) return;
  await unlink(place.passwordFile).catch(() => undefined);
  throw explainFailure(
    `${place.passwordFile} is missing, and no new password could be set. Stop Tend on this folder first`,
    output,
  );
};

const removeLeftDrafts = async (place: Place): Promise<void> => {
  const parent = dirname(place.dataDir);
  const prefix = `${basename(place.dataDir)}.new-`;
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (pid > 0 && !isAlive(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
};

/** Builds the cluster aside and moves it into place at once, so that half a cluster never looks like one. */
const createCluster = async (place: Place, password: string): Promise<void> => {
  const draft = `${place.dataDir}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}-password`;
  const { account } = place;
  try {
    await mkdir(dirname(place.dataDir), { recursive: true, mode: 0o755 });
    await removeLeftDrafts(place);
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
    if (account) for (const path of [draft, passwordFile]) await chown(path, account.uid, account.gid);
    const { code, output } = await runCommand(
      place.binaries.initdb,
      [
        ...[
          '--pgdata',
          draft,
          '--username',
          databaseName,
          '--auth',
          'scram-sha-256',
          '--pwfile',
          passwordFile,
        ],
        // The collation built into PostgreSQL is the same on every system and needs none of its locales.
        ...[
          '--encoding',
          'UTF8',
          '--locale',
          'C',
          '--locale-provider',
          'builtin',
          '--builtin-locale',
          'C.UTF-8',
        ],
        '--no-instructions',
      ],
      { account },
    );
    if (code !== 0) throw explainFailure(`PostgreSQL could not set up ${place.dataDir}`, output);
    await rename(draft, place.dataDir);
  } catch (error) {
    // Another process was first: its cluster is as good, and has the same password.
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) return;
    throw error instanceof ConfigError ? error : explainFileError(error, place.dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
};

const checkVersion = (place: Place, found: string): void => {
  const major = place.version.split('.')[0];
  if (found === major) return;
  throw new ConfigError(
    `${place.dataDir} was written by PostgreSQL ${found}, and this Tend brings PostgreSQL ${place.version}. ` +
      `Either dump it with PostgreSQL ${found} (pg_dump), move the folder away and restore the dump into the new ` +
      'one; or move the folder away to begin with an empty database; or run the Tend that it came from.',
  );
};

const checkFree = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0 || names.includes('PG_VERSION')) return;
  throw new ConfigError(`${folder} holds something that is not a PostgreSQL database. Move it away.`);
};

/**
 * Makes sure that the place holds a cluster of our version, made with initdb when there was none, and returns its
 * superuser's password.
 * @throws ConfigError when the folder holds another version or something else, or when it cannot be made.
 */
export const ensureCluster = async (place: Place, say: (line: string) => void): Promise<string> => {
  const versionFile = join(place.dataDir, 'PG_VERSION');
  const found = await readIfThere(versionFile);
  if (found) checkVersion(place, found);
  else await checkFree(place.dataDir);
  const { password, made } = await ensurePassword(place.passwordFile);
  if (found && made) await resetPassword(place, password);
  if (!found) {
    say(`Setting up PostgreSQL ${place.version} in ${place.dataDir}`);
    await createCluster(place, password);
    if (!(await readIfThere(versionFile))) {
      throw new ConfigError(
        `${place.dataDir} holds something that is not a PostgreSQL database. Move it away.`,
      );
    }
  }
  if (place.link) await symlink(place.dataDir, place.link).catch(() => undefined);
  return password;
};
