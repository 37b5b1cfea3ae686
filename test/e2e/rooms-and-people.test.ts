import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundEvent } from '../../core/events.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { account, seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
});

afterAll(() => app.stop());

let count = 0;
const said = (
  room: string,
  person: { id: string; name: string; external: boolean | 'unknown' },
  text: string,
): InboundEvent => {
  count++;
  return {
    id: `delivery-${count}`,
    at: Date.now() - 60_000 + count,
    platform: 'web',
    account,
    person: { ...person, kind: 'human' },
    conversation: { id: room, kind: 'group' },
    type: 'message',
    message: `m${count}`,
    text,
    mentionsBot: false,
    attachments: [],
  };
};
const dora = { id: 'dora', name: 'Dora', external: true };
const mia = { id: 'mia', name: 'Mia Carter', external: false };

const customerNames = async () =>
  (await app.db.selectFrom('customer').select('name').where('state', 'is not', null).execute()).map(
    (each) => each.name,
  );

test('what was said in a room before it got its purpose counts from then on', async () => {
  await app.deliver([
    said('riverside', dora, 'Hello, we would like to order two ovens.'),
    said('riverside', mia, 'With pleasure, I will send you the quote tomorrow.'),
  ]);
  await chat.settles();
  expect(await customerNames()).not.toContain('Riverside Hotel');
  await chat.as('mia', 'riverside').says('@Tend room');
  await chat.bot.replies(/riverside.*not linked/);
  await chat.as('mia', 'riverside').says('@Tend room customer Riverside Hotel');
  expect((await chat.bot.replies(/riverside is now a customer room/)).onlyFor).toBe('mia');
  await chat.settles();
  await chat.as('grace', 'dm:grace').says('timeline Riverside Hotel');
  const lines = await chat.bot.replies(/Riverside Hotel: timeline/);
  expect(lines.text).toMatch(/Mia Carter: With pleasure[\s\S]*Dora: Hello, we would like to order two ovens/);
});

test('a rep may not change a room that is set', async () => {
  await chat.as('mia', 'club').says('@Tend room unlinked');
  await chat.bot.replies(/Only a lead or manager may change/);
});

test('a stranger in a community becomes a customer, and can be linked to an account', async () => {
  const eric = { id: 'eric', name: 'Eric', external: true };
  await app.deliver([said('club', eric, 'Which beans are best for cold brew?')]);
  await chat.settles();
  expect(await customerNames()).toContain('Eric');
  await chat.as('grace', 'dm:grace').says('link Eric "Acorn Bakery"');
  await chat.bot.replies(/Eric now belongs to Acorn Bakery; the whole history counts there/);
  await chat.settles();
  expect(await customerNames()).not.toContain('Eric');
  await chat.as('grace', 'dm:grace').says('timeline Acorn Bakery');
  await chat.bot.replies(/Eric: Which beans are best for cold brew/);
});

test('someone whose side is unknown is no customer until the platform says so', async () => {
  const nina = { id: 'nina', name: 'Nina', external: 'unknown' as const };
  await app.deliver([said('club', nina, 'Is anybody here?')]);
  await chat.settles();
  expect(await customerNames()).not.toContain('Nina');
  await app.deliver([said('club', { ...nina, external: true }, 'I have a question about the grinder.')]);
  await chat.settles();
  expect(await customerNames()).toContain('Nina');
});

test('a customer’s question in a community is answered by a member’s mention', async () => {
  const frank = { id: 'frank', name: 'Frank', external: true };
  await app.deliver([said('club', frank, 'How do I clean the steam wand?')]);
  await app.deliver([said('club', mia, '@Frank purge it right after every milk drink.')]);
  await chat.settles();
  const row = await app.db
    .selectFrom('customer')
    .select('state')
    .where('name', '=', 'Frank')
    .executeTakeFirstOrThrow();
  expect(row.state).toMatchObject({ openQuestions: [], replies: { count: 1 } });
});
