import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../../db/audit.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { runTend } from '../../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let folder: string;
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend cli '));
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const tend = (args: readonly string[], more: Readonly<Record<string, string>> = {}, input?: string) =>
  runTend(args, { DATABASE_URL: database.url, TEND_HOME: folder, TEND_LANGUAGE: 'en', ...more }, input);

const at = Date.UTC(2025, 2, 5, 2);
const message = (id: string, over: object = {}) => ({
  id,
  at,
  platform: 'web',
  account: 'cli',
  person: { id: 'alice', name: 'Alice', kind: 'human', external: true },
  conversation: { id: 'acme', kind: 'group' },
  type: 'message',
  message: id,
  text: 'Hello, do you have news?',
  mentionsBot: false,
  attachments: [],
  ...over,
});
const ours = { person: { id: 'mia', name: 'Mia', kind: 'human', external: false } };

describe('tend replay', () => {
  test('says what became of every line, keeps bad ones aside with their numbers, and adds nothing twice', async () => {
    const file = join(folder, 'mixed.ndjson');
    const lines = [
      JSON.stringify(message('a')),
      '{"half": ',
      '',
      JSON.stringify(message('b', { ...ours, at: at + 60_000, text: 'I will send the offer tomorrow.' })),
      JSON.stringify(message('c', { at: 0 })),
      JSON.stringify(message('d', { at: Date.UTC(2100, 0, 1) })),
      JSON.stringify({ ...message('e'), person: undefined }),
      JSON.stringify(message('f', { type: 'dance' })),
      JSON.stringify(message('a')),
    ];
    await writeFile(file, `\uFEFF${lines.join('\r\n')}`);
    const first = await tend(['replay', file, '--json', '--room', 'acme=customer']);
    const summary = JSON.parse(first.out);
    expect(summary).toMatchObject({
      read: 8,
      accepted: 2,
      duplicates: 1,
      rejected: 5,
      seconds: expect.any(Number),
    });
    const aside = (await readFile(summary.rejectedFile, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(aside.map((each) => each.line)).toEqual([2, 5, 6, 7, 8]);
    expect(aside[0]).toMatchObject({ reason: 'not JSON', text: '{"half": ' });
    expect(aside[1].reason).toMatch(/1970-01-01.*before the year 2000/);
    expect(aside[2].reason).toMatch(/in the future/);
    expect(aside[3].reason).toMatch(/person/);
    expect(first.err).toMatch(/mixed\.ndjson:2: not JSON/);

    const again = await tend(['replay', file, '--json', '--room', 'acme=customer']);
    expect(JSON.parse(again.out)).toMatchObject({ accepted: 0, duplicates: 3, rejected: 5 });

    const found = await sql<{ purpose: string; customer: string; said: number }>`
      select r.purpose, c.name as customer, (select count(*) from interaction i where i.customer_id = c.id) as said
      from room r join customer c on c.id = r.customer_id`.execute(db);
    expect(found.rows).toEqual([{ purpose: 'customer', customer: 'acme', said: 2 }]);
  });

  test('refuses a wrong --room and a missing file with a sentence', async () => {
    const [wrong, missing] = await Promise.all([
      tend(['replay', 'x.ndjson', '--room', 'acme=castle']),
      tend(['replay', join(folder, 'nowhere.ndjson')]),
    ]);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/--room takes ID=purpose/) });
    expect(missing).toMatchObject({ code: 1, err: expect.stringMatching(/There is no file .*nowhere/) });
  });
});

describe('tend ask', () => {
  test('answers with a member’s rights, as of a time, as text or data', async () => {
    const [text, data, past, stranger, denied] = await Promise.all([
      tend(['ask', 'status acme']),
      tend(['ask', 'status acme', '--json', '--as', 'Mia']),
      tend(['ask', 'status', 'acme', '--json', '--at', '2025-03-06']),
      tend(['ask', 'status acme', '--as', 'Nobody']),
      tend(['ask', 'digest', '--as', 'mia']),
    ]);
    expect(text).toMatchObject({ code: 0, out: expect.stringMatching(/^acme\nHealth: \d+\/100/) });
    expect(JSON.parse(data.out)).toMatchObject({ name: 'acme', owner: 'Mia', interactions: 2 });
    expect(JSON.parse(past.out)).toMatchObject({ stage: 'prospect', at: Date.UTC(2025, 2, 6, 16) - 1 });
    expect(stranger).toMatchObject({
      code: 1,
      err: expect.stringMatching(/No member has the name or id "Nobody".*Mia/),
    });
    expect(denied).toMatchObject({ code: 1, out: expect.stringMatching(/Your role may not/) });
  });

  test('speaks the language that is asked for', async () => {
    const [chinese, english] = await Promise.all([
      tend(['ask', 'status acme', '--lang', 'zh']),
      tend(['ask', '状态 acme', '--lang', 'en']),
    ]);
    expect(chinese.out).toMatch(/健康分/);
    expect(english.out).toMatch(/Health/);
  });

  test('says what is wrong with a name or a time', async () => {
    const [name, time] = await Promise.all([
      tend(['ask', 'status amce']),
      tend(['ask', 'status acme', '--at', 'whenever']),
    ]);
    expect(name).toMatchObject({
      code: 1,
      out: expect.stringMatching(/no customer "amce".*Did you mean: acme/),
    });
    expect(time).toMatchObject({
      code: 1,
      err: expect.stringMatching(/"whenever" is no time\. Write 2026-10-01/),
    });
  });
});

