import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../../core/errors.ts';
import { digest } from './ids.ts';

/** The folder in which one account's few notes are kept, as long as it is in use. */
export type StateDir = {
  /** Returns what was written last, undefined when nothing was or it cannot be read. */
  read(): Promise<unknown>;
  /** Writes it, replacing all of it at once. */
  write(notes: unknown): Promise<void>;
  /** Lets another process use it. */
  release(): Promise<void>;
};

const inUse = new Set<string>();

const isAlive = (pid: number): boolean => {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
};

const ownerOf = async (lock: string): Promise<number | undefined> => {
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''));
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
};

const lockIn = (dir: string): string => join(dir, 'lock');

const lock = async (dir: string): Promise<void> => {
  const path = lockIn(dir);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    }
    const owner = await ownerOf(path);
    if (owner !== undefined) break;
    await rm(path, { force: true });
  }
  throw new ConfigError(
    'This Wechaty token is in use by another process. Two puppets on one token take each other’s messages: stop the other one.',
  );
};

/**
 * Opens the folder of a token below `dir`: readable by this user alone, and by one process at a time. The token is in
 * no name. @throws ConfigError when another process uses it or the folder cannot be made.
 */
export const openStateDir = async (dir: string, token: string): Promise<StateDir> => {
  const name = digest(`wechaty/${token}`);
  if (inUse.has(name)) {
    throw new ConfigError('Two puppets on one Wechaty token take each other’s messages: configure it once.');
  }
  inUse.add(name);
  const own = join(dir, name);
  const notes = join(own, 'notes.json');
  try {
    await mkdir(own, { recursive: true, mode: 0o700 });
    // They may have existed before, open to others.
    for (const each of [dir, own]) await chmod(each, 0o700);
    await lock(own);
  } catch (error) {
    inUse.delete(name);
    if (error instanceof ConfigError) throw error;
    throw new ConfigError('The state folder of Wechaty cannot be made or locked. Check its path and owner.', {
      cause: error,
    });
  }
  let writing: Promise<void> = Promise.resolve();
  return {
    read: async () => {
      try {
        return JSON.parse(await readFile(notes, 'utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
    write: (value) => {
      writing = writing
        .catch(() => undefined)
        .then(async () => {
          await writeFile(`${notes}.new`, JSON.stringify(value), { mode: 0o600 });
          await rename(`${notes}.new`, notes);
        });
      return writing;
    },
    release: async () => {
      await writing.catch(() => undefined);
      await rm(lockIn(own), { force: true });
      inUse.delete(name);
    },
  };
};

/**
 * Deletes everything that the transport keeps for a token: what erasure and uninstalling ask for.
 * @throws ConfigError while a process uses it.
 */
export const purgeState = async (dir: string, token: string): Promise<void> => {
  const name = digest(`wechaty/${token}`);
  const own = join(dir, name);
  if (inUse.has(name) || (await ownerOf(lockIn(own))) !== undefined) {
    throw new ConfigError('The Wechaty transport is running. Stop it, then purge its state.');
  }
  await rm(own, { recursive: true, force: true });
};
