import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardBlock } from '../../core/messages.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany, holidays: 'none' });
  chat = openChat(app);
});
afterAll(() => app.stop());

type ImageBlock = Extract<CardBlock, { kind: 'image' }>;

test('a digest’s picture is shown to who may read the message, and to nobody else', {
  timeout: 120_000,
}, async () => {
  await chat.as('alice', 'acme').says('Good morning, the beans are excellent.');
  await chat.settles();
  await chat.clock.advance({ days: 46 });
  await chat.settles();
  const seen = await chat.as('grace', 'managers').sees();
  const shown = seen.flatMap((message) =>
    (message.card?.blocks ?? []).flatMap((block) =>
      block.kind === 'image' ? [{ message, block: block as ImageBlock }] : [],
    ),
  );
  const [first] = shown;
  if (!first) throw new Error(`No digest has a picture:\n${seen.map(({ text }) => text).join('\n')}`);
  expect(first.message.text).toContain(first.block.alt);
  const ask = (change: Readonly<Record<string, string>> = {}, id = first.block.picture) => {
    const query = new URLSearchParams({
      as: 'grace',
      room: 'managers',
      message: first.message.key,
      ...change,
    });
    return fetch(`${app.url}/api/pictures/${id}?${query}`);
  };
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');

  // A customer, also by the room that they are in; somebody who is not there; another message; another picture.
  expect((await ask({ as: 'alice' })).status).toBe(403);
  expect((await ask({ as: 'alice', room: 'acme' })).status).toBe(403);
  expect((await ask({ as: 'nobody' })).status).toBe(403);
  expect(
    (await ask({ message: seen[0]?.key === first.message.key ? 'other' : (seen[0]?.key ?? '') })).status,
  ).toBe(403);
  expect((await ask({}, 'a'.repeat(64))).status).toBe(403);
});
