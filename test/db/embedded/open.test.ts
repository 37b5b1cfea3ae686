import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../core/errors.ts';
import { serverAccount } from '../../../db/embedded/account.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../../db/embedded/open.ts';
import { isAlive } from '../../../db/embedded/process.ts';

const isRoot = process.getuid?.() === 0;

/** Every test below runs in one folder whose name is hard on shells and on anything that is not UTF-8. */
const awkward = `it's 客户 $HOME "a b"`;
let base: string;
let home: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'tend-embedded-'));
  await chmod(base, 0o755);
  home = join(base, awkward);
});
afterAll(async () => {
  // After a failed test, what it opened may still be open.
  await Promise.all([...held.map(letGo), ...opened.map((one) => one.stop())]);
  await rm(base, { recursive: true, force: true });
});

const opened: EmbeddedPostgres[] = [];
const held: Held[] = [];

const open = async (options: Parameters<typeof openEmbeddedPostgres>[0]): Promise<EmbeddedPostgres> => {
  const one = await openEmbeddedPostgres(options);
  opened.push(one);
  return one;
};

const query = async (url: string, text: string): Promise<readonly postgres.Row[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
};

const pidFile = (folder = home): string => join(folder, 'pg', 'postmaster.pid');
const postmasterPid = (folder = home): number => Number(readFileSync(pidFile(folder), 'utf8').split('\n')[0]);

const untilGone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await delay(10);
};

type Held = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly owner: boolean;
  readonly error?: string;
};

const script = fileURLToPath(new URL('../../support/hold-postgres.ts', import.meta.url));

/** The same in another process, which stays until it is told to go. */
const holdElsewhere = async (folder: string, mode: 'own' | 'share'): Promise<Held> => {
  const child = spawn(process.execPath, ['--no-warnings', script, folder, mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const one: Held = { child, ...JSON.parse(String(line)) };
  held.push(one);
  return one;
};

const letGo = async ({ child }: Held): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  await once(child, 'exit');
};

describe('one process', () => {
  test('sets PostgreSQL up, with a database that knows Unicode and answers on 127.0.0.1 only', async () => {
    const lines: string[] = [];
    const server = await open({ home, mode: 'own', say: (line) => lines.push(line) });
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
    const server = await open({ home, mode: 'own' });
    const url = new URL(server.url);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    await server.stop();
  });

  test('keeps its data over a restart and leaves no process behind', async () => {
    const first = await open({ home, mode: 'own' });
    await query(first.url, `create table kept as select 'Grüße, 客户' as words`);
    const pid = postmasterPid();
    await first.stop();
    await first.stop();
    await untilGone(pid);
    await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);

    const second = await open({ home, mode: 'own' });
    expect(await query(second.url, 'select words from kept')).toEqual([{ words: 'Grüße, 客户' }]);
    await second.stop();
  });

  test('logs no text of statements, even of failing ones', async () => {
    const server = await open({ home, mode: 'own' });
    await expect(query(server.url, `select 'private words'::int`)).rejects.toThrow(/private words/);
    await server.stop();
    const log = readFileSync(join(home, 'pg.log'), 'utf8');
    expect(log).toMatch(/database system is ready/);
    expect(log).not.toMatch(/private words/);
  });

  test('sets a new password when the file with the old one is lost', async () => {
    await rm(join(home, 'pg-password'));
    const server = await open({ home, mode: 'own' });
    expect(await query(server.url, 'select words from kept')).toHaveLength(1);
    await server.stop();
  });
});

