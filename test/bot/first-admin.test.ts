import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { offerFirstAdmin } from '../../bot/first-admin.ts';
import { findMembers } from '../../db/people.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;

beforeAll(async () => {
  talk = await openTalk();
});
afterAll(() => talk.stop());

const admins = async () =>
  (await findMembers(talk.db)).filter((each) => each.role === 'admin').map((each) => each.name);
const offer = async (now = Date.now()): Promise<string> => (await offerFirstAdmin(talk.db, now)) ?? 'none';

test('the code is not in the database, only its hash', async () => {
  const code = await offer();
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  const kept = await talk.db.selectFrom('setting').selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain(code);
  expect(JSON.stringify(kept)).not.toContain(code.replaceAll('-', ''));
});

test('five wrong codes make it void, and an hour does', async () => {
  const code = await offer();
  for (let tries = 0; tries < 5; tries++) {
    expect((await talk.ask('mia', 'claim AAAA-AAAA-AAAA')).text).toBe('That is not the code.');
  }
  expect((await talk.ask('mia', `claim ${code}`)).text).toMatch(/no valid code/);
  const old = await offer(Date.now() - 2 * 60 * 60 * 1000);
  expect((await talk.ask('mia', `claim ${old}`)).text).toMatch(/no valid code/);
  expect(await admins()).toEqual([]);
});

test('in a room, where others see it, it is void', async () => {
  const code = await offer();
  expect((await talk.ask('mia', `@Tend claim ${code}`, 'team')).text).toMatch(/void/);
  expect((await talk.ask('mia', `claim ${code}`)).text).toMatch(/no valid code/);
});

test('somebody from outside cannot use it', async () => {
  const code = await offer();
  expect(await talk.say('alice', `@Tend claim ${code}`, 'acme')).toBeUndefined();
  expect(await admins()).toEqual([]);
});

test('it makes one admin, once, however it is written', async () => {
  const code = await offer();
  expect((await talk.ask('lin', `认领 ${code.toLowerCase()}`)).text).toMatch(/您现在是管理员/);
  expect(await admins()).toEqual(['林晓']);
  expect((await talk.ask('mia', `claim ${code}`)).text).toMatch(/no valid code/);
  expect(await offer()).toBe('none');
});

test('the program prints the code when it starts, as long as there is no admin', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tend-first-'));
  const config = readConfig({
    TEND_HOME: home,
    DATABASE_URL: talk.bot.url,
    PORT: '0',
    TEND_DEMO: 'off',
    LOG_LEVEL: 'silent',
  });
  const start = async (): Promise<readonly string[]> => {
    const said: string[] = [];
    const app = await startApp(config, { serve: true, work: false }, (line) => said.push(line));
    await app.stop();
    return said.filter((line) => /claim/.test(line));
  };
  try {
    await talk.db.updateTable('member').set({ role: 'manager' }).where('role', '=', 'admin').execute();
    const [line = '', ...others] = await start();
    expect(others).toEqual([]);
    const code = /claim ([A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}) \(valid for an hour, once\)/.exec(line)?.[1];
    expect((await talk.ask('grace', `claim ${code}`)).text).toMatch(/admin/);
    expect(await admins()).toEqual(['Grace Hall']);
    expect(await start()).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
