import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../db/embedded/open.ts';
import { isAlive } from '../../db/embedded/process.ts';

/** An embedded PostgreSQL that another process opened, or why it could not. */
export type Held = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly owner: boolean;
  readonly error?: string;
};

/** A folder for embedded servers of one test file, and how to open them. */
export type Sandbox = {
  readonly base: string;
  /** A home in it whose name is hard on shells and on whatever expects ASCII. */
  readonly home: string;
  readonly open: typeof openEmbeddedPostgres;
  /** Opens it in a process of its own, which stays until letGo(). */
  openElsewhere(home: string, mode: 'own' | 'share'): Promise<Held>;
  /** Stops whatever a failed test left open, and removes the folder. */
  close(): Promise<void>;
};

const script = fileURLToPath(new URL('./hold-postgres.ts', import.meta.url));

const hold = async (home: string, mode: string): Promise<Held> => {
  const args = ['--no-warnings', script, home, mode];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { child, ...JSON.parse(String(line)) };
};

/** Lets the other process stop what it opened, and returns when it has ended. */
export const letGo = async ({ child }: Held): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  await once(child, 'exit');
};

/** Returns a new sandbox. Whoever creates it closes it. */
export const createSandbox = async (): Promise<Sandbox> => {
  const base = await mkdtemp(join(tmpdir(), 'tend-embedded-'));
  await chmod(base, 0o755);
  const opened: EmbeddedPostgres[] = [];
  const held: Held[] = [];
  return {
    base,
    home: join(base, `it's 客户 $HOME "a b"`),
    open: async (options) => {
      const server = await openEmbeddedPostgres(options);
      opened.push(server);
      return server;
    },
    openElsewhere: async (home, mode) => {
      const one = await hold(home, mode);
      held.push(one);
      return one;
    },
    close: async () => {
      await Promise.all([...held.map(letGo), ...opened.map((server) => server.stop())]);
      await rm(base, { recursive: true, force: true });
    },
  };
};

/** Runs one statement over a connection of its own and returns the rows. */
export const query = async (url: string, statement: string): Promise<readonly postgres.Row[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
};

/** Returns the file in which the server of that home writes its process id, port and more. */
export const pidFile = (home: string): string => join(home, 'pg', 'postmaster.pid');

/** Returns the process id of the server that runs on that home. */
export const postmasterPid = (home: string): number =>
  Number(readFileSync(pidFile(home), 'utf8').split('\n')[0]);

/** Returns when that process has ended. */
export const untilGone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await delay(10);
};
