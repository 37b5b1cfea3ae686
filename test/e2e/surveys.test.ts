import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';
import { waitForMorning } from '../support/morning.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
  await waitForMorning(chat);
  await chat.as('alice', 'acme').says('Good morning, the ovens arrived.');
  await chat.as('mia', 'acme').says('Good to hear.');
  await chat.as('wang', 'chenguang').says('早上好，咖啡豆收到了。');
  await chat.as('lin', 'chenguang').says('好的，王老师。');
  await chat.settles();
}, 60_000);

afterAll(() => app.stop());

const facts = async (survey: string) =>
  (
    await app.db
      .selectFrom('interaction')
      .select(['data', 'direction'])
      .where('kind', '=', 'survey-answer')
      .orderBy('id')
      .execute()
  ).filter((each) => (each.data as { survey: string }).survey === survey);

test('a rep asks a customer; the press of a button is their answer, and a low one is followed up at once', async () => {
  await chat.as('mia', 'dm:mia').says('survey nps Acme Ltd');
  await chat.bot.replies(/#\d+ NPS \(would recommend\) · open: put to 1 customer or room/);
  const card = await chat.bot.posts('acme', 'alice', /How are we doing\?[\s\S]*reply with 0 to 10/);
  await chat.as('alice', 'acme').presses(card, /^3$/);
  const thanks = await chat.bot.posts(
    'acme',
    'alice',
    /Thank you for your answer![\s\S]*What should we do better/,
  );
  // What she thinks of us her colleagues need not read.
  expect(thanks.onlyFor).toBe('alice');
  expect(await chat.as('amy', 'acme').sees()).not.toContainEqual(expect.objectContaining({ id: thanks.id }));
  const prompt = await chat.bot.writesTo('mia', /Low survey score[\s\S]*survey answer 30\/100 · NPS/);
  expect(prompt.text).toMatch(/thank them, ask what went wrong/);
  await chat.as('alice', 'acme').says('Two deliveries came late this month.');
  await chat.bot.replies(/noted and goes to the colleague in charge/);
  expect(await facts('NPS')).toMatchObject([{ direction: 'in', data: { satisfaction: 30, scale: 'nps' } }]);
});

test('who presses again changes the answer; the earlier one counts no more', async () => {
  const alice = chat.as('alice', 'acme');
  const card = (await alice.sees()).find((each) => each.card && /How are we doing/.test(each.text));
  if (!card) throw new Error('The card is gone.');
  await alice.presses(card, /^8$/);
  await chat.bot.replies(/Changed to your new answer/);
  const [first, second] = await facts('NPS');
  expect(second?.data).toMatchObject({ satisfaction: 80, replaces: expect.any(String) });
  expect(first?.data).toMatchObject({ satisfaction: 30 });
  await chat.as('amy', 'acme').presses(card, /^10$/);
  await chat.settles();
  const mia = chat.as('mia', 'dm:mia');
  await mia.says('survey');
  const list = await chat.bot.replies(/Surveys \(1\)[\s\S]*2 of 2 answered/);
  await mia.presses(list, /^#\d+$/);
  const shown = await chat.bot.replies(/NPS: 50 · 95 % interval -?\d+ to \d+/);
  expect(shown.text).toMatch(/Answered: 2 of 2 \(100%\)/);
  expect(shown.text).toMatch(/1 promoters · 1 passives · 0 detractors/);
  expect(shown.text).toMatch(/Fewer than 30 answers/);
  expect(shown.text).toMatch(/> Two deliveries came late this month\. \(Alice · Acme Ltd · 8\)/);
});

test('in Chinese, by plain words, and the low score reaches the rep', async () => {
  await chat.as('lin', 'dm:lin').says('问卷 满意度 晨光书店');
  await chat.bot.replies(/CSAT（满意度） · 进行中：已发给 1 位客户/);
  await chat.bot.posts('chenguang', 'wang', /想听听您的意见[\s\S]*您对我们的服务满意吗/);
  const wang = chat.as('wang', 'chenguang');
  await wang.says('很不满意');
  await chat.bot.replies(/收到，谢谢您的反馈！[\s\S]*哪里没做好/);
  await chat.bot.writesTo('lin', /问卷低分[\s\S]*问卷 0\/100 · CSAT/);
  await wang.says('送货总是晚');
  await chat.bot.replies(/您的意见已经记下/);
  await chat.as('lin', 'dm:lin').says('问卷');
  const list = await chat.bot.replies(/问卷 \(2\)/);
  await chat.as('lin', 'dm:lin').presses(list, /^#2$/);
  await chat.bot.replies(/很不满意|满意（4–5 分）: 0%/);
});

test('a member who presses is told that it does not count; any other button of an outsider is dead', async () => {
  const card = (await chat.as('mia', 'acme').sees()).find(
    (each) => each.card && /How are we doing/.test(each.text),
  );
  if (!card) throw new Error('The card is gone.');
  await chat.as('mia', 'acme').presses(card, /^9$/);
  await chat.bot.replies(/what colleagues press does not count/);
  const post = (action: string, value: string) =>
    fetch(`${app.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'bob', room: 'acorn', type: 'action', action, value }),
    });
  await chat.as('bob', 'acorn').says('hello');
  for (const [action, value] of [
    ['run', 'status Acme Ltd'],
    ['follow-up-done', '1'],
    ['survey', '1/99'],
    ['survey', '999/3'],
    ['survey', '1/3; drop table survey'],
    ['toString', ''],
  ] as const)
    await post(action, value);
  await chat.bot.staysSilent();
  expect(await facts('NPS')).toHaveLength(3);
});

test('nobody is asked twice by one kind within its cool-down, and what is over takes no more answers', async () => {
  await chat.as('mia', 'dm:mia').says('survey end 1');
  await chat.bot.replies(/Survey #1 is over/);
  const card = (await chat.as('alice', 'acme').sees()).find(
    (each) => each.card && /How are we doing/.test(each.text),
  );
  if (!card) throw new Error('The card is gone.');
  await chat.as('alice', 'acme').presses(card, /^10$/);
  await chat.bot.replies(/This survey is over/);
  expect(await facts('NPS')).toHaveLength(3);
  await chat.as('mia', 'dm:mia').says('survey end 2');
  await chat.bot.replies(/Only a lead or manager/);
  await chat.as('mia', 'dm:mia').says('survey nps all');
  await chat.bot.replies(/Only a lead or manager/);
});
