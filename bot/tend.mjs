#!/usr/bin/env node
// @ts-check
// Starts Tend on a Node that runs TypeScript: this one, or the one that `npm install` put into node_modules.
// Plain JavaScript, because it must also start on an older Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

// On a large machine V8 lets garbage pile up to several times what lives; a chat bot has no use for that. Measured on a
// replay of 100,000 messages: 194 MB at its peak instead of 325, at the same speed.
v8.setFlagsFromString('--max-semi-space-size=16');
v8.setFlagsFromString('--semi-space-growth-factor=1');
v8.setFlagsFromString('--heap-growing-percent=60');

const graceMs = 30_000;
const launcher = fileURLToPath(import.meta.url);
const root = dirname(dirname(launcher));

/** Type stripping is on by default from 22.18 and, in the odd line, from 23.6. */
const runsTypeScript = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major > 23;
};

const run = async () => {
  /** @type {(...args: any[]) => void} */
  const warn = process.emitWarning.bind(process);
  process.emitWarning = (/** @type {any[]} */ ...args) => {
    const isStripping = args[1] === 'ExperimentalWarning' && String(args[0]).startsWith('Type Stripping');
    if (!isStripping) warn(...args);
  };
  // Compiled code is kept between runs: every command starts in half the time. (Node 20 lacks it, but never comes here.)
  module.enableCompileCache?.();
  if (process.channel) endWithLauncher();
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
};

/** The launcher holds a channel to us; when it is gone, even by kill -9, we shut down as on any SIGTERM. */
const endWithLauncher = () => {
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel?.unref();
};

const runOnInstalledNode = () => {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) {
    console.error(
      `Tend needs Node 22.18 or newer and this is ${process.version}. ` +
        `"npm install" in ${root} brings the right one along.`,
    );
    process.exitCode = 78;
    return;
  }
  const child = spawn(node, [launcher, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  child.on('error', (error) => {
    console.error(`Tend could not start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward);
    process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1);
    if (signal) process.kill(process.pid, signal);
  });
};

if (runsTypeScript()) await run();
else runOnInstalledNode();
