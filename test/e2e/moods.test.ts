import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { runTend } from '../support/command-line.ts';
import { account, seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;
let folder: string;
let late = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend-moods-'));
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
  const alice = chat.as('alice', 'acme');
  await alice.says('The new ovens are great, we love them.');
  await alice.says('Our contact person is on holiday until Friday.');
  late = await alice.says('The delivery was late again, this is really annoying.');
  await chat.as('wang', 'chenguang').says('这批书的质量太差了，很失望。');
  await chat.settles();
});

afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const feelings = async (name: string): Promise<readonly number[]> => {
  const found = await sql<{
    scores: number[];
  }>`select jsonb_path_query_array(state, '$.feelings[*].score') as scores
    from customer where name = ${name}`.execute(app.db);
  return found.rows[0]?.scores ?? [];
};

const corrections = async () =>
  (
    await sql<{
      target: string;
    }>`select target, source, label, said_by from sentiment_correction order by at`.execute(app.db)
  ).rows;

describe('a rep', () => {
  test('sees the messages that carry a feeling, numbered, with buttons', async () => {
    await chat.as('mia', 'dm:mia').says('mood acme ltd');
    const said = await chat.bot.replies(/Acme Ltd: mood/);
    expect(said.text).toMatch(/1\. negative −\d\.\d\d · The delivery was late/);
    expect(said.text).toMatch(/3\. positive \+\d\.\d\d · The new ovens/);
    expect(said.text).not.toMatch(/contact person/);
    const buttons = said.card?.blocks.flatMap((each) => (each.kind === 'buttons' ? each.buttons : []));
    expect(buttons?.map((each) => each.label)).toContain('1 neutral');
  });

  test('sees the others on request', async () => {
    await chat.as('mia', 'dm:mia').says('mood "Acme Ltd" all');
    expect((await chat.bot.replies(/Acme Ltd: mood/)).text).toMatch(/2\. neutral .*contact person/);
  });

  test('corrects one by its number in the list, even when another message came in meanwhile', async () => {
    expect((await feelings('Acme Ltd')).some((score) => score < 0)).toBe(true);
    await chat.as('mia', 'dm:mia').says('mood acme ltd');
    await chat.bot.replies(/Acme Ltd: mood/);
    await chat.as('amy', 'acme').says('The bread tastes wonderful!');
    await chat.settles();
    await chat.as('mia', 'dm:mia').says('mood acme ltd 1 neutral');
    const said = await chat.bot.replies(
      /Noted\.\n> 2\. neutral \+?0\.00 \(Mia Carter\) · The delivery was late/,
    );
    expect(said.text).toMatch(/1\. positive .*bread/);
    expect((await feelings('Acme Ltd')).every((score) => score > 0)).toBe(true);
    expect(await corrections()).toEqual([
      { target: `web/${account}/acme/${late}`, source: 'person', label: 'neutral', said_by: 'Mia Carter' },
    ]);
    const audited = await sql<{
      n: number;
    }>`select count(*)::int as n from audit where action = 'mood-correction'`.execute(app.db);
    expect(audited.rows[0]?.n).toBe(1);
  });

  test('takes it back by a button, and the message sounds as before', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('mood acme ltd');
    await mia.presses(await chat.bot.replies(/Acme Ltd: mood/), /^2 undo$/);
    expect((await chat.bot.replies(/Noted\./)).text).toMatch(/2\. negative/);
    expect(await corrections()).toEqual([]);
    expect((await feelings('Acme Ltd')).some((score) => score < 0)).toBe(true);
  });

  test('is told what to write for a message that is not there', async () => {
    await chat.as('mia', 'dm:mia').says('mood acme ltd 77 neutral');
    await chat.bot.replies(/There is no message 77\. "mood NAME all" shows the numbers/);
    await chat.as('mia', 'dm:mia').says('mood acme ltd #999999 neutral');
    await chat.bot.replies(/There is no message #999999/);
  });

  test('cannot see or correct the customers of others', async () => {
    await chat.as('mia', 'dm:mia').says('mood 晨光书店 1 neutral');
    await chat.bot.replies(/There is no customer/);
    const other = await sql<{
      id: number;
    }>`select i.id from interaction i join customer c on c.id = i.customer_id
      where c.name = '晨光书店' and i.kind = 'message'`.execute(app.db);
    await chat.as('mia', 'dm:mia').says(`mood acme ltd #${other.rows[0]?.id} neutral`);
    await chat.bot.replies(/There is no message #/);
    expect(await corrections()).toEqual([]);
  });

  test('does the same in Chinese', async () => {
    await chat.as('lin', 'dm:lin').says('情绪 晨光书店');
    expect((await chat.bot.replies(/晨光书店：消息情绪/)).text).toMatch(/1\. 负面 .*质量太差/);
    await chat.as('lin', 'dm:lin').says('情绪 晨光书店 1 负面');
    await chat.bot.replies(/已记下。\n> 1\. 负面 .*（林晓）/);
    expect(await corrections()).toMatchObject([{ label: 'negative', said_by: '林晓' }]);
    await chat.as('lin', 'dm:lin').says('情绪 晨光书店 1 撤销');
    await chat.bot.replies(/已记下。/);
    expect(await corrections()).toEqual([]);
  });

  test('corrects within the customer’s words as they are after an edit', async () => {
    const bob = chat.as('bob', 'acorn');
    const key = await bob.says('Terrible service, we are very unhappy.');
    await chat.settles();
    await chat.as('mia', 'dm:mia').says('mood acorn 1 neutral');
    await chat.bot.replies(/1\. neutral/);
    expect(await feelings('Acorn Bakery')).toEqual([]);
    await bob.edits(key, 'Excellent service, we are very happy.');
    await chat.settles();
    await chat.as('mia', 'dm:mia').says('mood acorn');
    expect((await chat.bot.replies(/Acorn Bakery: mood/)).text).toMatch(
      /1\. positive \+\d\.\d\d · Excellent/,
    );
  });

  test('asking about nobody’s feelings is told so', async () => {
    await chat.as('carol', 'cedar').says('The meeting is at three.');
    await chat.settles();
    await chat.as('mia', 'dm:mia').says('mood cedar');
    await chat.bot.replies(/The latest messages carry no feeling/);
  });
});

describe('values of another system', () => {
  const importLines = async (name: string, ...lines: readonly string[]) => {
    const file = join(folder, name);
    await writeFile(file, lines.join('\n'));
    const environment = { DATABASE_URL: app.databaseUrl, TEND_HOME: folder, TEND_LANGUAGE: 'en' };
    const { code, out, err } = await runTend(['import', 'sentiment', file, '--json'], environment);
    return { code, err, summary: out === '' ? undefined : JSON.parse(out) };
  };

  test('take the place of our reading, once, and what is wrong is said by line', async () => {
    const key = `web/${account}/acme/${late}`;
    const lines = [
      'message,score,label,confidence,source',
      `${key},0.4,,0.9,speech-desk`,
      `${late},0.6,positive,0.9,speech-desk`,
      'nowhere,0.1,,,',
      `${key},7,,,`,
      `${key},0.1,sad,,`,
    ];
    const first = await importLines('values.csv', ...lines);
    expect(first.summary).toEqual({ rows: 5, stored: 1, known: 1, kept: 0, refused: 3 });
    expect(first.code).toBe(1);
    expect(first.err).toMatch(/line 4, column message: "nowhere" is no message of a customer/);
    expect(first.err).toMatch(/line 5, column score: "7" is not a number from -1 to 1/);
    expect(first.err).toMatch(/line 6, column label: "sad" is none of negative, neutral, positive/);
    expect(await feelings('Acme Ltd')).toContain(0.6);
    const again = await importLines(
      'again.ndjson',
      JSON.stringify({ message: late, score: 0.6, confidence: 0.9, source: 'speech-desk' }),
    );
    expect(again).toMatchObject({ code: 0, summary: { rows: 1, stored: 0, known: 1, kept: 0, refused: 0 } });
  });

  test('leave what a person said', async () => {
    await chat.as('mia', 'dm:mia').says('mood acme ltd');
    await chat.bot.replies(/speech-desk/);
    await chat.as('mia', 'dm:mia').says('mood acme ltd 2 negative');
    await chat.bot.replies(/Noted\.\n> 2\. negative −0\.80 \(Mia Carter\)/);
    const { summary } = await importLines('later.ndjson', JSON.stringify({ message: late, score: 1 }));
    expect(summary).toEqual({ rows: 1, stored: 0, known: 0, kept: 1, refused: 0 });
    expect(await feelings('Acme Ltd')).toContain(-0.8);
  });

  test('and corrections survive a rebuild', async () => {
    const before = await feelings('Acme Ltd');
    const environment = { DATABASE_URL: app.databaseUrl, TEND_HOME: folder };
    expect((await runTend(['rebuild'], environment)).code).toBe(0);
    expect(await feelings('Acme Ltd')).toEqual(before);
  });
});
