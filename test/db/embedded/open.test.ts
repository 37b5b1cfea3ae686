import { readFileSync } from 'node:fs';
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, postmasterPid, query, type Sandbox, untilGone } from '../../support/embedded.ts';

let box: Sandbox;
let home: string;
beforeAll(async () => {
  box = await createSandbox();
  home = box.home;
});
afterAll(() => box.close());

test('sets PostgreSQL up, with a database that knows Unicode and answers on 127.0.0.1 only', async () => {
  const lines: string[] = [];
  const server = await box.open({ home, mode: 'own', say: (line) => lines.push(line) });
  try {
    expect(lines.join()).toMatch(/Setting up PostgreSQL 18\.\d+ in .*客户/);
    expect(server).toMatchObject({ owner: true, dataDir: join(home, 'pg') });
    const [row] = await query(
      server.url,
      `select current_database() as database, current_setting('server_encoding') as encoding,
         upper('é') as upper, '客户' ~ '^\\w+$' as letters, current_setting('listen_addresses') as listens`,
    );
    expect(row).toEqual({
      ...{ database: 'tend', encoding: 'UTF8', upper: 'É', letters: true, listens: '127.0.0.1' },
    });
    expect((await lstat(join(home, 'pg-password'))).mode & 0o777).toBe(0o600);
  } finally {
    await server.stop();
  }
});

test('refuses a wrong password', async () => {
  const server = await box.open({ home, mode: 'own' });
  const url = new URL(server.url);
  url.password = 'wrong';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test('keeps its data over a restart and leaves no process behind', async () => {
  const first = await box.open({ home, mode: 'own' });
  await query(first.url, `create table kept as select 'Grüße, 客户' as words`);
  const pid = postmasterPid(home);
  await first.stop();
  await first.stop();
  await untilGone(pid);
  await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);

  const second = await box.open({ home, mode: 'own' });
  expect(await query(second.url, 'select words from kept')).toEqual([{ words: 'Grüße, 客户' }]);
  await second.stop();
});

test('logs no text of statements, even of failing ones', async () => {
  const server = await box.open({ home, mode: 'own' });
  await expect(query(server.url, `select 'private words'::int`)).rejects.toThrow(/private words/);
  await server.stop();
  const log = readFileSync(join(home, 'pg.log'), 'utf8');
  expect(log).toMatch(/database system is ready/);
  expect(log).not.toMatch(/private words/);
});

test('sets a new password when the file with the old one is lost', async () => {
  await rm(join(home, 'pg-password'));
  const server = await box.open({ home, mode: 'own' });
  expect(await query(server.url, 'select words from kept')).toHaveLength(1);
  await server.stop();
});
