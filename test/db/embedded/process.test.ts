import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isAlive, isServerOn } from '../../../db/embedded/process.ts';

test('a process is alive until it has ended', async () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  expect(isAlive(child.pid ?? 0)).toBe(true);
  child.kill();
  await once(child, 'exit');
  expect(isAlive(child.pid ?? 0)).toBe(false);
});

test('a process that nobody waits for is not alive once it has ended', async () => {
  // The shell starts one in the background and becomes another program, which never asks for it.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(parent.stdout, 'data');
  await delay(200);
  expect(isAlive(Number(line))).toBe(false);
  parent.kill();
  await once(parent, 'exit');
});

test.runIf(process.platform === 'linux')(
  'a process that works elsewhere is no server on a folder (told by /proc)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tend-客户 '));
    const inside = spawn('sleep', ['60'], { stdio: 'ignore', cwd: folder });
    await once(inside, 'spawn');
    expect(await isServerOn(process.pid, folder)).toBe(false);
    expect(await isServerOn(inside.pid ?? 0, folder)).toBe(true);
    inside.kill();
    await once(inside, 'exit');
    await rm(folder, { recursive: true });
  },
);
