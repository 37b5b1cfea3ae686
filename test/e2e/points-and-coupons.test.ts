import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
  await chat.as('alice', 'acme').says('Good morning, the ovens arrived.');
  await chat.as('mia', 'acme').says('Good to hear.');
  await chat.settles();
});

afterAll(() => app.stop());

const buys = async (customer: string, amount: number): Promise<void> => {
  const row = await app.db
    .selectFrom('customer')
    .select('id')
    .where('name', '=', customer)
    .executeTakeFirstOrThrow();
  const response = await fetch(`${app.url}/api/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'grace', customer: row.id, kind: 'order', amount, currency: 'CNY' }),
  });
  expect(response.status).toBe(201);
};

test('while there is no points programme, the bot does not speak of points', async () => {
  await chat.as('alice', 'acme').says('my points');
  await chat.bot.staysSilent();
  await chat.as('mia', 'dm:mia').says('points on');
  await chat.bot.replies(/Only a lead or manager/);
});

test('orders earn points, the customer asks for them and is told alone, and buys a coupon once', async () => {
  await chat.as('grace', 'dm:grace').says('points on');
  await chat.bot.replies(/Points are on/);
  await buys('Acme Ltd', 1580);
  const alice = chat.as('alice', 'acme');
  await alice.says('points?');
  const told = await chat.bot.replies(/Your points: 158[\s\S]*They buy: ¥10 off \(100 points\)/);
  expect(told.onlyFor).toBe('alice');
  await alice.presses(told, /¥10 off/);
  const bought = await chat.bot.replies(/Done: ¥10 off, code \S+, good until \d{4}-\d{2}-\d{2}\. 58 points/);
  await alice.presses(told, /¥10 off/);
  await chat.bot.replies(/Not enough points: it takes 100, you have 58/);
  const code = /code (\S+),/.exec(bought.text)?.[1] ?? '';
  await alice.says('my coupons');
  await chat.bot.replies(new RegExp(`¥10 off: ${code}`));
  const mia = chat.as('mia', 'dm:mia');
  await mia.says(`coupon redeem ${code.toLowerCase().replaceAll('-', ' ')}`);
  await chat.bot.replies(/Redeemed: "¥10 off" of Acme Ltd/);
  await mia.says(`coupon redeem ${code}`);
  await chat.bot.replies(/was redeemed at .* by Mia Carter/);
  await mia.says('points Acme Ltd');
  await chat.bot.replies(/Acme Ltd: 58 points[\s\S]*−100 · ¥10 off[\s\S]*\+158 · Order/);
});

test('a question that the bot answered waits for nobody', async () => {
  const waiting = await app.db
    .selectFrom('interaction')
    .select('data')
    .where('kind', '=', 'message')
    .execute();
  expect(waiting.filter((each) => 'question' in (each.data as object))).toEqual([]);
});

test('a newcomer names who referred them: once, not themselves, and the referrer gets the points', async () => {
  await chat.as('alice', 'acme').says('my referral code');
  const told = await chat.bot.replies(/Your referral code: /);
  const code = /code: (\S+)\. When/.exec(told.text)?.[1] ?? '';
  await chat.as('alice', 'acme').says(`referral ${code}`);
  await chat.bot.replies(/your own code/);
  const bob = chat.as('bob', 'acorn');
  await bob.says('referral 1234-5678-9AB');
  await chat.bot.replies(/no such referral code/);
  await bob.says(`referral ${code}`);
  await chat.bot.replies(/Noted who referred you/);
  await bob.says(`referral code: ${code}`);
  await chat.bot.replies(/noted already/);
  await chat.as('grace', 'dm:grace').says('points Acme Ltd');
  await chat.bot.replies(/Acme Ltd: 158 points[\s\S]*\+100 · Referral/);
});

test('in Chinese: a coupon by hand, the rules, and points by hand', async () => {
  const lin = chat.as('lin', 'dm:lin');
  await lin.says('优惠券 发放 晨光书店 "9 折" 15');
  const issued = await chat.bot.replies(/已为 晨光书店 发放“9 折”：\S+，/);
  const code = /：(\S+)，\d/.exec(issued.text)?.[1] ?? '';
  await chat.as('wang', 'chenguang').says('我的优惠券');
  await chat.bot.replies(new RegExp(`9 折：${code}`));
  await lin.says(`优惠券 查 ${code}`);
  await chat.bot.replies(/9 折 · 晨光书店/);
  const zhou = chat.as('zhou', 'dm:zhou');
  await zhou.says('积分 规则 order 2 10');
  await chat.bot.replies(/已改为：下单：每 ¥10 得 2 积分/);
  await zhou.says('积分 增加 晨光书店 30 周年庆');
  await chat.bot.replies(/晨光书店：30 积分/);
  await zhou.says('积分 扣减 晨光书店 31');
  await chat.bot.replies(/积分不够，现有 30/);
  await chat.as('wang', 'chenguang').says('积分');
  await chat.bot.replies(/您的积分：30/);
});
