import { existsSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, isServerOn } from '../../db/embedded/process.ts';

const prefix = `tend-test-${process.getuid?.() ?? 0}-`;

/** Where the run's servers write their process ids, each in the folder that it works in, and how each ends at once. */
const servers = [
  { pidFile: 'redis/redis.pid', signal: 'SIGKILL' },
  { pidFile: 'tend/pg/postmaster.pid', signal: 'SIGINT' },
] as const;

const patienceMs = 5000;
const pauseMs = 20;

const serversIn = (folder: string) =>
  servers.flatMap(({ pidFile, signal }) => {
    const file = join(folder, pidFile);
    const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
    return pid > 0 ? [{ file, pid, signal }] : [];
  });

const removeLeftOver = async (folder: string): Promise<void> => {
  for (const { file, pid, signal } of serversIn(folder)) {
    if (await isServerOn(pid, dirname(file))) process.kill(pid, signal);
    while (await isServerOn(pid, dirname(file))) await delay(pauseMs);
  }
  await rm(folder, { recursive: true, force: true });
};

/** Returns a folder for what this run's servers keep, after removing the folders and servers of runs that were killed. */
export const createRunFolder = async (): Promise<string> => {
  for (const name of await readdir(tmpdir())) {
    const abandoned = name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10));
    if (abandoned) await removeLeftOver(join(tmpdir(), name));
  }
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  return folder;
};

/**
 * Ends the run's servers and removes the folder while everything else stands still: for Ctrl-C, after which nothing
 * can be awaited.
 */
export const abandonRunFolder = (folder: string): void => {
  for (const { pid, signal } of serversIn(folder)) if (isAlive(pid)) process.kill(pid, signal);
  const deadline = performance.now() + patienceMs;
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const lock = join(folder, 'tend/pg/postmaster.pid');
  while (existsSync(lock) && performance.now() < deadline) Atomics.wait(clock, 0, 0, pauseMs);
  rmSync(folder, { recursive: true, force: true });
};
