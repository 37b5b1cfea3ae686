import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '../../../core/errors.ts';
import {
  createSandbox,
  letGo,
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

test('a second owner is refused, and told who holds the folder', async () => {
  const holder = await box.openElsewhere(home, 'own');
  const refused = box.open({ home, mode: 'own' });
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(
    new RegExp(`process ${holder.child.pid}, since 20\\d\\d-.*TEND_HOME`),
  );
  expect(await query(holder.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await letGo(holder);
});

test('a command-line call joins the server that runs, and leaves it running', async () => {
  const holder = await box.openElsewhere(home, 'own');
  const joined = await box.open({ home, mode: 'share' });
  expect(joined).toMatchObject({ url: holder.url, owner: false });
  await joined.stop();
  expect(await query(holder.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await letGo(holder);
});

test('of command-line calls, the last one to leave stops the server', async () => {
  const starter = await box.open({ home, mode: 'share' });
  const joiner = await box.openElsewhere(home, 'share');
  const pid = postmasterPid(home);
  expect([starter.owner, joiner.owner]).toEqual([true, false]);
  await starter.stop();
  expect(await query(joiner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await letGo(joiner);
  await untilGone(pid);
});

test('a command-line call leaves the server to whoever else is connected', async () => {
  const starter = await box.open({ home, mode: 'share' });
  const visitor = postgres(starter.url, { max: 1 });
  await visitor`select 1`;
  await starter.stop();
  expect(await visitor`select 1 as one`).toEqual([{ one: 1 }]);
  await visitor.end();
  await (await box.open({ home, mode: 'share' })).stop();
  await expect(query(starter.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('starting at the same instant on an empty folder, all get the same server, and none is left', async () => {
  const fresh = join(box.base, 'fresh');
  const all = await Promise.all(Array.from({ length: 4 }, () => box.openElsewhere(fresh, 'share')));
  expect(new Set(all.map((held) => held.url)).size).toBe(1);
  expect(all.filter((held) => held.owner)).toHaveLength(1);
  const pid = postmasterPid(fresh);
  await Promise.all(all.map(letGo));
  await untilGone(pid);
  expect((await readdir(fresh)).sort()).toEqual(['pg', 'pg-password', 'pg.log']);
});

test('of owners that start at the same instant, one wins and the others are refused', async () => {
  const all = await Promise.all(Array.from({ length: 3 }, () => box.openElsewhere(home, 'own')));
  expect(all.filter((held) => held.url)).toHaveLength(1);
  const winner = all.find((held) => held.url)?.child.pid;
  for (const held of all) if (held.error) expect(held.error).toContain(`process ${winner}`);
  await Promise.all(all.map(letGo));
});
