import { readFileSync } from 'node:fs';
import { readlink, realpath } from 'node:fs/promises';
import { runCommand } from './command.ts';

/** One that has ended and waits for its parent to notice; in a container that can take for ever. */
const isZombie = (pid: number): boolean => {
  if (process.platform !== 'linux') return false;
  try {
    return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Returns whether a process with that id is running, whoever's it is. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && !isZombie(pid);
  }
};

/**
 * Returns whether that process is a PostgreSQL server on that data folder. A process id alone says little after a
 * crash or a reboot, when another program may have it; a server is known by working in its data folder. Where the
 * system does not tell, the program's name decides.
 */
export const isServerOn = async (pid: number, dataDir: string): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(dataDir));
    } catch (error) {
      // EACCES: another user's process, and the server on our folder would be ours.
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM') return false;
      throw error;
    }
  }
  if (process.platform === 'win32') return true;
  const { output } = await runCommand('ps', ['-o', 'command=', '-p', String(pid)]);
  return output.includes('postgres');
};
