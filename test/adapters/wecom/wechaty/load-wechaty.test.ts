import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = new URL('../../../../adapters/wecom/wechaty/', import.meta.url);

/** Runs with a Node in which no package of Wechaty can be found. */
const script = `
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
const asked = [];
registerHooks({
  resolve(specifier, context, next) {
    if (/^(wechaty|file-box|@grpc)/.test(specifier)) {
      asked.push(specifier);
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    }
    return next(specifier, context);
  },
});
const { createWechatyTransport } = await import(${JSON.stringify(new URL('transport.ts', folder).href)});
const quiet = () => undefined;
const transport = createWechatyTransport({
  account: 'corp',
  puppet: { endpoint: '127.0.0.1:1', token: 'puppet_workpro_11111111-2222-4333-8444-555555555555' },
  stateDir: tmpdir() + '/tend-absent-' + process.pid,
  now: Date.now,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
});
const before = asked.length;
const error = await transport.start(async () => undefined).catch((thrown) => thrown);
console.log(JSON.stringify({ before, after: asked.length, name: error.name, message: error.message }));
`;

test('Wechaty is loaded by the first start only, and its absence is said with the command to install it', () => {
  const args = ['--input-type=module', '--no-warnings', '--eval', script];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const { before, after, name, message } = JSON.parse(stdout);
  expect(before).toBe(0);
  expect(after).toBeGreaterThan(0);
  expect(name).toBe('ConfigError');
  expect(message).toContain('npm install --save-optional wechaty@1.20.2 wechaty-puppet-service@1.19.9');
});

test('no part of the transport adds friends, makes rooms or pulls people into them', async () => {
  for (const file of await readdir(fileURLToPath(folder))) {
    const text = await readFile(new URL(file, folder), 'utf8');
    expect(text, file).not.toMatch(
      /friendship(Add|Search|Accept)|roomAdd|roomCreate|roomInvitation|contactList/,
    );
  }
});
