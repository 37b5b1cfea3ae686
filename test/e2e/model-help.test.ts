import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { runTend } from '../support/command-line.ts';
import { seedCompany } from '../support/company.ts';
import { modelSettings } from '../support/models.ts';
import { answerSensibly, promptOf } from '../support/servers/chat-api/sensible.ts';
import { type ChatApi, startChatApi } from '../support/servers/chat-api/server.ts';

let api: ChatApi;
let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  api = await startChatApi();
  api.answer(answerSensibly);
  app = await startTestApp({ seed: seedCompany, model: modelSettings(api.baseUrl) });
  chat = openChat(app);
  await chat.as('mia', 'acme').says('Hi Alice, quick one: all shipped. Cheers, M');
  await chat
    .as('alice', 'acme')
    .says('The oven is broken again, call me at 13812345678. When will you come?');
  await chat.as('wang', 'chenguang').says('五月要开第二家店，这批书质量差，什么时候能换？');
  await chat.settles();
});
afterAll(async () => {
  await app.stop();
  await api.close();
});

const mia = () => chat.as('mia', 'dm:mia');
const lin = () => chat.as('lin', 'dm:lin');

describe('a rep gets help at once offline, and then from the model', () => {
  test.each([
    [
      'summary acme ltd',
      /Acme Ltd: summary[\s\S]*Open[\s\S]*oven[\s\S]*put together offline/,
      /Acme Ltd: summary[\s\S]*They told how things are[\s\S]*13812345678[\s\S]*Written by the model small/,
    ],
    [
      'brief "Acme Ltd"',
      /Acme Ltd: brief[\s\S]*health \d+/,
      /Their health is \d+[\s\S]*Next[\s\S]*Answer what they said last/,
    ],
    ['suggest acme ltd', /what to do next/, /Reply · today: Answer their last message/],
    [
      'draft "Acme Ltd" be short',
      /draft reply[\s\S]*I am sorry for the trouble[\s\S]*send it yourself/,
      /Hello, I have seen this and am looking into it[\s\S]*please check it/,
    ],
    ['greet "Acme Ltd"', /draft of care/, /Hello, I have seen this[\s\S]*please check/],
    ['winback "Acme Ltd"', /draft to win back/, /Hello, I have seen this[\s\S]*please check/],
  ])('%s', async (request, offline, model) => {
    await mia().says(request);
    await chat.bot.replies(offline);
    await chat.bot.replies(model);
  });

  test('in Chinese as well, and the draft is in the language of the customer', async () => {
    await lin().says('摘要 晨光书店');
    await chat.bot.replies(/晨光书店：对话摘要[\s\S]*离线整理/);
    await chat.bot.replies(/客户说了最近的情况[\s\S]*由模型 small 生成，请核对/);
    await lin().says('草稿 晨光书店');
    await chat.bot.replies(/给您添麻烦了|正在确认/);
    await chat.bot.replies(/您好，您说的我看到了/);
  });

  test('personal data does not leave, figures stay out of drafts, and the tone is their own', () => {
    const sent = api.heard.map(({ question }) => ({
      prompt: promptOf(question),
      text: JSON.stringify(question),
    }));
    expect(sent.some(({ text }) => text.includes('13812345678'))).toBe(false);
    const drafts = sent.filter(({ prompt }) => prompt === 'draft').map(({ text }) => text);
    expect(drafts.some((text) => text.includes('Cheers, M'))).toBe(true);
    expect(drafts.some((text) => /churnPercent|health\\":/.test(text))).toBe(false);
  });

  test('facts are proposed, and count when they are confirmed', async () => {
    await mia().says('facts acme ltd');
    await chat.bot.replies(/Nothing is known yet/);
    const proposal = await chat.bot.replies(/To confirm[\s\S]*need: They named a need/);
    await mia().presses(proposal, /Confirm/);
    const confirmed = await chat.bot.replies(/Confirmed: need: They named a need\.[\s\S]*✓ need/);
    const notes = await sql<{ text: string }>`select text from interaction where kind = 'note'`.execute(
      app.db,
    );
    expect(notes.rows).toEqual([{ text: 'need: They named a need.' }]);
    await mia().presses(confirmed, /Undo/);
    await chat.bot.replies(/Taken back[\s\S]*To confirm/);
    await mia().says('facts acme ltd no #1');
    await chat.bot.replies(/it is not proposed again/);
    await mia().says('facts acme ltd yes #99');
    await chat.bot.replies(/There is no fact #99/);
  });

  test('plain words become a command that runs when it is pressed', async () => {
    await mia().says('ask how are things with acme ltd?');
    await chat.bot.replies(/Let me see/);
    const understood = await chat.bot.replies(/I understand: status "acme ltd"/);
    await mia().presses(understood, /Do it/);
    await chat.bot.replies(/Acme Ltd[\s\S]*health/i);
    await chat.as('grace', 'dm:grace').says('ask warn me after 45 silent days');
    const change = await chat.bot.replies(/I understand: rule R\d+ days 45/);
    await chat.as('grace', 'dm:grace').presses(change, /Do it/);
    await chat.bot.replies(/45/);
    expect(await app.db.selectFrom('version').select('id').where('kind', '=', 'behaviour').execute()).toEqual(
      [],
    );
    await chat
      .as('grace', 'dm:grace')
      .says('ask write a playbook: remind the rep to call after 30 silent days');
    const draft = await chat.bot.replies(
      /playbooks:\n {2}quiet-call:[\s\S]*on: silence\n {6}days: 30[\s\S]*nothing was changed/,
    );
    expect(
      parse(draft.text.slice(draft.text.indexOf('playbooks:'), draft.text.indexOf('A draft'))),
    ).toMatchObject({
      playbooks: { 'quiet-call': { steps: [{ do: 'follow-up' }] } },
    });
    await mia().says('ask sing a song');
    await chat.bot.replies(/No command answers that/);
  });

  test('of a customer who is off, nothing is sent and it is said', async () => {
    await lin().says('模型 晨光书店 关');
    await chat.bot.replies(/不再把该客户/);
    const before = api.heard.length;
    await lin().says('简报 晨光书店');
    await chat.bot.replies(/这位客户的内容不发给模型/);
    await chat.settles();
    expect(api.heard.length).toBe(before);
    expect(
      await app.db.selectFrom('model_task').select('id').where('status', '=', 'waiting').execute(),
    ).toEqual([]);
  });

  test('where the model does not help, the offline answer stands and it is said why', async () => {
    api.answer([{ text: 'Sure! Here is the summary.' }]);
    await mia().says('summary acorn');
    await chat.bot.replies(/Nothing was said yet/);
    await chat.as('bob', 'acorn').says('We need flour on Monday');
    await mia().says('summary acorn');
    await chat.bot.replies(
      /The model did not help \(its answer had the wrong form\); the offline answer stands/,
    );
    api.answer(answerSensibly);
  });

  test('at the terminal one waits for it', { timeout: 90_000 }, async () => {
    const environment = {
      DATABASE_URL: app.databaseUrl,
      TEND_HOME: app.config.home,
      OPENAI_BASE_URL: api.baseUrl,
      TEND_MODEL: 'small',
    };
    const { out, code } = await runTend(
      ['ask', 'summary Acme Ltd', '--as', 'Mia Carter', '--lang', 'en'],
      environment,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/put together offline[\s\S]*They told how things are/);
    const doctor = await runTend(['doctor'], environment);
    expect(doctor.out).toMatch(/✓ language model: small/);
  });

  test('the digest is told in a few sentences after it was posted, and names what the model cost', async () => {
    await chat.clock.advance({ days: 1 });
    await chat.bot.posts(
      'managers',
      'grace',
      /Customer digest[\s\S]*Language model \(last 24 hours\)\n\d+ calls/,
    );
    await chat.bot.posts('managers', 'grace', /What the digest says[\s\S]*These customers come first/);
  });
});
