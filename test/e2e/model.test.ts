import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabelFacts } from '../../prompts/labels.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';
import { factsIn, modelSettings } from '../support/models.ts';
import { type ChatApi, startChatApi } from '../support/servers/chat-api/server.ts';
import { until } from '../support/until.ts';

let api: ChatApi;
let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  api = await startChatApi();
  app = await startTestApp({ seed: seedCompany, model: modelSettings(api.baseUrl) });
  chat = openChat(app);
});
afterAll(async () => {
  await app.stop();
  await api.close();
});

const said = (text: string) =>
  api.heard.some(({ question }) =>
    factsIn<Partial<LabelFacts>>(question).messages?.some((each) => each.text.includes(text)),
  );

describe('with a model', () => {
  test('messages are read in the background, and mood shows what it made of them', async () => {
    api.answer((question) => ({
      json: {
        labels: (factsIn<Partial<LabelFacts>>(question).messages ?? []).map(({ id, text }) => ({
          id,
          sentiment: -0.9,
          confidence: 0.9,
          intent: 'complain',
          urgency: 'high',
          complaint: true,
          question: false,
          promise: false,
          reason: 'quality',
          quote: text,
        })),
      },
    }));
    await chat.as('alice', 'acme').says('Splendid, the mixer you repaired has lasted one whole day');
    await until(
      async () => (await app.db.selectFrom('model_reading').select('target').execute()).length > 0,
      'The model was not asked.',
    );
    await chat.as('mia', 'dm:mia').says('mood acme ltd all');
    await chat.bot.replies(/model: complains, urgent, perhaps a complaint, quality/);
    await chat.as('mia', 'dm:mia').says('why acme ltd');
    await chat.bot.replies(/a model \(labels@1\) read the mood of 1 messages; each moved by 0\.5 at most/);
  });

  test('nothing of a customer is sent after "off", until it is taken back', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('model acorn off');
    const answer = await chat.bot.replies(/Acorn Bakery: nothing of this customer is sent/);
    await chat.as('bob', 'acorn').says('The first thing about the bakery');
    await chat.as('carol', 'cedar').says('Somebody else wrote something');
    await until(() => said('Somebody else'), 'The others were not read.');
    expect(said('The first thing')).toBe(false);
    await mia.presses(answer, /Undo/);
    await chat.bot.replies(/may be sent/);
    await chat.as('bob', 'acorn').says('The second thing about the bakery');
    await until(() => said('The second thing'), 'It is still off.');
  });

  test('nothing said in a room is sent after "room off"', async () => {
    await chat.as('lin', 'chenguang').says('@Tend 模型 本群 关');
    await chat.bot.replies(/chenguang：群里的内容不再发给模型/);
    await chat.as('wang', 'chenguang').says('这句话不应该发出去');
    await chat.as('carol', 'cedar').says('And somebody wrote one more');
    await until(() => said('one more'), 'The others were not read.');
    expect(said('不应该')).toBe(false);
  });

  test('managers see its use; reps do not', async () => {
    await chat.as('grace', 'dm:grace').says('model');
    const answer = await chat.bot.replies(/Language model/);
    expect(answer.text).toMatch(
      /Model small[\s\S]*reading messages: \d+\w? of 2.0M tokens[\s\S]*labels@1 \(small\): \d+ calls/,
    );
    expect(answer.text).toMatch(/Not sent to the model\nchenguang \(room, 林晓\)/);
    await chat.as('mia', 'dm:mia').says('model');
    await chat.bot.replies(/Only a lead or manager/);
    await chat.as('zhou', 'dm:zhou').says('模型');
    await chat.bot.replies(/预算（今天 \/ 本月）[\s\S]*读消息/);
  });
});