describe('tend digest, parse, doctor, migrate and demo', () => {
  test('the digest of a past day says what happened on it', async () => {
    const [text, data] = await Promise.all([
      tend(['digest', '--at', '2025-03-05', '--lang', 'en']),
      tend(['digest', '--at', '2025-05-31', '--days', '90', '--json']),
    ]);
    expect(text).toMatchObject({ code: 0, out: expect.stringMatching(/Customer digest · 2025-03-05/) });
    expect(JSON.parse(data.out).atRisk.top).toMatchObject([{ name: 'acme', to: 'dormant', rule: 'R7' }]);
  });

  test('parse prints what each line is as an event, and what is wrong with the others', async () => {
    const text = 'a\u0000b \ud800 c';
    const run = await tend(['parse'], {}, `${JSON.stringify(message('p', { text }))}\nnonsense\n`);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.out)).toMatchObject({ id: 'p', text: expect.not.stringContaining('\u0000') });
    expect(run.err).toMatch(/line 2: not JSON/);
  });

  test('doctor names everything that is needed', async () => {
    const asked = { at: Date.now() - 1000, actorId: null, action: 'outsider-command' };
    await audit(db, asked);
    await audit(db, { ...asked, at: asked.at - 40 * 86_400_000 });
    const run = await tend(['doctor', '--json']);
    const findings = JSON.parse(run.out) as { what: string; ok: boolean; detail: string }[];
    expect(findings.map((each) => each.what)).toEqual(
      expect.arrayContaining(['PostgreSQL', 'schema', 'queue', 'inbox', 'calendar', 'clock']),
    );
    expect(findings.find((each) => each.what === 'outsiders')?.detail).toMatch(
      /^commands from outside in the last 30 days: 1,/,
    );
    expect(findings.filter((each) => !each.ok)).toEqual([]);
    expect(run.code).toBe(0);
  });

  test('migrate on an empty database makes it usable, a second time does nothing, and a newer schema is refused', async () => {
    const name = `${new URL(database.url).pathname.slice(1)}_e`;
    const url = new URL(database.url);
    url.pathname = name;
    await sql`create database ${sql.id(name)}`.execute(db);
    const own = connect(url.href, { max: 1 });
    try {
      const there = { DATABASE_URL: url.href };
      expect(await tend(['ask', 'list'], there)).toMatchObject({
        code: 78,
        err: expect.stringMatching(/tend migrate/),
      });
      expect(await tend(['migrate'], there)).toMatchObject({ code: 0, out: expect.stringMatching(/^Ran /) });
      expect(await tend(['migrate'], there)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/up to date/),
      });
      expect(await tend(['ask', 'list'], there)).toMatchObject({ code: 0 });
      await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', 'x')`.execute(
        own,
      );
      const [ask, migrate] = await Promise.all([tend(['ask', 'list'], there), tend(['migrate'], there)]);
      expect(ask).toMatchObject({ code: 78, err: expect.stringMatching(/newer/) });
      expect(migrate.code).not.toBe(0);
    } finally {
      await own.destroy();
      await sql`drop database ${sql.id(name)} with (force)`.execute(db);
    }
  }, 60_000);

  test('the demo company is made only in an empty database', async () => {
    expect(await tend(['demo', 'add'])).toMatchObject({ code: 1, err: expect.stringMatching(/not empty/) });
  });
});

describe('a wrong configuration', () => {
  test('is reported all at once, with exit code 78', async () => {
    const run = await tend(['serve'], {
      DATABASE_URL: 'mysql://x',
      PORT: 'eighty',
      TEND_ZONE: 'Mars/Base',
      TEND_DIGEST_AT: '25:00',
    });
    expect(run.code).toBe(78);
    for (const name of ['DATABASE_URL', 'PORT', 'TEND_ZONE', 'TEND_DIGEST_AT'])
      expect(run.err).toContain(name);
    expect(run.err).not.toMatch(/\n\s+at /);
  });

  test('a database that is not there is said in a sentence, without its password', async () => {
    const run = await tend(['ask', 'list'], { DATABASE_URL: 'postgres://tend:secret@127.0.0.1:1/none' });
    expect(run.code).toBeGreaterThan(0);
    expect(run.err).not.toContain('secret');
    expect(run.err).not.toMatch(/\n\s+at /);
  });
});
