import { spawn } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';

/** The user that a command runs as; undefined means: as this process. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number } | undefined;

/** What a command left behind: its exit code (-1 when a signal ended it or it could not start) and its words. */
export type Outcome = { readonly code: number; readonly output: string };

/**
 * Runs a program to its end and returns its exit code and what it printed on both streams. It runs in a session of
 * its own, so that Ctrl-C in the terminal does not end it, and sees none of our environment. With `log`, output goes
 * there instead: a daemon that the program leaves behind keeps writing to it. Never throws for a failing program.
 */
export const runCommand = (
  file: string,
  args: readonly string[],
  options: {
    readonly account?: Account;
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly log?: FileHandle;
  } = {},
): Promise<Outcome> =>
  new Promise((resolve) => {
    const out = options.log?.fd ?? 'pipe';
    const child = spawn(file, args, {
      detached: true,
      windowsHide: true,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', ...options.env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', out, out],
      // Anywhere that exists: the folder we were started in may be closed to the account.
      cwd: '/',
      ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);
    child.on('error', (error) => resolve({ code: -1, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? -1, output: output.trim() }));
  });
