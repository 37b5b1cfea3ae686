import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverAccount } from '../../../db/embedded/account.ts';
import {
  createSandbox,
  letGo,
  pidFile,
  postmasterPid,
  query,
  type Sandbox,
  untilGone,
} from '../../support/embedded.ts';

let box: Sandbox;
let home: string;
beforeAll(async () => {
  box = await createSandbox();
  home = box.home;
});
afterAll(() => box.close());

test('a server whose owner was killed is taken over without a restart', async () => {
  const killed = await box.openElsewhere(home, 'own');
  const pid = postmasterPid(home);
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  const server = await box.open({ home, mode: 'own' });
  expect(server.url).toBe(killed.url);
  expect(postmasterPid(home)).toBe(pid);
  await server.stop();
  await untilGone(pid);
});

test('a server that was killed is started again by its owner, at the same address, with what was committed', async () => {
  const lines: string[] = [];
  const server = await box.open({ home, mode: 'own', say: (line) => lines.push(line) });
  await query(server.url, 'create table committed as select 1 as one');
  const pid = postmasterPid(home);
  process.kill(pid, 'SIGKILL');
  while (!lines.includes('PostgreSQL is back.')) await delay(20);
  expect(await query(server.url, 'select one from committed')).toEqual([{ one: 1 }]);
  await expect(box.open({ home, mode: 'own' })).rejects.toThrow(`process ${process.pid}`);
  await server.stop();
  await untilGone(pid);
});

test('after everything was killed, the next start recovers', async () => {
  const killed = await box.openElsewhere(home, 'own');
  await query(killed.url, 'insert into committed select 2');
  const pid = postmasterPid(home);
  killed.child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  const server = await box.open({ home, mode: 'own' });
  expect(await query(server.url, 'select one from committed order by one')).toEqual([{ one: 1 }, { one: 2 }]);
  await server.stop();
});

test('a left-over lock whose process id another program has by now does not block', async () => {
  const held = await box.openElsewhere(home, 'own');
  await copyFile(pidFile(home), join(box.base, 'postmaster.pid'));
  await letGo(held);
  // PostgreSQL believes in any process of the same user; so the other program runs as that user.
  const account = await serverAccount();
  const other = spawn('sleep', ['60'], {
    stdio: 'ignore',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  const [, ...rest] = readFileSync(join(box.base, 'postmaster.pid'), 'utf8').split('\n');
  await writeFile(pidFile(home), [other.pid, ...rest].join('\n'));
  const server = await box.open({ home, mode: 'own' });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  other.kill();
});
