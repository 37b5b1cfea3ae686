import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStateDir, purgeState } from '../../../../adapters/wecom/wechaty/state-dir.ts';
import { ConfigError } from '../../../../core/errors.ts';

const token = 'puppet_workpro_11111111-2222-4333-8444-555555555555';
let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tend-state-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** The lock of a token, owned by a process. */
const lockFor = async (pid: number): Promise<void> => {
  const state = await openStateDir(dir, token);
  await state.release();
  const [own = ''] = await readdir(dir);
  await writeFile(join(dir, own, 'lock'), String(pid));
};

test('a folder that was open to others is closed', async () => {
  await chmod(dir, 0o777);
  const state = await openStateDir(dir, token);
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  await state.release();
});

test('what was written is read again; what is broken is as if it were not there', async () => {
  const state = await openStateDir(dir, token);
  expect(await state.read()).toBeUndefined();
  await Promise.all([state.write({ n: 1 }), state.write({ n: 2 })]);
  expect(await state.read()).toEqual({ n: 2 });
  const [own = ''] = await readdir(dir);
  await writeFile(join(dir, own, 'notes.json'), '{"n":');
  expect(await state.read()).toBeUndefined();
  await state.release();
});

test('another process that lives keeps it, one that died does not', async () => {
  const other = spawn('sleep', ['30']);
  await lockFor(other.pid ?? 0);
  await expect(openStateDir(dir, token)).rejects.toThrow(/in use by another process/);
  await expect(purgeState(dir, token)).rejects.toThrow(ConfigError);
  other.kill();
  await once(other, 'exit');
  const state = await openStateDir(dir, token);
  await state.release();
  await purgeState(dir, token);
  expect(await readdir(dir)).toEqual([]);
});

test('a folder that cannot be made says so', async () => {
  await writeFile(join(dir, 'file'), '');
  await expect(openStateDir(join(dir, 'file'), token)).rejects.toThrow(ConfigError);
});
