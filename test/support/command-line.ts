import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bot/tend.mjs', import.meta.url));

/** How a run of the command line ended. */
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** A run of `tend` in a process of its own. */
export type Run = { readonly process: ChildProcess; readonly ended: Promise<Ended> };

/** Starts `tend` with these arguments, a bare environment and `environment`. */
export const startTend = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input?: string,
): Run => {
  const child = spawn(process.execPath, [launcher, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // A program that ends without reading is no failure of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { process: child, ended };
};

/** Runs `tend` and returns how it ended. */
export const runTend = (...args: Parameters<typeof startTend>): Promise<Ended> => startTend(...args).ended;