describe('several processes', () => {
  test('a second owner is refused, and told who holds the folder', async () => {
    const holder = await holdElsewhere(home, 'own');
    const refused = open({ home, mode: 'own' });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(
      new RegExp(`process ${holder.child.pid}, since 20\\d\\d-.*TEND_HOME`),
    );
    expect(await query(holder.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await letGo(holder);
  });

  test('a command-line call joins the server that runs, and leaves it running', async () => {
    const holder = await holdElsewhere(home, 'own');
    const joined = await open({ home, mode: 'share' });
    expect(joined).toMatchObject({ url: holder.url, owner: false });
    await joined.stop();
    expect(await query(holder.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await letGo(holder);
  });

  test('of command-line calls, the last one to leave stops the server', async () => {
    const starter = await open({ home, mode: 'share' });
    const joiner = await holdElsewhere(home, 'share');
    const pid = postmasterPid();
    expect([starter.owner, joiner.owner]).toEqual([true, false]);
    await starter.stop();
    expect(await query(joiner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await letGo(joiner);
    await untilGone(pid);
  });

  test('a command-line call leaves the server to whoever else is connected', async () => {
    const starter = await open({ home, mode: 'share' });
    const visitor = postgres(starter.url, { max: 1 });
    await visitor`select 1`;
    await starter.stop();
    expect(await visitor`select 1 as one`).toEqual([{ one: 1 }]);
    await visitor.end();
    await (await open({ home, mode: 'share' })).stop();
    await expect(query(starter.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('starting at the same instant on an empty folder, all get the same server, and none is left', async () => {
    const fresh = join(base, 'fresh');
    const all = await Promise.all(Array.from({ length: 4 }, () => holdElsewhere(fresh, 'share')));
    expect(new Set(all.map((held) => held.url)).size).toBe(1);
    expect(all.filter((held) => held.owner)).toHaveLength(1);
    const pid = postmasterPid(fresh);
    await Promise.all(all.map(letGo));
    await untilGone(pid);
    expect((await readdir(fresh)).sort()).toEqual(['pg', 'pg-password', 'pg.log']);
  });

  test('of owners that start at the same instant, one wins and the others are refused', async () => {
    const all = await Promise.all(Array.from({ length: 3 }, () => holdElsewhere(home, 'own')));
    expect(all.filter((held) => held.url)).toHaveLength(1);
    const winner = all.find((held) => held.url)?.child.pid;
    for (const held of all) if (held.error) expect(held.error).toContain(`process ${winner}`);
    await Promise.all(all.map(letGo));
  });
});

describe('after an accident', () => {
  test('a server whose owner was killed is taken over without a restart', async () => {
    const killed = await holdElsewhere(home, 'own');
    const pid = postmasterPid();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const server = await open({ home, mode: 'own' });
    expect(server.url).toBe(killed.url);
    expect(postmasterPid()).toBe(pid);
    await server.stop();
    await untilGone(pid);
  });

  test('a server that was killed is started again by its owner, at the same address, with what was committed', async () => {
    const lines: string[] = [];
    const server = await open({ home, mode: 'own', say: (line) => lines.push(line) });
    await query(server.url, 'create table committed as select 1 as one');
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    while (!lines.includes('PostgreSQL is back.')) await delay(20);
    expect(await query(server.url, 'select one from committed')).toEqual([{ one: 1 }]);
    await expect(open({ home, mode: 'own' })).rejects.toThrow(`process ${process.pid}`);
    await server.stop();
    await untilGone(pid);
  });

  test('after everything was killed, the next start recovers', async () => {
    const killed = await holdElsewhere(home, 'own');
    await query(killed.url, 'insert into committed select 2');
    const pid = postmasterPid();
    killed.child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    const server = await open({ home, mode: 'own' });
    expect(await query(server.url, 'select one from committed order by one')).toEqual([
      { one: 1 },
      { one: 2 },
    ]);
    await server.stop();
  });

  test('a left-over lock whose process id another program has by now does not block', async () => {
    const held = await holdElsewhere(home, 'own');
    await copyFile(pidFile(), join(base, 'postmaster.pid'));
    await letGo(held);
    // PostgreSQL believes in any process of the same user; so the other program runs as that user.
    const account = await serverAccount();
    const other = spawn('sleep', ['60'], {
      stdio: 'ignore',
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    const [, ...rest] = readFileSync(join(base, 'postmaster.pid'), 'utf8').split('\n');
    await writeFile(pidFile(), [other.pid, ...rest].join('\n'));
    const server = await open({ home, mode: 'own' });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    other.kill();
  });
});

describe('what the operator must change', () => {
  const failure = async (folder: string): Promise<string> => {
    const error: unknown = await open({ home: folder, mode: 'own' }).then(
      (server) => server.stop(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  };

  test('data of another PostgreSQL version is left alone, and both versions are named', async () => {
    const older = join(base, 'older');
    await mkdir(join(older, 'pg'), { recursive: true });
    await writeFile(join(older, 'pg', 'PG_VERSION'), '15\n');
    expect(await failure(older)).toMatch(/written by PostgreSQL 15.*brings PostgreSQL 18\.\d+.*dump/);
    expect(await readdir(join(older, 'pg'))).toEqual(['PG_VERSION']);
  });

  test('a folder that holds something else is left alone', async () => {
    const other = join(base, 'other');
    await mkdir(join(other, 'pg'), { recursive: true });
    await writeFile(join(other, 'pg', 'notes.txt'), 'mine');
    expect(await failure(other)).toMatch(/not a PostgreSQL database.*Move it away/);
    expect(await readdir(other)).toEqual(['pg']);
  });

  test('a home that cannot be a folder is named', async () => {
    await writeFile(join(base, 'file'), '');
    expect(await failure(join(base, 'file'))).toMatch(/file cannot be used.*TEND_HOME/);
  });

  test('data that was elsewhere and is gone is not replaced by an empty database', async () => {
    const lost = join(base, 'lost');
    await mkdir(lost);
    await symlink(join(base, 'nowhere'), join(lost, 'pg'));
    expect(await failure(lost)).toMatch(/points to .*nowhere, which is gone/);
  });
});

describe.runIf(isRoot)('as root (an ordinary user simply has no access to such a home)', () => {
  test('a home that the server’s user cannot enter keeps its permissions, and the data lies elsewhere', async () => {
    const closed = join(base, 'closed', '.tend');
    await mkdir(dirname(closed), { mode: 0o700 });
    const lines: string[] = [];
    const server = await open({ home: closed, mode: 'own', say: (line) => lines.push(line) });
    expect(lines[0]).toMatch(/cannot enter .*closed\/\.tend: its data is in \/var\/lib\/tend\//);
    expect(await readlink(join(closed, 'pg'))).toBe(server.dataDir);
    expect((await lstat(dirname(closed))).mode & 0o777).toBe(0o700);
    await query(server.url, 'create table kept as select 1 as one');
    await server.stop();

    const again = await open({ home: closed, mode: 'own' });
    expect(await query(again.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await again.stop();
    await rm(dirname(again.dataDir), { recursive: true });
  });
});
