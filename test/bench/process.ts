import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bot/tend.mjs', import.meta.url));

/** A folder for one benchmark's data, removed by `remove`. */
export const benchHome = async (): Promise<{
  readonly home: string;
  readonly remove: () => Promise<void>;
}> => {
  const home = await mkdtemp(join(tmpdir(), 'tend-bench-'));
  return { home, remove: () => rm(home, { recursive: true, force: true }) };
};

/** Starts `tend` with its own environment. */
export const startTend = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcess =>
  spawn(process.execPath, [launcher, ...args], {
    env: { ...process.env, DATABASE_URL: '', REDIS_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Resolves with the address once the server says it is running. */
export const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = /running: (\S+)/.exec(text);
      if (match?.[1]) resolve(match[1]);
    });
    child.on('exit', (code) => reject(new Error(`tend ended with ${code}`)));
  });

/** Ends a process politely and waits for it. */
export const endTend = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });

/** Runs `tend` to its end and returns what it printed and its peak memory in MB. */
export const runTend = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly output: string; readonly peakMb: number; readonly postgresMb: number }> =>
  new Promise((resolve, reject) => {
    const child = startTend(args, environment);
    let output = '';
    let peakMb = 0;
    let postgresMb = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const timer = setInterval(() => {
      void memoryOf(child.pid).then((mb) => {
        peakMb = Math.max(peakMb, mb);
      });
      void postgresMemory(environment['TEND_HOME'] ?? '').then((mb) => {
        postgresMb = Math.max(postgresMb, mb);
      });
    }, 250);
    child.on('exit', (code) => {
      clearInterval(timer);
      if (code === 0) resolve({ output, peakMb, postgresMb });
      else reject(new Error(`tend ${args.join(' ')} ended with ${code}`));
    });
  });

/** Returns a process's resident memory in MB, 0 when it is gone. */
export const memoryOf = async (pid: number | undefined): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
};

/** Returns the proportional memory in MB of the PostgreSQL processes that serve a home. */
const postgresMemory = async (home: string): Promise<number> => {
  const file = await readFile(join(home, 'pg', 'postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = file.split('\n')[0];
  if (!postmaster) return 0;
  let total = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (pid !== postmaster && parent !== postmaster) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    total += Number(/\nPss:\s+(\d+)/.exec(rollup)?.[1] ?? 0) / 1024;
  }
  return total;
};
