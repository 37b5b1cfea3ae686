import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { explainFailure, explainFileError } from './explain.ts';
import { freePort } from './free-port.ts';
import type { Place } from './place.ts';
import { isAlive, isServerOn } from './process.ts';

/** A server process that exists; it may still be starting or already stopping. */
export type Postmaster = { readonly pid: number; readonly port: number };

/**
 * Sensible for a small machine with one program on it. The log gets starts, stops and failures of the server itself,
 * never a statement or a value from one.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Parallel queries need more of /dev/shm than a container gives by default.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const logLimitBytes = 1024 * 1024;
const startLimitSeconds = 300;
const stopLimitSeconds = 60;
const emptyLockMs = 5000;

const isOlderThan = async (file: string, ms: number) => Date.now() - (await stat(file)).mtimeMs > ms;

/**
 * Returns the server that is alive on that data folder; undefined when none is, whatever a left-over
 * postmaster.pid says.
 */
export const findPostmaster = async (dataDir: string): Promise<Postmaster | undefined> => {
  const file = join(dataDir, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw explainFileError(error, file);
  });
  const [pid, , , port] = text.split('\n').map(Number);
  if (!pid || !port || !(await isServerOn(pid, dataDir))) return undefined;
  return { pid, port };
};

/**
 * After a crash PostgreSQL itself takes over a lock whose process is gone. It cannot when another program has that
 * process id by now, or when the file stayed empty: those are removed here. Should a server have made the file anew
 * meanwhile, it gets it back; a second server on its folder is refused in any case, by its shared memory.
 */
const removeStaleLock = async (dataDir: string): Promise<void> => {
  const file = join(dataDir, 'postmaster.pid');
  const aside = `${file}.stale-${process.pid}`;
  try {
    const text = await readFile(file, 'utf8');
    const [pid] = text.split('\n').map(Number);
    const inTheWay = pid
      ? isAlive(pid) && !(await isServerOn(pid, dataDir))
      : await isOlderThan(file, emptyLockMs);
    if (!inTheWay) return;
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) === text) await rm(aside, { force: true });
    else await rename(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainFileError(error, file);
  }
};

/** Opens the log for appending. A long one becomes `pg.log.1` first, so that the two together stay small. */
const openLog = async ({ logFile, account }: Place): Promise<FileHandle> => {
  try {
    const found = await stat(logFile).catch(() => undefined);
    if (found && found.size > logLimitBytes) await rename(logFile, `${logFile}.1`);
    const log = await open(logFile, 'a', 0o600);
    if (account) await log.chown(account.uid, account.gid);
    return log;
  } catch (error) {
    throw explainFileError(error, logFile);
  }
};

const readFrom = async (path: string, position: number): Promise<string> =>
  (await readFile(path)).subarray(position).toString();

/**
 * Starts the server on that port, or on a free one, and returns once it accepts connections, crash recovery included.
 * Returns `again` when another process may have been first or a moment's wait can help.
 * @throws ConfigError when it cannot start, with the end of its log.
 */
export const startPostmaster = async (
  place: Place,
  options: {
    readonly port?: number | undefined;
    readonly settings?: Readonly<Record<string, string>> | undefined;
  },
): Promise<'started' | 'again'> => {
  await removeStaleLock(place.dataDir);
  const port = options.port ?? (await freePort());
  const all = Object.entries({ ...settings, ...options.settings, port: String(port) });
  const log = await openLog(place);
  try {
    const { size } = await log.stat();
    const { code } = await runCommand(
      place.binaries.pgCtl,
      [
        ...['start', '--silent', '--wait', '--timeout', String(startLimitSeconds)],
        ...['--options', all.map(([name, value]) => `-c ${name}=${value}`).join(' ')],
      ],
      // The folder goes by the environment: as an argument, pg_ctl would hand it to a shell.
      { account: place.account, env: { PGDATA: place.dataDir }, log },
    );
    if (code === 0) return 'started';
    const said = await readFrom(place.logFile, size);
    if (
      /lock file .* (already exists|is empty)|shared memory block|could not create any TCP\/IP sockets/.test(
        said,
      )
    ) {
      return 'again';
    }
    throw explainFailure(`PostgreSQL could not start on ${place.dataDir} (log: ${place.logFile})`, said);
  } finally {
    await log.close();
  }
};

/**
 * Stops the server: ends its connections, writes everything to disk and returns when it is gone. Does nothing when
 * none runs.
 * @throws ConfigError when it could not be stopped.
 */
export const stopPostmaster = async (place: Place): Promise<void> => {
  for (const mode of ['fast', 'immediate']) {
    if (!(await findPostmaster(place.dataDir))) return;
    const { output } = await runCommand(
      place.binaries.pgCtl,
      ['stop', '--silent', '--wait', '--timeout', String(stopLimitSeconds), '--mode', mode],
      { account: place.account, env: { PGDATA: place.dataDir } },
    );
    if (!(await findPostmaster(place.dataDir))) return;
    if (mode === 'immediate')
      throw explainFailure(`PostgreSQL on ${place.dataDir} could not be stopped`, output);
  }
};
