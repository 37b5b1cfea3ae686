import { createHash } from 'node:crypto';
import { access, constants, cp, lstat, mkdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { canEnter, serverAccount } from './account.ts';
import { type Binaries, binariesUnder, locateBinaries, restoreLinks, tryBinaries } from './binaries.ts';
import { type Account, runCommand } from './command.ts';
import { explainFileError } from './explain.ts';

/** Where everything of one embedded server lies, and as whom it runs. */
export type Place = {
  readonly home: string;
  readonly dataDir: string;
  /** Where `dataDir` is to be found from the home, when it had to lie elsewhere. */
  readonly link: string | undefined;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly version: string;
  readonly account: Account;
};

/** Used only as root, for what the server's account must reach and cannot reach in the home. */
const sharedFolder = '/var/lib/tend';

const prepareHome = async (home: string): Promise<string> => {
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK);
    return await realpath(home);
  } catch (error) {
    throw explainFileError(error, resolve(home));
  }
};

const copyBinaries = async (from: Binaries, name: string, account: Account): Promise<Binaries> => {
  const root = join(sharedFolder, name);
  const there = binariesUnder(root, from);
  if ('version' in (await tryBinaries(there, account))) return there;
  const draft = `${root}.new-${process.pid}`;
  try {
    await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
    await cp(from.root, draft, { recursive: true, verbatimSymlinks: true });
    await runCommand('chmod', ['-R', 'a+rX', draft]);
    await rename(draft, root).catch(async () => {
      // A concurrent start put the same folder there first; or what lies there is damaged.
      if ('version' in (await tryBinaries(there, account))) return;
      await rm(root, { recursive: true, force: true });
      await rename(draft, root);
    });
  } catch (error) {
    throw explainFileError(error, sharedFolder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return there;
};

const runnableBinaries = async (account: Account): Promise<{ binaries: Binaries; version: string }> => {
  const found = await locateBinaries();
  let tried = await tryBinaries(found, account);
  if ('version' in tried) return { binaries: found, version: tried.version };
  await restoreLinks(found);
  tried = await tryBinaries(found, undefined);
  if (account && 'version' in tried) {
    const name = `postgresql-${tried.version}-${process.arch}`;
    const binaries = await copyBinaries(found, name, account);
    tried = await tryBinaries(binaries, account);
    if ('version' in tried) return { binaries, version: tried.version };
  } else if ('version' in tried) return { binaries: found, version: tried.version };
  throw new ConfigError(
    `PostgreSQL from ${found.root} does not start here: ${tried.problem}. ` +
      'Run "npm install" again, or set DATABASE_URL to a PostgreSQL of your own.',
  );
};

/** The folder that `<home>/pg` is or points to; undefined when there is none yet. */
const existingData = async (path: string): Promise<string | undefined> => {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return undefined;
  if (!found.isSymbolicLink()) return path;
  try {
    return await realpath(path);
  } catch {
    throw new ConfigError(
      `${path} points to ${await readlink(path)}, which is gone. Bring that folder back from a backup, ` +
        `or remove ${path} to begin with an empty database.`,
    );
  }
};

/**
 * Returns where the server of this home has its parts, after making the home. As root, whatever the server's account
 * cannot reach goes to /var/lib/tend, and `say` is told; permissions of existing folders stay as they are.
 * @throws ConfigError when the home cannot be written, or npm brought no programs that start.
 */
export const choosePlace = async (wanted: string, say: (line: string) => void): Promise<Place> => {
  const home = await prepareHome(wanted);
  const own = join(home, 'pg');
  const existing = await existingData(own);
  let account = await serverAccount();
  if (account && existing) {
    // Made by an ordinary user before: it stays theirs, and PostgreSQL insists on running as its data's owner.
    const { uid, gid } = await stat(existing);
    if (uid !== 0 && uid !== account.uid) account = { name: `user ${uid}`, uid, gid };
  }
  const { binaries, version } = await runnableBinaries(account);
  const rest = {
    home,
    passwordFile: join(home, 'pg-password'),
    logFile: join(home, 'pg.log'),
    binaries,
    version,
    account,
  };
  if (existing) {
    if (account && !(await canEnter(existing, account))) {
      throw new ConfigError(
        `PostgreSQL does not run as root, and ${account.name}, as whom it runs instead, cannot enter ${existing}. ` +
          `Let it pass ("chmod o+x" on the folders above), or set TEND_HOME to a folder that it can enter.`,
      );
    }
    return { ...rest, dataDir: existing, link: undefined };
  }
  if (!account || (await canEnter(home, account))) return { ...rest, dataDir: own, link: undefined };
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const dataDir = join(sharedFolder, name, 'pg');
  say(
    `PostgreSQL runs as user ${account.name}, not as root, and cannot enter ${home}: ` +
      `its data is in ${dataDir} (${basename(own)} in ${home} points there).`,
  );
  return { ...rest, dataDir, link: own };
};
