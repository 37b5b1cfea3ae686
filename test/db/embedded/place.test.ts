import { lstat, mkdir, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../core/errors.ts';
import { createSandbox, query, type Sandbox } from '../../support/embedded.ts';

let box: Sandbox;
beforeAll(async () => {
  box = await createSandbox();
});
afterAll(() => box.close());

describe('what the operator must change', () => {
  const failure = async (folder: string): Promise<string> => {
    const error: unknown = await box.open({ home: folder, mode: 'own' }).then(
      (server) => server.stop(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  };

  test('data of another PostgreSQL version is left alone, and both versions are named', async () => {
    const older = join(box.base, 'older');
    await mkdir(join(older, 'pg'), { recursive: true });
    await writeFile(join(older, 'pg', 'PG_VERSION'), '15\n');
    expect(await failure(older)).toMatch(/written by PostgreSQL 15.*brings PostgreSQL 18\.\d+.*dump/);
    expect(await readdir(join(older, 'pg'))).toEqual(['PG_VERSION']);
  });

  test('a folder that holds something else is left alone', async () => {
    const other = join(box.base, 'other');
    await mkdir(join(other, 'pg'), { recursive: true });
    await writeFile(join(other, 'pg', 'notes.txt'), 'mine');
    expect(await failure(other)).toMatch(/not a PostgreSQL database.*Move it away/);
    expect(await readdir(other)).toEqual(['pg']);
  });

  test('a home that cannot be a folder is named', async () => {
    await writeFile(join(box.base, 'file'), '');
    expect(await failure(join(box.base, 'file'))).toMatch(/file cannot be used.*TEND_HOME/);
  });

  test('data that was elsewhere and is gone is not replaced by an empty database', async () => {
    const lost = join(box.base, 'lost');
    await mkdir(lost);
    await symlink(join(box.base, 'nowhere'), join(lost, 'pg'));
    expect(await failure(lost)).toMatch(/points to .*nowhere, which is gone/);
  });
});

describe.runIf(process.getuid?.() === 0)(
  'as root (an ordinary user simply has no access to such a home)',
  () => {
    test('a home that the server’s user cannot enter keeps its permissions, and the data lies elsewhere', async () => {
      const closed = join(box.base, 'closed', '.tend');
      await mkdir(dirname(closed), { mode: 0o700 });
      const lines: string[] = [];
      const server = await box.open({ home: closed, mode: 'own', say: (line) => lines.push(line) });
      expect(lines[0]).toMatch(/cannot enter .*closed\/\.tend: its data is in \/var\/lib\/tend\//);
      expect(await readlink(join(closed, 'pg'))).toBe(server.dataDir);
      expect((await lstat(dirname(closed))).mode & 0o777).toBe(0o700);
      await query(server.url, 'create table kept as select 1 as one');
      await server.stop();

      const again = await box.open({ home: closed, mode: 'own' });
      expect(await query(again.url, 'select one from kept')).toEqual([{ one: 1 }]);
      await again.stop();
      await rm(dirname(again.dataDir), { recursive: true });
    });
  },
);
