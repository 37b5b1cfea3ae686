import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Breakable, openBreakable } from '../support/breakable.ts';
import { openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';
import { until } from '../support/until.ts';

/** The 20 s take too long for every run: TEND_TEST_AWAY_MS=20000 makes them. */
const awayMs = Number(process.env['TEND_TEST_AWAY_MS'] ?? 3000);

let app: TestApp;
let way: Breakable;

beforeAll(async () => {
  app = await startTestApp({
    seed: seedCompany,
    via: async (url) => {
      way = await openBreakable(url);
      return way.url;
    },
  });
});

afterAll(async () => {
  way.mend();
  await app.stop();
  await way.close();
});

test('while the database is away every message is accepted and kept, or refused; then all goes on', {
  timeout: 90_000,
}, async () => {
  const chat = openChat(app);
  await chat.as('alice', 'acme').says('first');
  await chat.settles();

  const accepted: string[] = [];
  const answers = new Map<number, number>();
  let sending = true;
  const send = async (person: string, room: string): Promise<void> => {
    for (let index = 0; sending; index++) {
      const text = `${person} ${index}`;
      const body = JSON.stringify({ as: person, room, type: 'message', text });
      const response = await fetch(`${app.url}/api/events`, { method: 'POST', body });
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      if (response.status === 202) accepted.push(text);
      else
        expect(await response.json()).toMatchObject({
          error: { code: 'storage', message: expect.any(String) },
        });
      await delay(10);
    }
  };
  const senders = [send('alice', 'acme'), send('bob', 'acorn'), send('wang', 'chenguang')];
  await until(() => accepted.length >= 30, 'Too few messages were accepted before.');
  way.cut();
  const before = accepted.length;
  await delay(awayMs);
  const health = await fetch(`${app.url}/healthz`);
  expect(health.status).toBe(503);
  way.mend();
  await until(() => accepted.length >= before + 60, 'Too few messages were accepted after.', 20_000);
  sending = false;
  await Promise.all(senders);

  expect([...answers.keys()].sort((a, b) => a - b)).toEqual([202, 503]);
  await chat.settles();
  const stored = await app.db
    .selectFrom('interaction')
    .innerJoin('message', 'message.id', 'interaction.message_id')
    .select('message.text')
    .execute();
  const texts = stored.map((each) => each.text).filter((text) => text !== 'first');
  expect(texts).toEqual(expect.arrayContaining(accepted));
  expect(new Set(texts).size).toBe(texts.length);
  await chat.as('mia', 'dm:mia').says('status Acme Ltd');
  await chat.bot.replies(/^Acme Ltd/);
  await chat.clock.advance({ hours: 2 });
});
